#include "input.hpp"

#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace zhibiao_bench {
namespace {

namespace zb = zhibiao;

std::ifstream open(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  return file;
}

template <class T>
std::vector<T> read(const std::string& path) {
  std::ifstream file = open(path);
  file.seekg(0, std::ios::end);
  const auto bytes = file.tellg();
  std::vector<T> all(static_cast<std::size_t>(bytes) / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(all.data()), bytes);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  return all;
}

// Amounts in yuan with two decimals: i000, i001, ...
zb::catalog make_catalog(std::size_t indicators) {
  std::vector<zb::indicator> all(indicators);
  for (std::size_t i = 0; i < indicators; ++i) {
    const std::string digits = std::to_string(i);
    all[i].id = "i" + std::string(3 - digits.size(), '0') + digits;
    all[i].name.en = "amount " + digits;
    all[i].kind = zb::indicator_kind::flow;
    all[i].unit = zb::parse_unit("yuan");
    all[i].decimals = 2;
    all[i].direction = zb::direction::up;
  }
  return zb::catalog::make(std::move(all));
}

}  // namespace

frame read_frame(const std::string& shape_path) {
  std::ifstream file = open(shape_path);
  const nlohmann::json shape = nlohmann::json::parse(file);
  frame f;
  f.indicators = shape.at("indicators").get<std::size_t>();
  f.periods = shape.at("periods").get<std::size_t>();
  f.first_year = shape.at("first_year").get<int>();
  std::ifstream codes = open(shape.at("codes").get<std::string>());
  for (std::int64_t code = 0; codes >> code;) f.codes.push_back(code);
  f.catalog = std::make_shared<zb::catalog>(make_catalog(f.indicators));
  f.areas = std::make_shared<zb::area_tree>(zb::read_areas(shape.at("areas").get<std::string>()));

  const bool same_order =
      f.areas->leaf_count() == f.codes.size() &&
      std::ranges::all_of(f.codes, [&, row = std::size_t{0}](auto code) mutable {
        return (*f.areas)[static_cast<zb::area_index>(row++)].code == std::to_string(code);
      });
  if (!same_order) throw std::runtime_error("expected the areas' leaves in the order of the codes");
  return f;
}

columns read_columns(const std::string& folder) {
  return {read<std::int64_t>(folder + "/town.i64"), read<std::uint16_t>(folder + "/indicator.u16"),
          read<std::int16_t>(folder + "/year.i16"), read<double>(folder + "/value.f64")};
}

zb::panel make_panel(const frame& f, const columns& rows) {
  zb::panel_builder builder(f.catalog, f.areas);
  builder.reserve(rows.size());
  std::int64_t last_code = 0;
  zb::area_index town = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows.town[row] != last_code) {
      last_code = rows.town[row];
      town = static_cast<zb::area_index>(std::ranges::lower_bound(f.codes, last_code) -
                                         f.codes.begin());
    }
    const auto year = zb::period::make(zb::frequency::year, rows.year[row], 1);
    if (std::isnan(rows.value[row])) {
      builder.add_empty(town, rows.indicator[row], year);
    } else {
      builder.add(town, rows.indicator[row], year, rows.value[row]);
    }
  }
  return builder.build();
}

}  // namespace zhibiao_bench
