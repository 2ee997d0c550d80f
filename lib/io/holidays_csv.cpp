#include <zhibiao/io/holidays_csv.hpp>
#include <zhibiao/value/date.hpp>

#include "io/table.hpp"
#include "io/wording.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

struct column {
  enum position : std::size_t { date, kind, name };
};

constexpr std::array<std::string_view, 1> date_names{"日期"};
constexpr std::array<std::string_view, 2> kind_names{"类型", "安排"};
constexpr std::array<std::string_view, 2> name_names{"名称", "节日"};
constexpr std::array<detail::column_rule, 3> columns{{
    {"date", date_names, true},
    {"kind", kind_names, true},
    {"name", name_names, false},
}};

std::optional<special_day> read_row(detail::table& rows) {
  const bool has_date = rows.is_filled(column::date);
  const bool has_kind = rows.is_filled(column::kind);
  if (!has_date || !has_kind) return std::nullopt;
  const std::string_view text = rows.field(column::date);
  const result<date> day = try_parse_date(text);
  if (!day) {
    rows.report(errc::not_a_date, column::date,
                [&] { return "expected a date such as 2021-10-01, found " + detail::found(text); });
  }
  const std::string_view word = rows.field(column::kind);
  const std::optional<special_day_kind> kind = parse_special_day_kind(word);
  if (!kind) {
    rows.report(errc::invalid_argument, column::kind, [&] {
      return "expected holiday (休) or workday (班), found " + detail::found(word);
    });
  }
  if (!day || !kind) return std::nullopt;
  return special_day{*day, *kind, rows.row_place()};
}

}  // namespace

working_calendar read_holidays(const std::string& path, encoding encoding, fault_list* warnings) {
  return parse_holidays(read_text_file(path, encoding), path, warnings);
}

working_calendar parse_holidays(std::string_view text, const std::string& file_name,
                                fault_list* warnings) {
  fault_list faults(warnings != nullptr ? warnings->limit() : fault_list::default_limit);
  detail::table rows(text, file_name, columns, faults);
  std::vector<special_day> days;
  while (rows.next()) {
    if (const std::optional<special_day> day = read_row(rows)) days.push_back(*day);
  }
  working_calendar made;
  try {
    made = working_calendar::make(std::move(days), faults.limit());
  } catch (const input_error& e) {
    faults.append(e.faults());
  }
  faults.throw_if_errors();
  if (warnings != nullptr) warnings->append(std::move(faults));
  return made;
}

}  // namespace zhibiao::inline ZB_ABI
