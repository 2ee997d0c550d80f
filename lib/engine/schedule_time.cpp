#include "engine/schedule_time.hpp"

#include <zhibiao/value/date.hpp>
#include <zhibiao/value/error.hpp>

#include <algorithm>
#include <string>

namespace zhibiao::inline ZB_ABI::engine {

period month_of(int end_month) { return period::from_ordinal(frequency::month, end_month - 1); }

kernels::quotient schedule_time::over(int start, int end, int now) {
  now = std::clamp(now, start, end);
  const auto last_of = [](int month) { return last_day(month_of(month)).number(); };
  switch (by_) {
    case elapsed_by::day:
      return {double(last_of(now) - last_of(start)), double(last_of(end) - last_of(start))};
    case elapsed_by::working_day:
      return {working_days(start, now), working_days(start, end)};
    default:
      return {double(now - start), double(end - start)};
  }
}

double schedule_time::working_days(int start, int end) {
  const auto [found, is_new] = counted_.try_emplace({start, end}, 0.0);
  if (!is_new) return found->second;
  double sum = 0;
  for (int month = start + 1; month <= end; ++month) {
    const period p = month_of(month);
    if (calendar_ == nullptr || !calendar_->covers(p.year())) {
      counted_.erase(found);
      throw error(errc::invalid_argument, "expected the holidays of " + std::to_string(p.year()) +
                                              " to count working days, found none");
    }
    sum += calendar_->working_days(first_day(p), last_day(p));
  }
  found->second = sum;
  return sum;
}

}  // namespace zhibiao::inline ZB_ABI::engine
