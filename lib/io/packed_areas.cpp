#include "io/packed_areas.hpp"

#include "io/byte_reader.hpp"
#include "io/byte_writer.hpp"
#include "panel/area_list.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

enum class parent_field : std::uint8_t { from_digits = 0, given = 1 };

struct packed_area {
  std::string_view code;
  std::string_view name;
  std::uint32_t level = 0;
  std::optional<std::string_view> parent;
};

/// None, or one of the years that dates have.
bool is_day(date day) {
  constexpr std::int32_t first = -719162;  // 0001-01-01
  constexpr std::int32_t last = 2932896;   // 9999-12-31
  return !day.is_valid() || (day.number() >= first && day.number() <= last);
}

packed_area read_area(byte_reader& in) {
  packed_area a;
  a.code = in.text();
  a.name = in.text();
  a.level = in.number<std::uint32_t>();
  switch (static_cast<parent_field>(in.number<std::uint8_t>())) {
    case parent_field::from_digits:
      return a;
    case parent_field::given:
      a.parent = in.text();
      return a;
  }
  in.fail("whether a parent is given");
}

std::vector<limited_area> read_limited(byte_reader& in) {
  constexpr std::size_t size = 3 * 4;
  std::vector<limited_area> limited(in.count(size));
  for (limited_area& l : limited) {
    l.area = in.number<std::uint32_t>();
    l.valid.from = date::from_number(in.number<std::int32_t>());
    l.valid.to = date::from_number(in.number<std::int32_t>());
    if (!is_day(l.valid.from) || !is_day(l.valid.to)) in.fail("days of the years 1 to 9999");
  }
  return limited;
}

std::vector<area_break> read_breaks(byte_reader& in) {
  constexpr std::size_t size = 2 * 4;
  std::vector<area_break> breaks(in.count(size));
  for (area_break& b : breaks) {
    b.area = in.number<std::uint32_t>();
    b.on = date::from_number(in.number<std::int32_t>());
    if (!b.on.is_valid() || !is_day(b.on)) in.fail("a day of the years 1 to 9999");
  }
  return breaks;
}

}  // namespace

std::string pack_areas(const area_tree& areas) {
  byte_writer out;
  std::unordered_map<std::string_view, std::uint32_t> number_of;
  out.number(static_cast<std::uint32_t>(areas.levels().size()));
  for (const std::string& level : areas.levels()) {
    number_of.emplace(level, static_cast<std::uint32_t>(number_of.size()));
    out.text(level);
  }
  out.number(static_cast<std::uint32_t>(areas.size()));
  for (area_index i = 0; i < areas.size(); ++i) {
    const listed_area a = areas[i];
    out.text(a.code);
    out.text(a.name);
    out.number(number_of.at(a.level));
    out.number(
        static_cast<std::uint8_t>(a.parent ? parent_field::given : parent_field::from_digits));
    if (a.parent) out.text(*a.parent);
  }
  if (!areas.limited().empty() || !areas.breaks().empty()) {
    out.number(static_cast<std::uint32_t>(areas.limited().size()));
    for (const limited_area& l : areas.limited()) {
      out.number(l.area);
      out.number(l.valid.from.number());
      out.number(l.valid.to.number());
    }
    out.number(static_cast<std::uint32_t>(areas.breaks().size()));
    for (const area_break& b : areas.breaks()) {
      out.number(b.area);
      out.number(b.on.number());
    }
  }
  return out.take();
}

area_tree unpack_areas(std::string_view bytes, const std::string& file) {
  constexpr std::size_t least_level = 4;
  constexpr std::size_t least_area = 3 * 4 + 1;
  byte_reader in(bytes, file, "the areas");
  std::vector<std::string_view> levels(in.count(least_level));
  for (std::string_view& level : levels) level = in.text();
  const std::size_t count = in.count(least_area);
  byte_reader again = in;

  area_list areas;
  areas.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const packed_area a = read_area(in);
    if (a.level >= levels.size()) {
      in.fail("a level below " + std::to_string(levels.size()) + ", found " +
              std::to_string(a.level));
    }
    areas.add(a.code, a.name, levels[a.level], a.parent);
  }
  std::vector<limited_area> limited;
  std::vector<area_break> breaks;
  if (!in.is_at_end()) {
    limited = read_limited(in);
    breaks = read_breaks(in);
  }
  in.finish();
  area_tree made;
  try {
    made = make_area_tree(std::move(areas));
    if (!limited.empty()) made = made.with_validity(std::move(limited));
    if (!breaks.empty()) made = made.with_breaks(std::move(breaks));
  } catch (const error& e) {
    in.refuse(e);
  }
  // The figures stand in the order of the file: another one would give every area those of another.
  for (area_index i = 0; i < made.size(); ++i) {
    const std::string_view code = read_area(again).code;
    if (made[i].code == code) continue;
    again.fail("areas in the order of the tree, with " + std::string(made[i].code) + " in row " +
               std::to_string(i) + ", found " + std::string(code));
  }
  return made;
}

}  // namespace zhibiao::inline ZB_ABI::detail
