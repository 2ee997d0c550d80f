#include <zhibiao/io/csv_writer.hpp>
#include <zhibiao/io/targets_csv.hpp>
#include <zhibiao/value/quantity.hpp>

#include "io/characters.hpp"
#include "io/row_keys.hpp"
#include "io/table.hpp"
#include "io/wording.hpp"
#include "panel/plain_number.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

struct column {
  enum position : std::size_t {
    indicator,
    area,
    period,
    comparison,
    value,
    unit,
    base_period,
    base,
    path,
    milestones,
    basis,
    inherit,
  };
};

constexpr std::array<std::string_view, 1> indicator_names{"指标"};
constexpr std::array<std::string_view, 3> area_names{"地区", "地区代码", "区划代码"};
constexpr std::array<std::string_view, 3> period_names{"报告期", "时期", "目标期"};
constexpr std::array<std::string_view, 2> comparison_names{"比较", "比较方式"};
constexpr std::array<std::string_view, 4> value_names{"目标", "目标值", "数值", "值"};
constexpr std::array<std::string_view, 1> unit_names{"单位"};
constexpr std::array<std::string_view, 1> base_period_names{"基期"};
constexpr std::array<std::string_view, 1> base_names{"基期值"};
constexpr std::array<std::string_view, 1> path_names{"路径"};
constexpr std::array<std::string_view, 2> milestones_names{"节点", "节点目标"};
constexpr std::array<std::string_view, 2> basis_names{"口径", "目标口径"};
constexpr std::array<std::string_view, 1> inherit_names{"下达"};
constexpr std::array<detail::column_rule, 12> columns{{
    {"indicator", indicator_names, true},
    {"area", area_names, true},
    {"period", period_names, true},
    {"comparison", comparison_names, true},
    {"value", value_names, true},
    {"unit", unit_names, false},
    {"base_period", base_period_names, false},
    {"base", base_names, false},
    {"path", path_names, false},
    {"milestones", milestones_names, false},
    {"basis", basis_names, false},
    {"inherit", inherit_names, false},
}};

/// The two ends of `20..40`, `20-40`, `20~40`, `[20, 40]`; a bracket that is round leaves its end
/// out.
struct range_text {
  std::string_view lower;
  std::string_view upper;
  bool lower_open = false;
  bool upper_open = false;
};

std::optional<range_text> split_range(std::string_view text) {
  range_text range;
  if (text.size() >= 2 && (text.front() == '[' || text.front() == '(')) {
    if (text.back() != ']' && text.back() != ')') return std::nullopt;
    range.lower_open = text.front() == '(';
    range.upper_open = text.back() == ')';
    text = text.substr(1, text.size() - 2);
  }
  constexpr std::array<std::string_view, 8> separators{"..", "~", "～", "至", "—", "–", ",", "，"};
  std::size_t at = std::string_view::npos;
  std::size_t length = 0;
  for (const std::string_view separator : separators) {
    at = text.find(separator);
    length = separator.size();
    if (at != std::string_view::npos) break;
  }
  if (at == std::string_view::npos) {
    at = text.find('-', 1);  // one at the start is a sign
    length = 1;
  }
  if (at == std::string_view::npos) return std::nullopt;
  range.lower = detail::without_blanks(text.substr(0, at));
  range.upper = detail::without_blanks(text.substr(at + length));
  return range;
}

/// The part of a text before one of some signs, which are taken off with it.
std::string_view take_before(std::string_view& text,
                             std::initializer_list<std::string_view> signs) {
  std::size_t at = text.size();
  std::size_t length = 0;
  for (const std::string_view sign : signs) {
    const std::size_t found = text.find(sign);
    if (found < at) {
      at = found;
      length = sign.size();
    }
  }
  const std::string_view before = detail::without_blanks(text.substr(0, at));
  text = text.substr(std::min(at + length, text.size()));
  return before;
}

interval wanted_by(comparison how, double number) {
  interval wanted;
  switch (how) {
    case comparison::at_least:
    case comparison::more_than:
      wanted.lower = number;
      wanted.lower_open = how == comparison::more_than;
      break;
    case comparison::at_most:
    case comparison::less_than:
      wanted.upper = number;
      wanted.upper_open = how == comparison::less_than;
      break;
    case comparison::equal:
    case comparison::within:
      wanted = exactly(number);
      break;
  }
  return wanted;
}

class row_reader {
 public:
  row_reader(detail::table& rows, const catalog* catalog, const area_tree* areas)
      : rows_(rows), keys_(rows, catalog, areas), catalog_(catalog), areas_(areas) {}

  std::vector<target> read() {
    std::vector<target> list;
    while (rows_.next()) {
      if (std::optional<target> t = read_row()) list.push_back(std::move(*t));
    }
    return list;
  }

 private:
  // Every field is looked at, also behind a faulty one: all faults of a row come together.
  std::optional<target> read_row() {
    is_good_ = true;
    target t;
    indicator_.reset();
    unit_.reset();
    if (rows_.is_filled(column::indicator)) {
      indicator_ = keys_.indicator(column::indicator);
    }
    is_good_ = is_good_ && indicator_;
    t.indicator = indicator_.value_or(0);
    if (!rows_.field(column::area).empty()) {
      t.area = keys_.area(column::area);
      is_good_ = is_good_ && t.area;
    }
    std::optional<zhibiao::period> deadline;
    if (rows_.is_filled(column::period)) deadline = keys_.period(column::period);
    take(deadline, t.deadline);
    if (!rows_.field(column::unit).empty()) {
      unit_ = keys_.unit(column::unit);
      is_good_ = is_good_ && unit_;
    }
    read_basis(t);
    read_wanted(t);
    read_base(t);
    read_path(t);
    read_milestones(t);
    read_inherit(t);
    t.where = rows_.row_place();
    if (!is_good_) return std::nullopt;
    return t;
  }

  template <class T>
  void take(const std::optional<T>& read, T& to) {
    if (read) {
      to = *read;
    } else {
      is_good_ = false;
    }
  }

  template <class Say>
  void refuse(errc code, std::size_t at, Say say) {
    is_good_ = false;
    rows_.report(code, at, say);
  }

  /// The unit in which a target is stated: growth in percent, of rates in points.
  zhibiao::unit unit_of_target(const target& t) const {
    const indicator& of = (*catalog_)[*indicator_];
    if (t.basis == target_basis::level) return of.unit;
    return changes_in_points(of.kind) ? difference_unit(of.unit) : percent();
  }

  /// A number in a unit, or as it stands where the indicator is not known. `beside` is the unit of the row.
  std::optional<double> read_number(std::size_t at, std::string_view text,
                                    std::optional<zhibiao::unit> wanted,
                                    const std::optional<zhibiao::unit>& beside_it) {
    const result<quantity> read = try_parse_quantity(text);
    const bool is_number =
        read && (read->how == qualifier::exact || read->how == qualifier::rounded ||
                 read->how == qualifier::full || read->how == qualifier::none);
    if (!is_number) {
      refuse(errc::bad_target, at, [&] {
        return "expected a number, found " + detail::found(text) +
               (read ? "; how it is compared stands in the column 'comparison'" : "");
      });
      return std::nullopt;
    }
    if (!wanted) return to_double(read->value);

    const result<zhibiao::unit> beside = beside_it ? unit_meant(*beside_it, *wanted) : *wanted;
    const result<zhibiao::unit> given = beside ? unit_meant(read->unit, *beside) : beside;
    if (!given || !fits(*given, *wanted)) {
      const bool is_in_text = read->unit != zhibiao::unit{};
      refuse(errc::unit_does_not_fit, is_in_text ? at : column::unit, [&] {
        return "expected a unit that fits " + detail::found(to_string(*wanted)) + ", found " +
               detail::found(to_string(is_in_text ? read->unit : *beside_it));
      });
      return std::nullopt;
    }
    return to_double(read->value, conversion(*given, *wanted));
  }

  /// A number of the target itself.
  std::optional<double> read_number(std::size_t at, std::string_view text, const target& t) {
    if (catalog_ == nullptr || !indicator_) return read_number(at, text, std::nullopt, unit_);
    return read_number(at, text, unit_of_target(t), unit_);
  }

  /// A figure that the target is reached from or by way of.
  std::optional<double> read_figure(std::size_t at, std::string_view text, const target& t) {
    std::optional<zhibiao::unit> wanted;
    if (catalog_ != nullptr && indicator_) wanted = (*catalog_)[*indicator_].unit;
    const bool is_beside = t.basis == target_basis::level;
    return read_number(at, text, wanted, is_beside ? unit_ : std::nullopt);
  }

  void read_basis(target& t) {
    const std::string_view text = rows_.field(column::basis);
    const std::optional<target_basis> read = parse_target_basis(text);
    take(read, t.basis);
    if (!read) {
      refuse(errc::bad_target, column::basis,
             [&] { return "expected level or growth, found " + detail::found(text); });
    }
  }

  void read_wanted(target& t) {
    const std::string_view how = rows_.field(column::comparison);
    const bool has_how = rows_.is_filled(column::comparison);
    const bool has_value = rows_.is_filled(column::value);
    is_good_ = is_good_ && has_how && has_value;
    std::optional<zhibiao::comparison> comparison;
    if (has_how) {
      comparison = parse_comparison(how);
      if (!comparison) {
        refuse(errc::bad_target, column::comparison, [&] {
          return "expected >=, >, <=, <, in, = or their words, found " + detail::found(how);
        });
      }
    }
    if (!comparison || !has_value) return;
    t.comparison = *comparison;

    const std::string_view text = rows_.field(column::value);
    if (*comparison == comparison::within) {
      if (!read_range(text, t)) return;
    } else {
      const std::optional<double> number = read_number(column::value, text, t);
      if (!number) return;
      t.wanted = wanted_by(*comparison, *number);
    }
    if (catalog_ == nullptr || !indicator_ || t.basis == target_basis::growth) return;
    if (is_apart(t.wanted, (*catalog_)[*indicator_].limits)) {
      refuse(errc::bad_target, column::value, [&] {
        return "no figure within the natural limits of '" + (*catalog_)[*indicator_].id +
               "' can reach " + std::string(symbol(*comparison)) + " " + detail::found(text);
      });
    }
  }

  bool read_range(std::string_view text, target& t) {
    const std::optional<range_text> range = split_range(text);
    if (!range) {
      refuse(errc::bad_target, column::value,
             [&] { return "expected two numbers such as 20..40, found " + detail::found(text); });
      return false;
    }
    const std::optional<double> lower = read_number(column::value, range->lower, t);
    const std::optional<double> upper = read_number(column::value, range->upper, t);
    if (!lower || !upper) return false;
    t.wanted = {*lower, *upper, range->lower_open, range->upper_open};
    if (is_empty(t.wanted)) {
      refuse(errc::bad_target, column::value, [&] {
        return "expected the lower number before the higher one, found " + detail::found(text);
      });
      return false;
    }
    return true;
  }

  void read_base(target& t) {
    if (!rows_.field(column::base_period).empty()) {
      t.base_period = keys_.period(column::base_period);
      is_good_ = is_good_ && t.base_period;
    }
    if (t.base_period && t.deadline.is_valid() && *t.base_period >= t.deadline) {
      refuse(errc::bad_target, column::base_period, [&] {
        return "expected a base period before " + to_string(t.deadline) + ", found " +
               to_string(*t.base_period);
      });
    }
    const std::string_view text = rows_.field(column::base);
    if (!text.empty()) t.base = read_figure(column::base, text, t);
  }

  void read_path(target& t) {
    const std::string_view text = rows_.field(column::path);
    if (text.empty()) return;
    const std::optional<target_path> read = parse_target_path(text);
    take(read, t.path);
    if (!read) {
      refuse(errc::bad_target, column::path, [&] {
        return "expected none, linear, compound, seasonal or milestones, found " +
               detail::found(text);
      });
    }
  }

  /// `2021-Q1=100; 2021-Q2=260`
  void read_milestones(target& t) {
    std::string_view rest = rows_.field(column::milestones);
    if (rest.empty()) return;
    if (rows_.field(column::path).empty()) t.path = target_path::milestones;
    if (t.basis == target_basis::growth) {
      refuse(errc::bad_target, column::milestones,
             [] { return "expected no milestones for a target of growth"; });
      return;
    }
    while (!rest.empty()) {
      const std::string_view whole = take_before(rest, {";", "；"});
      if (whole.empty()) continue;
      std::string_view value = whole;
      const std::string_view when = take_before(value, {"=", "＝", ":", "："});
      value = detail::without_blanks(value);
      const std::optional<zhibiao::period> at = keys_.find_period(when);
      if (!at || value.empty()) {
        refuse(errc::bad_target, column::milestones, [&] {
          return "expected milestones such as 2021-Q1=100; 2021-Q2=260, found " +
                 detail::found(whole);
        });
        return;
      }
      const std::optional<double> number = read_figure(column::milestones, value, t);
      if (!number) return;
      t.milestones.push_back({*at, *number});
    }
  }

  void read_inherit(target& t) {
    const std::string_view text = rows_.field(column::inherit);
    constexpr std::array<std::string_view, 4> yes{"yes", "true", "是", "下达"};
    constexpr std::array<std::string_view, 4> no{"", "no", "false", "否"};
    if (std::ranges::find(no, text) != no.end()) return;
    if (std::ranges::find(yes, text) == yes.end()) {
      refuse(errc::bad_target, column::inherit,
             [&] { return "expected yes or no, found " + detail::found(text); });
      return;
    }
    t.is_inherited = true;
    if (areas_ == nullptr || catalog_ == nullptr || !indicator_) return;
    if (!t.area || areas_->is_leaf(*t.area)) {
      refuse(errc::bad_target, column::inherit,
             [] { return "expected an area above the towns, whose towns inherit its target"; });
      return;
    }
    const indicator& of = (*catalog_)[*indicator_];
    const bool is_zero = number_of(t) == 0.0;
    if (of.over_areas == area_aggregation::sum && t.basis == target_basis::level && !is_zero) {
      refuse(errc::bad_target, column::inherit, [&] {
        return "'" + of.id +
               "' adds up over the towns, so that they cannot all have the target of the area: "
               "apportion it";
      });
    }
  }

  detail::table& rows_;
  detail::row_keys keys_;
  const catalog* catalog_;
  const area_tree* areas_;
  std::optional<indicator_index> indicator_;
  std::optional<zhibiao::unit> unit_;
  bool is_good_ = true;
};

}  // namespace

targets read_targets(const std::string& path, const catalog& catalog, const area_tree& areas,
                     encoding encoding, fault_list* warnings,
                     std::vector<seasonal_profile> profiles) {
  return parse_targets(read_text_file(path, encoding), path, catalog, areas, warnings,
                       std::move(profiles));
}

targets parse_targets(std::string_view text, const std::string& file_name, const catalog& catalog,
                      const area_tree& areas, fault_list* warnings,
                      std::vector<seasonal_profile> profiles) {
  fault_list faults(warnings != nullptr ? warnings->limit() : fault_list::default_limit);
  detail::table rows(text, file_name, columns, faults);
  targets made;
  try {
    std::vector<target> list = row_reader(rows, &catalog, &areas).read();
    made = targets::make(hand_down(std::move(list), areas), std::move(profiles), faults.limit());
  } catch (const input_error& e) {
    faults.append(e.faults());
  }
  faults.throw_if_errors();
  if (warnings != nullptr) warnings->append(std::move(faults));
  return made;
}

fault_list check_targets(std::string_view text, const std::string& file_name,
                         const catalog* catalog, const area_tree* areas, std::size_t fault_limit) {
  fault_list faults(fault_limit);
  detail::table rows(text, file_name, columns, faults);
  row_reader(rows, catalog, areas).read();
  return faults;
}

namespace {

std::string value_text(const target& t) {
  if (const std::optional<double> number = number_of(t)) return detail::plain_number(*number);
  return (t.wanted.lower_open ? "(" : "[") + detail::plain_number(t.wanted.lower) + ".." +
         detail::plain_number(t.wanted.upper) + (t.wanted.upper_open ? ")" : "]");
}

std::string milestones_text(const target& t) {
  std::string text;
  for (const milestone& m : t.milestones) {
    if (!text.empty()) text += "; ";
    text += to_string(m.at) + "=" + detail::plain_number(m.value);
  }
  return text;
}

zhibiao::unit unit_of(const target& t, const indicator& of) {
  if (t.basis == target_basis::level) return of.unit;
  return changes_in_points(of.kind) ? difference_unit(of.unit) : percent();
}

}  // namespace

std::string targets_to_csv(std::span<const target> list, const catalog& catalog,
                           const area_tree& areas) {
  std::string text;
  csv_writer out(text);
  out.row({"indicator", "area", "period", "comparison", "value", "unit", "base_period", "base",
           "path", "milestones", "basis"});
  for (const target& t : list) {
    const indicator& of = catalog[t.indicator];
    const bool has_path = t.path != target_path::none;
    out.row({of.id, t.area ? areas[*t.area].code : std::string_view(), to_string(t.deadline),
             symbol(t.comparison), value_text(t), to_string(unit_of(t, of)),
             t.base_period ? to_string(*t.base_period) : std::string(),
             t.base ? detail::plain_number(*t.base) : std::string(),
             has_path ? name(t.path) : std::string_view(), milestones_text(t),
             t.basis == target_basis::level ? std::string_view() : name(t.basis)});
  }
  return text;
}

}  // namespace zhibiao::inline ZB_ABI
