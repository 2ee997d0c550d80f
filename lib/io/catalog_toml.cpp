#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/io/text_file.hpp>
#include <zhibiao/value/nearest.hpp>

#include "io/characters.hpp"
#include "io/wording.hpp"

// NOLINTBEGIN(readability-identifier-naming): the names are of toml++
// The build says so as well; a program that compiles this file itself need not know.
#ifndef TOML_HEADER_ONLY
#define TOML_HEADER_ONLY 1
#endif
#define TOML_ENABLE_FORMATTERS 0
// toml++ asserts, or lets the optimiser assume, that a table header starts with a key, which any
// file can break ([[=). The code behind its assertion reports such a header as it should.
#undef NDEBUG
#define TOML_ASSERT(condition) static_cast<void>(0)
// NOLINTEND(readability-identifier-naming)
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr std::array<std::string_view, 4> top_keys{"schema", "title", "group", "indicator"};
constexpr std::array<std::string_view, 2> group_keys{"id", "name"};
constexpr std::array<std::string_view, 2> languages{"zh", "en"};
constexpr auto indicator_keys = std::to_array<std::string_view>(
    {"id",         "name",       "group",        "kind",           "unit",
     "decimals",   "direction",  "range",        "numerator",      "weight",
     "over_areas", "over_time",  "denominator",  "limits",         "min_base",
     "form",       "definition", "min_coverage", "average_growth", "of"});

std::string_view type_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "a truth value";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time";
    case toml::node_type::date_time:
      return "a date and time";
    case toml::node_type::none:
      break;
  }
  return "nothing";
}

std::optional<form> parse_form(std::string_view text) noexcept {
  if (text == "single") return form::single;
  if (text == "year_to_date") return form::year_to_date;
  return std::nullopt;
}

/// The names of an enumeration whose values are 0, 1, ...
template <class Enum>
std::vector<std::string_view> names_up_to(Enum last) {
  std::vector<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(last); ++i) names.push_back(name(static_cast<Enum>(i)));
  return names;
}

bool counts_things(unit u) {
  switch (dimension_of(u)) {
    case dimension::household:
    case dimension::person:
    case dimension::person_time:
    case dimension::case_count:
    case dimension::occasion:
    case dimension::item:
      return u.per == 0;
    default:
      return false;
  }
}

class catalog_reader {
 public:
  catalog_reader(const std::string& file, fault_list& faults) : file_(file), faults_(faults) {}

  std::vector<indicator> indicators;
  std::vector<indicator_group> groups;
  /// Lines of indicators that have faults: what else is wrong with them may follow from these.
  std::unordered_set<std::int64_t> faulty_lines;

  /// False where the file is of another schema, so that nothing else is worth saying.
  bool read(const toml::table& top) {
    const toml::node* schema = top.get("schema");
    const std::optional<std::int64_t> version =
        schema == nullptr ? std::nullopt : integer(top, "schema");
    if (schema == nullptr) {
      add(errc::missing_key, top, "expected the key schema = 1");
    } else if (version && *version != 1) {
      add(errc::bad_definition, *schema,
          "expected schema = 1, found " + std::to_string(*version) +
              ": this version does not know that schema");
      return false;
    }
    check_keys(top, top_keys, "a catalogue");
    two_texts(top, "title");
    for (const toml::table* t : tables(top, "group")) read_group(*t);
    for (const toml::table* t : tables(top, "indicator")) {
      const std::size_t before = faults_.errors();
      read_indicator(*t);
      if (faults_.errors() != before) faulty_lines.insert(t->source().begin.line);
    }
    return true;
  }

 private:
  place place_of(const toml::source_position& at) const {
    place where;
    where.file = file_;
    where.line = static_cast<std::int64_t>(at.line);
    where.column = static_cast<std::int64_t>(at.column);
    return where;
  }

  void add(errc code, const toml::node& at, std::string message) {
    place where = place_of(at.source().begin);
    where.indicator = id_;
    faults_.add(code, std::move(where), std::move(message));
  }

  void add_wrong_type(const toml::node& at, std::string_view key, std::string_view expected) {
    add(errc::wrong_type, at,
        std::string(key) + ": expected " + std::string(expected) + ", found " +
            std::string(type_of(at)));
  }

  void check_keys(const toml::table& table, std::span<const std::string_view> known,
                  std::string_view what) {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      place where = place_of(key.source().begin);
      where.indicator = id_;
      faults_.add(errc::unknown_key, std::move(where),
                  "the key " + detail::found(key.str()) + " has no meaning in " +
                      std::string(what) + detail::did_you_mean(nearest_name(key.str(), known)));
    }
  }

  const toml::node* needed(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
      add(errc::missing_key, table, "expected the key " + std::string(key) + ", found none");
    }
    return node;
  }

  std::vector<const toml::table*> tables(const toml::table& top, std::string_view key) {
    std::vector<const toml::table*> out;
    const toml::node* node = top.get(key);
    if (node == nullptr) return out;
    const toml::array* array = node->as_array();
    if (array == nullptr) {
      add_wrong_type(*node, key, "[[" + std::string(key) + "]]");
      return out;
    }
    for (const toml::node& one : *array) {
      if (const toml::table* t = one.as_table()) {
        out.push_back(t);
      } else {
        add_wrong_type(one, key, "[[" + std::string(key) + "]]");
      }
    }
    return out;
  }

  std::optional<std::int64_t> integer(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* value = node->as_integer()) return value->get();
    add_wrong_type(*node, key, "an integer");
    return std::nullopt;
  }

  std::optional<double> number(const toml::node& node, std::string_view key) {
    if (const auto* value = node.as_integer()) return static_cast<double>(value->get());
    if (const auto* value = node.as_floating_point(); value != nullptr && !std::isnan(**value)) {
      return value->get();
    }
    if (node.is_floating_point()) {
      add(errc::not_finite, node, std::string(key) + ": expected a number, found nan");
    } else {
      add_wrong_type(node, key, "a number");
    }
    return std::nullopt;
  }

  std::optional<double> number(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    return node == nullptr ? std::nullopt : number(*node, key);
  }

  std::optional<std::string> text(const toml::node& node, std::string_view key) {
    if (const auto* value = node.as_string()) return value->get();
    add_wrong_type(node, key, "a text");
    return std::nullopt;
  }

  std::string text(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    return node == nullptr ? std::string() : text(*node, key).value_or(std::string());
  }

  bilingual two_texts(const toml::table& table, std::string_view key) {
    bilingual out;
    const toml::node* node = table.get(key);
    if (node == nullptr) return out;
    if (const auto* value = node->as_string()) {
      out.zh = value->get();
    } else if (const toml::table* both = node->as_table()) {
      check_keys(*both, languages, key);
      out.zh = text(*both, "zh");
      out.en = text(*both, "en");
    } else {
      add_wrong_type(*node, key, "a text or { zh = \"...\", en = \"...\" }");
    }
    return out;
  }

  std::optional<interval> two_numbers(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    const toml::array* array = node->as_array();
    if (array == nullptr || array->size() != 2) {
      add(errc::wrong_type, *node,
          std::string(key) + ": expected two numbers [lowest, highest], found " +
              (array == nullptr ? std::string(type_of(*node))
                                : "an array of " + std::to_string(array->size())));
      return std::nullopt;
    }
    const std::optional<double> lower = number(*array->get(0), key);
    const std::optional<double> upper = number(*array->get(1), key);
    if (!lower || !upper) return std::nullopt;
    return interval{*lower, *upper, false, false};
  }

  template <class Enum>
  std::optional<Enum> word(const toml::table& table, std::string_view key,
                           std::optional<Enum> (*parse)(std::string_view) noexcept,
                           std::span<const std::string_view> names) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    const std::optional<std::string> said = text(*node, key);
    if (!said) return std::nullopt;
    const std::optional<Enum> value = parse(*said);
    if (!value) {
      add(errc::bad_definition, *node,
          std::string(key) + ": expected " + detail::one_of(names) + ", found " +
              detail::found(*said));
    }
    return value;
  }

  void read_group(const toml::table& table) {
    id_.clear();
    check_keys(table, group_keys, "a group");
    indicator_group group;
    if (needed(table, "id") != nullptr) group.id = text(table, "id");
    if (needed(table, "name") != nullptr) group.name = two_texts(table, "name");
    if (group.id.empty()) return;
    const bool is_known = std::any_of(groups.begin(), groups.end(),
                                      [&](const indicator_group& g) { return g.id == group.id; });
    if (is_known) {
      add(errc::duplicate_id, *table.get("id"),
          "the group " + detail::found(group.id) + " is given twice");
    } else {
      groups.push_back(std::move(group));
    }
  }

  void read_indicator(const toml::table& table) {
    id_.clear();
    indicator i;
    if (const toml::node* id = needed(table, "id")) {
      i.id = text(*id, "id").value_or(std::string());
      if (id->is_string() && i.id.empty()) {
        add(errc::missing_value, *id, "id: expected a text that is not empty");
      }
    }
    id_ = i.id;
    check_keys(table, indicator_keys, "an indicator");
    i.defined_at = place_of(table.source().begin);
    if (needed(table, "name") != nullptr) i.name = two_texts(table, "name");
    i.group = text(table, "group");
    i.definition = two_texts(table, "definition");
    i.numerator = text(table, "numerator");
    i.denominator = text(table, "denominator");
    i.weight = text(table, "weight");
    i.of = text(table, "of");

    std::optional<indicator_kind> kind;
    if (needed(table, "kind") != nullptr) {
      kind = word(table, "kind", &parse_indicator_kind, names_up_to(indicator_kind::growth));
    }
    i.kind = kind.value_or(indicator_kind::flow);
    read_unit(table, kind, i);
    if (const auto decimals = integer(table, "decimals")) {
      i.decimals = static_cast<int>(std::clamp<std::int64_t>(*decimals, -1000, 1000));
    }
    i.direction = word(table, "direction", &parse_direction, names_up_to(direction::range))
                      .value_or(direction::none);
    if (const auto range = two_numbers(table, "range")) i.range = *range;
    i.over_areas =
        word(table, "over_areas", &parse_area_aggregation, names_up_to(area_aggregation::none))
            .value_or(default_over_areas(i));
    i.over_time =
        word(table, "over_time", &parse_time_aggregation, names_up_to(time_aggregation::none))
            .value_or(default_over_time(i.kind));
    i.average_growth =
        word(table, "average_growth", &parse_averaging, names_up_to(averaging::cumulative))
            .value_or(averaging::level);
    i.limits = two_numbers(table, "limits").value_or(default_limits(i));
    i.min_base = number(table, "min_base").value_or(default_min_base(i));
    i.min_coverage = number(table, "min_coverage").value_or(i.min_coverage);
    constexpr std::array<std::string_view, 2> forms{"single", "year_to_date"};
    i.form = word(table, "form", &parse_form, forms);
    // One without an id cannot be referred to, and its fault has been said.
    if (!i.id.empty()) indicators.push_back(std::move(i));
    id_.clear();
  }

  void read_unit(const toml::table& table, std::optional<indicator_kind> kind, indicator& i) {
    const toml::node* node = table.get("unit");
    if (node == nullptr) {
      if (kind && *kind != indicator_kind::index && *kind != indicator_kind::binary) {
        needed(table, "unit");
      }
      return;
    }
    const std::optional<std::string> said = text(*node, "unit");
    if (!said) return;
    const result<unit> read = try_parse_unit(*said);
    if (read) {
      i.unit = *read;
    } else {
      add(read.why().code(), *node, read.why().message());
    }
  }

  static area_aggregation default_over_areas(const indicator& i) {
    switch (i.kind) {
      case indicator_kind::flow:
      case indicator_kind::stock:
      case indicator_kind::binary:
        return area_aggregation::sum;
      case indicator_kind::rate:
      case indicator_kind::mean:
        if (!i.numerator.empty() && !i.denominator.empty()) {
          return area_aggregation::ratio_of_sums;
        }
        break;
      case indicator_kind::growth:
        return area_aggregation::none;
      case indicator_kind::index:
        break;
    }
    return i.weight.empty() ? area_aggregation::none : area_aggregation::weighted_mean;
  }

  static time_aggregation default_over_time(indicator_kind kind) {
    if (kind == indicator_kind::flow) return time_aggregation::sum;
    return kind == indicator_kind::growth ? time_aggregation::none : time_aggregation::last;
  }

  static interval default_limits(const indicator& i) {
    switch (i.kind) {
      case indicator_kind::flow:
      case indicator_kind::stock:
      case indicator_kind::mean:
        return {0, infinity, false, false};
      case indicator_kind::rate:
        return default_rate_limits(i.unit);
      case indicator_kind::binary:
        return {0, 1, false, false};
      case indicator_kind::index:
      case indicator_kind::growth:
        break;
    }
    return {};
  }

  /// 0 to the whole: 100 %, 1000 per mille, 1 without a unit.
  static interval default_rate_limits(unit u) {
    if (dimension_of(u) != dimension::percent) return {0, u == unit{} ? 1 : infinity, false, false};
    return {0, to_double(decimal{100, 0}, conversion(percent(), u)), false, false};
  }

  static double default_min_base(const indicator& i) {
    const bool is_count = i.kind == indicator_kind::flow || i.kind == indicator_kind::stock;
    return is_count && counts_things(i.unit) ? 10 : 0;
  }

  const std::string& file_;
  fault_list& faults_;
  std::string id_;  ///< of the indicator that is being read
};

/// In the order of the file: tables keep their keys in another.
fault_list in_file_order(const fault_list& found, std::size_t limit) {
  std::vector<fault> sorted = found.kept();
  std::stable_sort(sorted.begin(), sorted.end(), [](const fault& a, const fault& b) {
    return std::pair(a.where.line, a.where.column) < std::pair(b.where.line, b.where.column);
  });
  fault_list out(limit);
  for (fault& f : sorted) out.add(f.code, std::move(f.where), std::move(f.message), f.level);
  return out;
}

}  // namespace

catalog read_catalog(const std::string& path, fault_list* warnings) {
  return parse_catalog(read_text_file(path), path, warnings);
}

catalog parse_catalog(std::string_view text, const std::string& file_name, fault_list* warnings) {
  if (text.starts_with(detail::byte_order_mark)) text.remove_prefix(3);
  // All are kept until they are in order; there cannot be more than the file has keys.
  fault_list faults(std::numeric_limits<std::size_t>::max());
  place file;
  file.file = file_name;
  catalog made;
  if (detail::without_blanks(text).empty()) {
    faults.add(errc::empty_file, file, "expected schema = 1 and indicators, found nothing",
               severity::warning);
  } else {
    catalog_reader reader(file_name, faults);
    bool is_read = false;
    try {
      is_read = reader.read(toml::parse(text, file_name));
    } catch (const toml::parse_error& e) {
      place where = file;
      where.line = static_cast<std::int64_t>(e.source().begin.line);
      where.column = static_cast<std::int64_t>(e.source().begin.column);
      faults.add(errc::bad_toml, where,
                 "the file is no valid TOML: " + std::string(e.description()));
    }
    if (is_read && reader.indicators.empty() && faults.errors() == 0) {
      faults.add(errc::empty_file, file, "expected [[indicator]], found none", severity::warning);
    }
    if (is_read) {
      try {
        made =
            catalog::make(std::move(reader.indicators), std::move(reader.groups), faults.limit());
      } catch (const input_error& e) {
        for (const fault& f : e.faults().kept()) {
          if (reader.faulty_lines.count(f.where.line) == 0) {
            faults.add(f.code, f.where, f.message, f.level);
          }
        }
      }
    }
  }
  fault_list sorted =
      in_file_order(faults, warnings != nullptr ? warnings->limit() : fault_list::default_limit);
  sorted.throw_if_errors();
  if (warnings != nullptr) warnings->append(std::move(sorted));
  return made;
}

}  // namespace zhibiao::inline ZB_ABI
