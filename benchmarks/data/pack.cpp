// zb_bench_pack <shape.json> <folder>
//
// Writes figures.packed, figures by month, run by run: only one run is in memory. The shape says of which
// areas, and how many indicators and months.

#include <zhibiao/io/panel_file_writer.hpp>
#include <zhibiao/panel/missing.hpp>

#include "../ours/input.hpp"
#include "figures.hpp"

#include <cstddef>
#include <exception>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

namespace zhibiao_bench {
namespace {

namespace zb = zhibiao;

double as_packed(const figure& f) {
  switch (f.is) {
    case figure::kind::number:
      return number(f);
    case figure::kind::empty:
      return zb::reported_empty;
    case figure::kind::no_row:
      break;
  }
  return zb::no_row;
}

void pack(const std::string& shape_path, const std::string& folder) {
  const frame f = read_frame(shape_path);
  figures all;
  all.towns = f.codes.size();
  all.indicators = f.indicators;
  all.periods = f.periods;

  zb::packed_block_shape shape;
  shape.first_period = zb::period::make(zb::frequency::month, f.first_year, 1);
  shape.period_count = f.periods;
  shape.indicators.resize(f.indicators);
  std::iota(shape.indicators.begin(), shape.indicators.end(), zb::indicator_index{0});

  zb::panel_file_writer writer(folder + "/figures.packed", *f.catalog, *f.areas, {}, {shape});
  std::vector<double> run;
  while (writer.written() < writer.run_count()) {
    const zb::packed_run_place at = writer.next();
    const std::size_t columns = at.last_column - at.first_column;
    run.assign(f.areas->size() * columns, zb::no_row);
    for (std::size_t area = 0; area < all.towns; ++area) {
      for (std::size_t c = 0; c < columns; ++c) {
        run[area * columns + c] = as_packed(all.at(area, at.slot, at.first_column + c));
      }
    }
    writer.write(run);
  }
  writer.finish();
}

}  // namespace
}  // namespace zhibiao_bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "zb_bench_pack <shape.json> <folder>\n";
    return 2;
  }
  try {
    zhibiao_bench::pack(argv[1], argv[2]);
  } catch (const std::exception& e) {
    std::cerr << "zb_bench_pack: " << e.what() << "\n";
    return 1;
  }
}
