#pragma once

#include <zhibiao/value/date.hpp>
#include <zhibiao/value/error.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// What a day is that is not as its weekday says.
enum class special_day_kind : std::uint8_t {
  holiday,  ///< 放假: a weekday on which nobody works
  workday,  ///< 调休上班: a Saturday or Sunday that is worked
};

/// `holiday`, `workday`, and the Chinese words (休, 放假, 班, 调休, ...); none for anything else.
std::optional<special_day_kind> parse_special_day_kind(std::string_view text) noexcept;
std::string_view name(special_day_kind kind) noexcept;

/// A day of the government's notice on holidays (节假日安排).
struct special_day {
  date day;
  special_day_kind kind = special_day_kind::holiday;
  place where;
};

/// Which days are worked: Monday to Friday, but for the days of a table. Immutable: share freely between
/// threads.
class working_calendar {
 public:
  /// Every Monday to Friday is worked.
  working_calendar() = default;

  /// Throws `input_error` where a day is named twice.
  static working_calendar make(std::vector<special_day> days,
                               std::size_t fault_limit = fault_list::default_limit);

  /// The days of the table, in order.
  const std::vector<special_day>& days() const noexcept { return days_; }

  /// True where the table names some day of that year: of a year that it does not know, working days are
  /// not known either.
  bool covers(int year) const noexcept;

  /// How many days are worked from the first to the last, both counted; 0 where the last comes before the
  /// first. O(days between them).
  int working_days(date first, date last) const;

 private:
  std::vector<special_day> days_;
};

}  // namespace zhibiao::inline ZB_ABI
