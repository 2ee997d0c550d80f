#include <zhibiao/io/targets_csv.hpp>
#include <zhibiao/value/quantity.hpp>

#include "io/characters.hpp"
#include "io/row_keys.hpp"
#include "io/table.hpp"
#include "io/wording.hpp"

#include <array>
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
constexpr std::array<detail::column_rule, 9> columns{{
    {"indicator", indicator_names, true},
    {"area", area_names, true},
    {"period", period_names, true},
    {"comparison", comparison_names, true},
    {"value", value_names, true},
    {"unit", unit_names, false},
    {"base_period", base_period_names, false},
    {"base", base_names, false},
    {"path", path_names, false},
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
      : rows_(rows), keys_(rows, catalog, areas), catalog_(catalog) {}

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
    read_wanted(t);
    read_base(t);
    read_path(t);
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

  /// A number in the unit of the indicator, or as it stands where that is not known.
  std::optional<double> read_number(std::size_t at, std::string_view text) {
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
    if (catalog_ == nullptr || !indicator_) return to_double(read->value);

    const zhibiao::unit wanted = (*catalog_)[*indicator_].unit;
    const result<zhibiao::unit> beside = unit_ ? unit_meant(*unit_, wanted) : wanted;
    const result<zhibiao::unit> given = beside ? unit_meant(read->unit, *beside) : beside;
    if (!given || !fits(*given, wanted)) {
      const bool is_in_text = read->unit != zhibiao::unit{};
      refuse(errc::unit_does_not_fit, is_in_text ? at : column::unit, [&] {
        return "expected a unit that fits " + detail::found(to_string(wanted)) + ", found " +
               detail::found(to_string(is_in_text ? read->unit : *unit_));
      });
      return std::nullopt;
    }
    return to_double(read->value, conversion(*given, wanted));
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
      if (!read_range(text, t.wanted)) return;
    } else {
      const std::optional<double> number = read_number(column::value, text);
      if (!number) return;
      t.wanted = wanted_by(*comparison, *number);
    }
    if (catalog_ == nullptr || !indicator_) return;
    if (is_apart(t.wanted, (*catalog_)[*indicator_].limits)) {
      refuse(errc::bad_target, column::value, [&] {
        return "no figure within the natural limits of '" + (*catalog_)[*indicator_].id +
               "' can reach " + std::string(symbol(*comparison)) + " " + detail::found(text);
      });
    }
  }

  bool read_range(std::string_view text, interval& wanted) {
    const std::optional<range_text> range = split_range(text);
    if (!range) {
      refuse(errc::bad_target, column::value,
             [&] { return "expected two numbers such as 20..40, found " + detail::found(text); });
      return false;
    }
    const std::optional<double> lower = read_number(column::value, range->lower);
    const std::optional<double> upper = read_number(column::value, range->upper);
    if (!lower || !upper) return false;
    wanted = {*lower, *upper, range->lower_open, range->upper_open};
    if (is_empty(wanted)) {
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
    if (!text.empty()) t.base = read_number(column::base, text);
  }

  void read_path(target& t) {
    const std::string_view text = rows_.field(column::path);
    if (text.empty()) return;
    const std::optional<target_path> read = parse_target_path(text);
    take(read, t.path);
    if (!read) {
      refuse(errc::bad_target, column::path, [&] {
        return "expected none, linear, compound or seasonal, found " + detail::found(text);
      });
    }
  }

  detail::table& rows_;
  detail::row_keys keys_;
  const catalog* catalog_;
  std::optional<indicator_index> indicator_;
  std::optional<zhibiao::unit> unit_;
  bool is_good_ = true;
};

}  // namespace

targets read_targets(const std::string& path, const catalog& catalog, const area_tree& areas,
                     encoding encoding, fault_list* warnings) {
  return parse_targets(read_text_file(path, encoding), path, catalog, areas, warnings);
}

targets parse_targets(std::string_view text, const std::string& file_name, const catalog& catalog,
                      const area_tree& areas, fault_list* warnings) {
  fault_list faults(warnings != nullptr ? warnings->limit() : fault_list::default_limit);
  detail::table rows(text, file_name, columns, faults);
  targets made;
  try {
    made = targets::make(row_reader(rows, &catalog, &areas).read(), faults.limit());
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

}  // namespace zhibiao::inline ZB_ABI
