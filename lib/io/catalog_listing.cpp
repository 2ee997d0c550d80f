#include <zhibiao/io/catalog_listing.hpp>
#include <zhibiao/io/csv_writer.hpp>

#include "io/cell_fields.hpp"
#include "io/json_text.hpp"
#include "io/shortest_number.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::json;

/// A field of the listing: nothing, a text, a number, a whole number.
using listed_value = std::variant<std::monostate, std::string, double, int>;

struct listed_field {
  std::string_view name;
  listed_value value;
};

listed_value text(std::string_view value) {
  if (value.empty()) return {};
  return std::string(value);
}

listed_value number(double value) {
  const std::optional<double> plain = detail::plain(value);
  if (!plain) return {};
  return *plain;
}

std::vector<listed_field> fields_of(const indicator& i) {
  const bool has_range = i.direction == direction::range;
  std::string_view form;
  if (i.form) form = *i.form == form::single ? "single" : "year_to_date";
  return {{"id", text(i.id)},
          {"name_zh", text(i.name.zh)},
          {"name_en", text(i.name.en)},
          {"group", text(i.group)},
          {"kind", text(name(i.kind))},
          {"unit", text(to_string(i.unit))},
          {"decimals", i.decimals},
          {"direction", text(name(i.direction))},
          {"range_lower", has_range ? number(i.range.lower) : listed_value()},
          {"range_upper", has_range ? number(i.range.upper) : listed_value()},
          {"numerator", text(i.numerator)},
          {"denominator", text(i.denominator)},
          {"weight", text(i.weight)},
          {"over_areas", text(name(i.over_areas))},
          {"over_time", text(name(i.over_time))},
          {"limit_lower", number(i.limits.lower)},
          {"limit_upper", number(i.limits.upper)},
          {"min_base", number(i.min_base)},
          {"min_coverage", number(i.min_coverage)},
          {"form", text(form)},
          {"definition_zh", text(i.definition.zh)},
          {"definition_en", text(i.definition.en)}};
}

std::string csv_text(const listed_value& value) {
  if (const auto* held = std::get_if<std::string>(&value)) return *held;
  if (const auto* held = std::get_if<double>(&value)) return detail::shortest_text(*held);
  if (const auto* held = std::get_if<int>(&value)) return std::to_string(*held);
  return {};
}

json json_value(const listed_value& value) {
  if (const auto* held = std::get_if<std::string>(&value)) return *held;
  if (const auto* held = std::get_if<double>(&value)) return *held;
  if (const auto* held = std::get_if<int>(&value)) return *held;
  return nullptr;
}

}  // namespace

std::string to_csv(const catalog& indicators) {
  std::string out;
  csv_writer csv(out);
  for (const listed_field& f : fields_of(indicator{})) csv.field(f.name);
  csv.end_row();
  for (const indicator& i : indicators.indicators()) {
    for (const listed_field& f : fields_of(i)) csv.field(csv_text(f.value));
    csv.end_row();
  }
  return out;
}

std::string to_json(const catalog& indicators) {
  std::string out;
  detail::json_list list(out, "indicators");
  for (const indicator& i : indicators.indicators()) {
    json object;
    for (const listed_field& f : fields_of(i)) object[std::string(f.name)] = json_value(f.value);
    list.add(object);
  }
  list.end();
  return out;
}

}  // namespace zhibiao::inline ZB_ABI
