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
  in.finish();
  area_tree made;
  try {
    made = make_area_tree(std::move(areas));
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
