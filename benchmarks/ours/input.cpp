#include "input.hpp"

#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/panel/pivot.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string_view>
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

// i000, i001, ...
std::vector<std::string> make_ids(std::size_t indicators) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < indicators; ++i) {
    const std::string digits = std::to_string(i);
    ids.push_back("i" + std::string(3 - digits.size(), '0') + digits);
  }
  return ids;
}

// Amounts in yuan with two decimals.
zb::catalog make_catalog(const std::vector<std::string>& ids) {
  std::vector<zb::indicator> all(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    all[i].id = ids[i];
    all[i].name.en = "amount " + ids[i];
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
  f.ids = make_ids(f.indicators);
  f.catalog = std::make_shared<zb::catalog>(make_catalog(f.ids));
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

zb::panel make_panel(const frame& f, const columns& rows, int threads, zb::arena* memory) {
  const std::vector<std::string_view> words(f.ids.begin(), f.ids.end());
  zb::long_columns all;
  all.areas = std::span(rows.town);
  all.indicators = zb::dictionary_codes<std::uint16_t>{rows.indicator, words};
  all.periods = std::span(rows.year);
  all.values = rows.value;
  zb::pivot_options how;
  how.catalog = f.catalog;
  how.areas = f.areas;
  how.threads = threads;
  how.memory = memory;
  return zb::pivot(all, how);
}

}  // namespace zhibiao_bench
