#pragma once

#include <zhibiao/engine/method.hpp>
#include <zhibiao/kernels/quotient.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/working_calendar.hpp>

#include <map>
#include <tuple>

namespace zhibiao::inline ZB_ABI::engine {

/// The month that `end_month` gives, as a period.
period month_of(int end_month);

/// How much of a span of time is over, counted in months, days or working days. For one thread.
class schedule_time {
 public:
  /// `calendar` may be null where no working days are counted.
  schedule_time(elapsed_by by, const working_calendar* calendar) : by_(by), calendar_(calendar) {}

  /// Of the months after `start` up to `end` those up to `now`, as `end_month` numbers them; 0 before the
  /// start and all after the end. Throws `error(invalid_argument)` where a year's holidays are not known.
  kernels::quotient over(int start, int end, int now);

 private:
  /// Working days of the months after one up to another.
  double working_days(int start, int end);

  elapsed_by by_;
  const working_calendar* calendar_;
  std::map<std::tuple<int, int>, double> counted_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
