#include "engine/late_report.hpp"

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/gap.hpp>

#include "engine/rounded_verdict.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The sum of numbers in one order, however they came.
double ordered_sum(std::vector<double> numbers) {
  std::ranges::sort(numbers);
  return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

/// What is known of a sum, added up in whole numbers while its terms are. It does not depend on the order of
/// the terms.
class interval_sum {
 public:
  explicit interval_sum(kernels::decimal_scale s) : scale_(s) {}

  void add(const interval& x, bool is_reported) {
    lower_open_ = lower_open_ || x.lower_open;
    upper_open_ = upper_open_ || x.upper_open;
    if (is_reported && scale_.exact) {
      lower_ += kernels::whole(x.lower, scale_);
      upper_ += kernels::whole(x.upper, scale_);
      return;
    }
    others_lower_.push_back(x.lower);
    others_upper_.push_back(x.upper);
  }

  interval sum() const {
    return {kernels::unscaled(lower_, scale_) + ordered_sum(others_lower_),
            kernels::unscaled(upper_, scale_) + ordered_sum(others_upper_), lower_open_,
            upper_open_};
  }

 private:
  kernels::decimal_scale scale_;
  double lower_ = 0;
  double upper_ = 0;
  std::vector<double> others_lower_;
  std::vector<double> others_upper_;
  bool lower_open_ = false;
  bool upper_open_ = false;
};

/// The products of two intervals, of which the second is not negative.
interval product(const interval& x, const interval& weight) {
  const auto end = [](double a, double b) { return a == 0 || b == 0 ? 0.0 : a * b; };
  return {std::min(end(x.lower, weight.lower), end(x.lower, weight.upper)),
          std::max(end(x.upper, weight.lower), end(x.upper, weight.upper)), x.lower_open,
          x.upper_open};
}

interval times(const interval& x, double factor) {
  return {x.lower * factor, x.upper * factor, x.lower_open, x.upper_open};
}

}  // namespace

const figures* late_report::weights() const noexcept {
  return of().inputs().rule == area_aggregation::ratio_of_sums ? of().inputs().denominator
                                                               : of().inputs().weight;
}

ratio late_report::factor() const noexcept {
  return of().inputs().rule == area_aggregation::ratio_of_sums ? of().inputs().factor : ratio{};
}

std::optional<std::size_t> late_report::last_year(std::size_t column) const noexcept {
  const auto lag = static_cast<std::size_t>(periods_per_year(of().series().shape().frequency()));
  if (column < lag) return std::nullopt;
  return column - lag;
}

bool late_report::is_there(std::size_t row, std::size_t column) const {
  return of().taking_part() && of().taking_part()->has(row, column);
}

/// True for a town that there is in the period: one that is not yet or no longer is not late.
bool late_report::is_member(std::size_t row, std::size_t column) const noexcept {
  return of().timeline().count({static_cast<area_index>(row), static_cast<area_index>(row + 1)},
                               column) != 0;
}

/// What a missing town can still report.
interval late_report::admissible(std::size_t row, std::size_t column) const {
  const interval& limits = of().definition().limits;
  const std::optional<std::size_t> before = last_year(column);
  if (!by_.admissible_change || !before || !of().values().has(row, *before)) return limits;
  const interval known = of().values().known(row, *before);
  const double change = *by_.admissible_change;
  const auto far = [&](double x, double sign) { return x + sign * std::fabs(x) * change; };
  const interval around{far(known.lower, -1), far(known.upper, 1), known.lower_open,
                        known.upper_open};
  return is_apart(around, limits) ? limits : clipped(around, limits);
}

late_report::added late_report::added_by(std::size_t row, std::size_t column) const {
  const bool there = is_there(row, column);
  const roll_up_inputs& in = of().inputs();
  if (in.rule == area_aggregation::sum) {
    return {there ? of().values().known(row, column) : admissible(row, column), exactly(1), true};
  }
  added a;
  const figures& all = *weights();
  std::optional<std::size_t> at = column;
  // The denominator of a town that is missing altogether is taken from last year.
  if (!all.has(row, column)) at = last_year(column);
  a.is_known = at && all.has(row, *at);
  if (!a.is_known) return a;
  a.all = all.known(row, *at);
  if (there && in.rule == area_aggregation::ratio_of_sums) {
    a.part = in.numerator->known(row, column);
    return a;
  }
  const interval x = there ? of().values().known(row, column) : admissible(row, column);
  const ratio f = factor();
  a.part = times(product(x, a.all), double(f.denominator) / double(f.numerator));
  return a;
}

reachable late_report::reach_of(row_range towns, std::size_t column) const {
  reachable r;
  const roll_up_inputs& in = of().inputs();
  const bool is_sum = in.rule == area_aggregation::sum;
  const bool is_ratio = in.rule == area_aggregation::ratio_of_sums;
  interval_sum part(is_sum     ? of().values().scale
                    : is_ratio ? in.numerator->scale
                               : kernels::decimal_scale{});
  interval_sum all(is_sum ? kernels::decimal_scale{} : weights()->scale);
  for (std::size_t row = towns.first; row < towns.last; ++row) {
    if (!is_member(row, column)) continue;
    const bool there = is_there(row, column);
    const added a = added_by(row, column);
    r.is_known = r.is_known && a.is_known;
    r.has_missing = r.has_missing || !there;
    if (!a.is_known) continue;
    part.add(a.part, there);
    all.add(a.all, there);
    if (there && of().values().at(row, column).estimated) r.marks = status::estimated;
  }
  if (!r.is_known) return r;
  if (is_sum) {
    r.known = part.sum();
  } else {
    r.known = kernels::ratio_of_sums(part.sum(), all.sum(), factor());
    r.is_known = r.known.lower == r.known.lower && r.known.upper == r.known.upper;
  }
  const interval& limits = of().definition().limits;
  if (r.is_known && !is_sum && !is_apart(r.known, limits)) r.known = clipped(r.known, limits);
  return r;
}

std::vector<late_town> late_report::late_towns(row_range towns, std::size_t column) const {
  std::vector<late_town> late;
  double whole = 0;
  for (std::size_t row = towns.first; row < towns.last; ++row) {
    if (!is_member(row, column)) continue;
    const added a = added_by(row, column);
    whole += a.is_known ? a.all.upper : 0;
    if (is_there(row, column)) continue;
    late.push_back(
        {row, admissible(row, column), a.is_known ? a.part.upper - a.part.lower : infinity});
  }
  const bool is_sum = of().inputs().rule == area_aggregation::sum;
  const ratio f = factor();
  for (late_town& t : late) {
    if (!is_sum) t.spread = t.spread / whole * double(f.numerator) / double(f.denominator);
  }
  std::ranges::stable_sort(late, std::ranges::greater(), &late_town::spread);
  return late;
}

measured_cell late_report::of_town(std::size_t row, std::size_t column, const figure& x) {
  if (!has_number(x.why)) return no_result(x.why);
  const auto town = static_cast<area_index>(of().areas().towns.first + row);
  return of_reach({x.known, true, false, x.estimated ? status::estimated : status::ok},
                  targets_.find(of().period_of(column), town, true));
}

measured_cell late_report::of_upper(std::size_t row, std::size_t column, const figure& x) {
  const target* t = targets_.find(of().period_of(column), of().areas().uppers[row], false);
  if (!of().taking_part() || !of().above().comes_from_towns(row, column)) {
    if (!has_number(x.why)) return no_result(x.why);
    return of_reach({x.known, true, false, x.estimated ? status::estimated : status::ok}, t);
  }
  const row_range towns = of().segments()[row];
  bool any = false;
  for (std::size_t town = towns.first; town < towns.last && !any; ++town) {
    any = is_there(town, column);
  }
  // Where nobody has reported there is nothing that could still turn.
  if (!any) return no_result(x.why);
  return of_reach(reach_of(towns, column), t);
}

measured_cell late_report::of_reach(const reachable& r, const target* t) const {
  if (what_ == measure::outlook) {
    if (t == nullptr) return no_result(status::no_target);
    const status aim = targets_.why_of(*t);
    if (!has_number(aim)) return no_result(aim);
    if (!r.is_known) return no_result(status::undetermined);
    const bool is_rounded = by_.comparison == compared_as::rounded;
    const interval known = is_rounded ? rounded(r.known, of().definition().decimals) : r.known;
    measured_cell made = exact_result(kernels::verdict(known, t->wanted));
    if (has_number(made.cell.why)) made.cell.why = weaker(weaker(made.cell.why, r.marks), aim);
    return made;
  }
  direction better = of().definition().direction;
  if (t != nullptr && std::isinf(t->wanted.upper)) better = direction::up;
  if (t != nullptr && std::isinf(t->wanted.lower)) better = direction::down;
  if (better != direction::up && better != direction::down) {
    return no_result(status::out_of_domain);
  }
  if (!r.is_known) return no_result(status::undetermined);
  const bool is_upper = (what_ == measure::best_case) == (better == direction::up);
  const double end = is_upper ? r.known.upper : r.known.lower;
  if (!std::isfinite(end)) return no_result(status::undetermined);
  return exact_result(kernels::finite(end, r.has_missing ? status::partial : r.marks));
}

}  // namespace zhibiao::inline ZB_ABI::engine
