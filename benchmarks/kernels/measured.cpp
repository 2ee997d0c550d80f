#include "measured.hpp"

#include "../data/figures.hpp"
#include "../stream_copy.hpp"

#include <algorithm>
#include <ctime>
#include <map>

namespace zhibiao_bench {
namespace {

/// Bytes a second of STREAM's copy of arrays of that size: the best of a number of runs, measured at
/// the first call. By processor time, as Google Benchmark's rates are.
double copy_rate(std::size_t cells) {
  static std::map<std::size_t, double> known;
  const auto [place, is_new] = known.try_emplace(cells, 0.0);
  if (!is_new) return place->second;
  const zhibiao::buffer<double> from(cells, 1.0);
  zhibiao::buffer<double> to(cells, 0.0);
  const std::size_t calls = 1 + (std::size_t{1} << 24U) / cells;
  for (int run = 0; run < 10; ++run) {
    const std::clock_t start = std::clock();
    for (std::size_t call = 0; call < calls; ++call) {
      stream_copy(from.data(), to.data(), cells);
      benchmark::ClobberMemory();
    }
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    place->second = std::max(place->second, static_cast<double>(16 * cells * calls) / seconds);
  }
  return place->second;
}

}  // namespace

zhibiao::buffer<double> figures_of(std::size_t cells, std::size_t series, std::size_t periods) {
  figures all;
  all.periods = periods;
  zhibiao::buffer<double> out(cells);
  for (std::size_t i = 0; i < cells; ++i) {
    out[i] = number(all.at(i / periods, series, i % periods));
  }
  return out;
}

void report(benchmark::State& state, std::size_t cells, std::size_t bytes_per_cell) {
  const auto processed = state.iterations() * static_cast<std::int64_t>(cells);
  state.SetItemsProcessed(processed);
  state.SetBytesProcessed(processed * static_cast<std::int64_t>(bytes_per_cell));
  state.counters["copy"] = benchmark::Counter(copy_rate(cells), benchmark::Counter::kDefaults,
                                              benchmark::Counter::kIs1024);
}

}  // namespace zhibiao_bench
