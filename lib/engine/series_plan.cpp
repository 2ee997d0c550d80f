#include "engine/series_plan.hpp"

#include <zhibiao/kernels/schedule.hpp>

#include "engine/scale_of.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::no_number;
using kernels::quotient;

std::tuple<int, int, std::int32_t> key_of(period p) noexcept {
  return {periods_per_year(p.frequency()), static_cast<int>(p.form()), p.ordinal()};
}

/// How many periods of a frequency end after a month and up to a deadline's end.
int periods_between(period at, period deadline) noexcept {
  return (end_month(deadline) - end_month(at)) / (12 / periods_per_year(at.frequency()));
}

/// On the straight way between two figures, of which the first may be made of parts.
quotient between(double from, const quotient& made_of, double to, const quotient& due) {
  if (made_of.all == made_of.all) return kernels::expected(made_of, to, due, scale_of({to}));
  return kernels::expected(from, to, due, scale_of({from, to}));
}

/// What follows from the base is as doubtful as it is.
void use_base(way& w) noexcept {
  w.marks = w.base_why;
  w.leaves_open = !w.is_base_exact;
}

}  // namespace

series_plan::series_plan(const figure_source& from, const series& of, const level_targets& wanted,
                         const method_choice& by, const working_calendar* calendar,
                         const slab_areas& areas, const slab_settings& settings)
    : of_(of), wanted_(wanted), by_(by.elapsed), areas_(areas), time_(by.elapsed, calendar) {
  const std::span<const target> list = wanted.list();
  for (auto t = list.begin(); t != list.end();) {
    const auto last = std::find_if(
        t, list.end(), [&](const target& other) { return other.deadline != t->deadline; });
    deadline_targets here{t->deadline, nullptr, {}};
    if (!t->area) here.every_town = &*t++;
    here.of_areas = {t, last};
    deadlines_.push_back(here);
    t = last;
  }
  for (std::size_t at = 0; at < of.shape().period_count; ++at) {
    periods_.push_back(plan_of(of.shape().period_at(at)));
  }
  for (const target& t : list) {
    const period start = start_of(t);
    if (t.base || wanted.base_of(t) != nullptr || !start.is_valid()) continue;
    if (starts_.contains(key_of(start))) continue;
    starts_.emplace(key_of(start), read_earlier(from, of.index(), start, areas, settings));
  }
}

/// The end of this period is where the way of a level begins.
period series_plan::start_of(const target& t) {
  if (t.base_period) return *t.base_period;
  return t.deadline.year() == 1 ? period() : t.deadline.same_period_last_year();
}

bool series_plan::is_total(period p) const noexcept {
  return p.form() == form::year_to_date && of_.definition().over_time == time_aggregation::sum;
}

bool series_plan::leads_to(period at, period deadline) const noexcept {
  if (at == deadline) return true;
  const bool adds_up = of_.definition().over_time == time_aggregation::sum;
  const bool is_year = deadline.frequency() == frequency::year;
  if (is_total(at)) {
    return at.year() == deadline.year() && (is_year || deadline.form() == form::year_to_date);
  }
  if (adds_up) return at.frequency() == frequency::year && is_year;
  return is_year || deadline.form() == at.form();
}

series_plan::period_plan series_plan::plan_of(period at) const {
  period_plan plan;
  for (const deadline_targets& d : deadlines_) {
    if (end_month(d.deadline) < end_month(at)) continue;
    (leads_to(at, d.deadline) ? plan.to : plan.others).push_back(&d);
  }
  const auto order = [&](const deadline_targets* d) {
    const bool is_of_year =
        d->deadline.frequency() == frequency::year && d->deadline.year() == at.year();
    return std::tuple(!is_of_year, end_month(d->deadline), d->deadline != at,
                      periods_per_year(d->deadline.frequency()));
  };
  std::ranges::stable_sort(plan.to, {}, order);
  return plan;
}

way series_plan::find(std::size_t at, std::size_t area, std::size_t row, bool is_town) {
  const auto target_of = [&](const deadline_targets& d) -> const target* {
    const auto own =
        std::ranges::lower_bound(d.of_areas, area, {}, [](const target& t) { return *t.area; });
    if (own != d.of_areas.end() && *own->area == area) return &*own;
    return is_town ? d.every_town : nullptr;
  };
  for (const deadline_targets* d : periods_[at].to) {
    const target* t = target_of(*d);
    if (t != nullptr) return along(*t, of_.shape().period_at(at), row, is_town);
  }
  // There may be a target, but of figures of another kind: of the year, where this is one of its months.
  way none;
  const auto is_there = [&](const deadline_targets* d) { return target_of(*d) != nullptr; };
  if (std::ranges::any_of(periods_[at].others, is_there)) none.why = status::not_comparable;
  return none;
}

way series_plan::along(const target& t, period at, std::size_t row, bool is_town) {
  way w;
  w.goal_of = &t;
  w.why = wanted_.why_of(t);
  if (!has_number(w.why)) return w;
  w.is_total = is_total(at);
  w.is_limit = std::isinf(t.wanted.lower);
  w.has_goal = w.is_limit || std::isinf(t.wanted.upper);
  if (w.has_goal) w.goal = w.is_limit ? t.wanted.upper : t.wanted.lower;
  w.periods_left = periods_between(at, t.deadline);
  w.start = w.is_total ? month_of(t.deadline.year() * 12) : start_of(t);
  if (w.is_total) {
    w.base = 0;
  } else {
    find_base(w, t, row, is_town);
  }
  find_elapsed(w, t, at);
  find_expected(w, t, at);
  return w;
}

void series_plan::find_base(way& w, const target& t, std::size_t row, bool is_town) {
  if (t.base) {
    w.base = *t.base;
    return;
  }
  if (const growth_base* from = wanted_.base_of(t)) {
    w.base = from->value;
    w.base_made_of = from->made_of;
    w.base_why = from->why;
    w.start = from->at;
    return;
  }
  w.base_why = status::base_not_reported;
  const auto found = starts_.find(key_of(w.start));
  if (found == starts_.end()) return;
  const figure& x = is_town ? found->second.towns[row] : found->second.uppers[row];
  if (!x.is_there()) {
    if (x.why == status::coverage_low) w.base_why = x.why;
    return;
  }
  w.base = x.value;
  w.base_made_of = x.made_of;
  w.base_why = x.why;
  w.is_base_exact = is_exact(x.known);
}

void series_plan::find_elapsed(way& w, const target& t, period at) {
  const int start = w.start.is_valid() ? end_month(w.start) : end_month(t.deadline) - 12;
  const int end = end_month(t.deadline);
  const bool is_seasonal =
      by_ == elapsed_by::seasonal || (by_ == elapsed_by::plan && t.path == target_path::seasonal);
  if (!is_seasonal) {
    w.elapsed = time_.over(start, end, end_month(at));
    return;
  }
  // A profile says how one year is spread.
  const seasonal_profile* profile = wanted_.plan()->profile_of(t.indicator);
  const bool is_year = end % 12 == 0 && start == end - 12;
  std::optional<ratio> due;
  if (profile != nullptr && is_year) due = profile->until(at);
  w.is_elapsed_known = due.has_value();
  if (due) w.elapsed = {double(due->numerator), double(due->denominator)};
}

void series_plan::find_expected(way& w, const target& t, period at) {
  w.expected = {no_number, status::out_of_domain};
  if (!w.has_goal) return;
  if (t.path == target_path::milestones) {
    find_between_milestones(w, t, at);
    return;
  }
  if (!w.is_elapsed_known) return;
  const bool is_at_end = w.elapsed.part == w.elapsed.all;
  const bool is_compound = t.path == target_path::compound;
  if (!is_at_end && !has_number(w.base_why)) {
    w.expected.why = w.base_why;
    return;
  }
  w.is_straight = !is_compound;
  if (!is_at_end) use_base(w);
  if (is_compound && !is_at_end) {
    // A total of the year starts at nothing, from which nothing grows.
    w.expected = kernels::expected_compound(w.base, w.goal, w.elapsed);
    w.unrounded = {w.expected.value, 1};
    return;
  }
  w.unrounded = between(is_at_end ? w.goal : w.base, is_at_end ? quotient() : w.base_made_of,
                        w.goal, w.elapsed);
  w.expected = kernels::value_of(w.unrounded);
}

void series_plan::find_between_milestones(way& w, const target& t, period at) {
  const int now = end_month(at);
  int start = w.start.is_valid() ? end_month(w.start) : end_month(t.deadline) - 12;
  const int beginning = start;
  int end = end_month(t.deadline);
  double from = w.base;
  double to = w.goal;
  for (const milestone& m : t.milestones) {
    const int month = end_month(m.at);
    if (month > now) {
      end = month;
      to = m.value;
      break;
    }
    start = month;
    from = m.value;
  }
  const bool is_at_end = now == end;
  if (from != from && !is_at_end) {
    w.expected.why = has_number(w.base_why) ? status::base_not_reported : w.base_why;
    return;
  }
  if (is_at_end) from = to;
  if (start == beginning && !is_at_end) use_base(w);
  const bool is_from_base = start == beginning && !is_at_end;
  w.unrounded =
      between(from, is_from_base ? w.base_made_of : quotient(), to, time_.over(start, end, now));
  w.expected = kernels::value_of(w.unrounded);
}

}  // namespace zhibiao::inline ZB_ABI::engine
