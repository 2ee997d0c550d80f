#include "engine/roll_up.hpp"

#include <zhibiao/value/decimal.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::decimal_scale;

/// The figures whose presence the rule needs.
struct needed {
  const figures* a = nullptr;
  const figures* b = nullptr;
};

needed needed_by(const roll_up_inputs& in) noexcept {
  switch (in.rule) {
    case area_aggregation::ratio_of_sums:
      return {in.numerator, in.denominator};
    case area_aggregation::weighted_mean:
      return {in.value, in.weight};
    case area_aggregation::sum:
    case area_aggregation::none:
      break;
  }
  return {in.value, nullptr};
}

const figures* coverage_weight(const roll_up_inputs& in) noexcept {
  return in.rule == area_aggregation::ratio_of_sums ? in.denominator : in.weight;
}

/// One end of a member's figure with all that its weight can be.
struct weighted_end {
  double x = 0;
  bool open = false;
  interval weight;
};

struct mean_end {
  double at = 0;
  bool open = false;
};

/// The least weighted mean of the figures. It is found where the smallest figures have their largest
/// weights and the others their smallest, so the split between the two is tried at every figure.
/// Weights are not negative; towards an unbounded one the mean tends to its figure.
mean_end least_mean(std::vector<weighted_end> members, decimal_scale value_scale,
                    decimal_scale weight_scale) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::erase_if(members, [](const weighted_end& m) { return m.weight.upper == 0; });
  std::ranges::sort(members, {}, &weighted_end::x);
  if (members.empty() || members.front().x == -infinity) return {-infinity, true};

  double top = 0;
  double all = 0;
  const auto add = [&](const weighted_end& m, double from, double to) {
    const double more = kernels::whole(to, weight_scale) - kernels::whole(from, weight_scale);
    top += kernels::whole(m.x, value_scale) * more;
    all += more;
  };
  const auto mean = [&] {
    return all > 0 ? kernels::weighted_mean(top, value_scale, all).value : infinity;
  };
  for (const weighted_end& m : members) add(m, 0, m.weight.lower);
  double least = mean();
  double limit = infinity;
  for (const weighted_end& m : members) {
    if (m.weight.upper == infinity) {
      limit = std::min(limit, m.x);
    } else {
      add(m, m.weight.lower, m.weight.upper);
      least = std::min(least, mean());
    }
  }
  if (limit < least) return {limit, true};
  mean_end end{least, false};
  for (const weighted_end& m : members) {
    const double weight = m.x > least ? m.weight.lower : m.weight.upper;
    // A figure that equals the mean may have any weight.
    const bool weight_open = m.x < least ? m.weight.upper_open : m.x > least && m.weight.lower_open;
    end.open = end.open || (m.open && weight > 0) || weight_open;
  }
  return end;
}

/// Sum of one figure over the members of a segment in one period, as an interval.
class member_column {
 public:
  member_column(const figures& f, row_range towns, std::size_t from,
                const participation& taking_part, std::size_t at)
      : scale_(f.scale) {
    for (std::size_t r = towns.first; r < towns.last; ++r) {
      if (taking_part[r * f.periods + at] == 0) continue;
      const interval k = f.known_at(r * f.periods + from);
      known_.push_back(k);
      lower_.push_back(k.lower);
      upper_.push_back(k.upper);
      lower_open_ = lower_open_ || k.lower_open;
      upper_open_ = upper_open_ || k.upper_open;
    }
  }

  interval sum() const { return made_of(sum_of(lower_), sum_of(upper_)); }

  interval weighted(const member_column& weights) const {
    std::vector<weighted_end> low(known_.size());
    std::vector<weighted_end> high(known_.size());
    for (std::size_t i = 0; i < known_.size(); ++i) {
      const interval& w = weights.known_[i];
      if (w.lower < 0) return {};  // the weights may cancel
      low[i] = {known_[i].lower, known_[i].lower_open, w};
      high[i] = {-known_[i].upper, known_[i].upper_open, w};
    }
    const mean_end least = least_mean(std::move(low), scale_, weights.scale_);
    const mean_end most = least_mean(std::move(high), scale_, weights.scale_);
    return {least.at + 0.0, -most.at + 0.0, least.open, most.open};
  }

 private:
  interval made_of(double lower, double upper) const {
    return {lower, upper, lower_open_ || std::isinf(lower), upper_open_ || std::isinf(upper)};
  }

  static bool has_infinity(const std::vector<double>& x) {
    return std::ranges::any_of(x, [](double v) { return std::isinf(v); });
  }

  static double infinity_of(const std::vector<double>& x) {
    return *std::ranges::find_if(x, [](double v) { return std::isinf(v); });
  }

  double sum_of(const std::vector<double>& x) const {
    if (has_infinity(x)) return infinity_of(x);
    double total = 0;
    std::uint32_t counted = 0;
    const kernels::segment all{0, x.size()};
    kernels::segment_sums({x.data(), 1}, {}, {&all, 1}, 1, scale_, {&total, 1}, {&counted, 1});
    return kernels::unscaled(total, scale_);
  }

  decimal_scale scale_;
  std::vector<interval> known_;
  std::vector<double> lower_;
  std::vector<double> upper_;
  bool lower_open_ = false;
  bool upper_open_ = false;
};

/// Sums by segment and period, as the kernel leaves them.
struct totals {
  std::vector<double> sum;
  std::vector<std::uint32_t> counted;
};

/// Lanes are the periods from `lag` on; the results are put at their period, those before are empty.
class lane_sums {
 public:
  lane_sums(std::span<const row_range> segments, std::size_t periods, std::size_t lag)
      : periods_(periods), lag_(lag), lanes_(periods - std::min(lag, periods)) {
    for (const row_range& s : segments) segments_.push_back({s.first, s.last});
  }

  totals of(const figures& f, const participation* taking_part, std::size_t lag) const {
    return run([&](std::span<double> sum, std::span<std::uint32_t> counted) {
      kernels::segment_sums(view(f, lag), view(taking_part), segments_, lanes_, f.scale, sum,
                            counted);
    });
  }

  totals weighted(const figures& f, const figures& weight, const participation& taking_part,
                  std::size_t lag) const {
    return run([&](std::span<double> sum, std::span<std::uint32_t> counted) {
      kernels::segment_weighted_sums(view(f, lag), view(weight, lag), view(&taking_part), segments_,
                                     lanes_, f.scale, weight.scale, sum, counted);
    });
  }

 private:
  kernels::block_view view(const figures& f, std::size_t lag) const {
    return {f.value.data() + (lag_ - lag), periods_};
  }
  kernels::mask_view view(const participation* p) const {
    return p == nullptr ? kernels::mask_view{} : kernels::mask_view{p->data() + lag_, periods_};
  }

  template <class Kernel>
  totals run(Kernel kernel) const {
    totals compact{std::vector<double>(segments_.size() * lanes_),
                   std::vector<std::uint32_t>(segments_.size() * lanes_)};
    if (lanes_ != 0) kernel(compact.sum, compact.counted);
    if (lag_ == 0) return compact;
    totals t{std::vector<double>(segments_.size() * periods_),
             std::vector<std::uint32_t>(segments_.size() * periods_)};
    for (std::size_t s = 0; s < segments_.size(); ++s) {
      std::copy_n(compact.sum.begin() + static_cast<std::ptrdiff_t>(s * lanes_), lanes_,
                  t.sum.begin() + static_cast<std::ptrdiff_t>(s * periods_ + lag_));
      std::copy_n(compact.counted.begin() + static_cast<std::ptrdiff_t>(s * lanes_), lanes_,
                  t.counted.begin() + static_cast<std::ptrdiff_t>(s * periods_ + lag_));
    }
    return t;
  }

  std::size_t periods_;
  std::size_t lag_;
  std::size_t lanes_;
  std::vector<kernels::segment> segments_;
};

/// The periods in which a member that takes part is not exact, `lag` periods earlier.
std::vector<bool> find_inexact(std::span<const figures* const> sources, row_range towns,
                               const participation& taking_part, std::size_t periods,
                               std::size_t lag) {
  std::vector<bool> inexact(periods);
  for (const figures* f : sources) {
    if (f == nullptr) continue;
    auto k = std::ranges::lower_bound(f->known, towns.first * periods, {}, &known_cell::offset);
    for (; k != f->known.end() && k->offset < towns.last * periods; ++k) {
      const std::size_t t = k->offset % periods + lag;
      if (t < periods && taking_part[k->offset + lag] != 0) inexact[t] = true;
    }
  }
  return inexact;
}

}  // namespace

participation find_participation(const roll_up_inputs& in, std::size_t towns) {
  const needed n = needed_by(in);
  if (n.a == nullptr) return {};
  const std::size_t cells = towns * n.a->periods;
  participation p(cells);
  for (std::size_t i = 0; i < cells; ++i) {
    p[i] = static_cast<std::uint8_t>(n.a->has(i) && (n.b == nullptr || n.b->has(i)));
  }
  return p;
}

participation matched(const participation& taking_part, std::size_t towns, std::size_t periods,
                      std::size_t lag) {
  participation m(taking_part.size());
  for (std::size_t r = 0; r < towns; ++r) {
    for (std::size_t t = lag; t < periods; ++t) {
      const std::size_t i = r * periods + t;
      m[i] = taking_part[i] & taking_part[i - lag];
    }
  }
  return m;
}

rolled_up roll_up_towns(const roll_up_inputs& in, const participation& taking_part,
                        std::span<const row_range> segments, std::size_t lag) {
  const needed n = needed_by(in);
  const std::size_t periods = n.a->periods;
  const lane_sums lanes(segments, periods, lag);
  rolled_up out;
  out.cells.resize(segments.size() * periods);
  out.coverage.resize(segments.size() * periods);
  out.estimates.resize(segments.size() * periods);
  if (in.rule == area_aggregation::ratio_of_sums) out.quotients.resize(segments.size() * periods);

  totals first;
  totals second;
  switch (in.rule) {
    case area_aggregation::ratio_of_sums:
      first = lanes.of(*in.numerator, &taking_part, lag);
      second = lanes.of(*in.denominator, &taking_part, lag);
      break;
    case area_aggregation::weighted_mean:
      first = lanes.weighted(*in.value, *in.weight, taking_part, lag);
      second = lanes.of(*in.weight, &taking_part, lag);
      break;
    case area_aggregation::sum:
    case area_aggregation::none:
      first = lanes.of(*in.value, &taking_part, lag);
      break;
  }

  const figures* weight = coverage_weight(in);
  totals weight_of_all;
  totals weight_counted;
  if (weight != nullptr) {
    weight_of_all = lanes.of(*weight, nullptr, 0);
    weight_counted = lanes.of(*weight, &taking_part, 0);
  }

  for (std::size_t s = 0; s < segments.size(); ++s) {
    const auto members = static_cast<std::uint32_t>(segments[s].size());
    for (std::size_t t = 0; t < periods; ++t) {
      const std::size_t i = s * periods + t;
      cell_coverage& c = out.coverage[i];
      c.members = members;
      c.counted = t < lag ? 0 : first.counted[i];
      if (t < lag) {
        out.cells[i].why = status::base_not_reported;
        continue;
      }
      // A weight speaks for the missing towns only where it is known of every one of them.
      if (weight != nullptr && weight_of_all.counted[i] == members && weight_of_all.sum[i] > 0) {
        c.by_weight = weight_counted.sum[i] / weight_of_all.sum[i];
      }
      if (c.counted == 0) continue;
      switch (in.rule) {
        case area_aggregation::ratio_of_sums:
          out.quotients[i] = kernels::quotient_of(first.sum[i], in.numerator->scale, second.sum[i],
                                                  in.denominator->scale, in.factor);
          out.cells[i] = kernels::value_of(out.quotients[i]);
          break;
        case area_aggregation::weighted_mean:
          out.cells[i] = kernels::weighted_mean(first.sum[i], in.value->scale, second.sum[i]);
          break;
        case area_aggregation::sum:
        case area_aggregation::none:
          out.cells[i] = kernels::total(first.sum[i], in.value->scale);
          break;
      }
    }
  }

  // Members with a status or an interval are few: find the cells they touch, then look closer.
  const figures* const sources[] = {n.a, n.b};
  for (std::size_t s = 0; s < segments.size(); ++s) {
    const row_range towns = segments[s];
    const std::vector<bool> inexact_at = find_inexact(sources, towns, taking_part, periods, lag);
    for (std::size_t t = lag; t < periods; ++t) {
      const std::size_t i = s * periods + t;
      if (!has_number(out.cells[i].why)) continue;
      for (const figures* f : sources) {
        if (f == nullptr) continue;
        if (f->flagged) {
          for (std::size_t r = towns.first; r < towns.last; ++r) {
            if (taking_part[r * periods + t] == 0) continue;
            out.cells[i].why = weaker(out.cells[i].why, f->why[r * periods + t - lag]);
            if (f->is_estimated(r * periods + t - lag)) out.estimates[i] = 1;
          }
        }
      }
      if (!inexact_at[t]) {
        // Exact parts whose quotient no area can have contradict each other.
        const double x = out.cells[i].value;
        if (!out.quotients.empty() && (x < in.limits.lower || x > in.limits.upper)) {
          out.cells[i] = {kernels::no_number, status::out_of_domain};
        }
        continue;
      }
      const auto column = [&](const figures& f) {
        return member_column(f, towns, t - lag, taking_part, t);
      };
      interval known;
      switch (in.rule) {
        case area_aggregation::ratio_of_sums:
          known = kernels::ratio_of_sums(column(*in.numerator).sum(), column(*in.denominator).sum(),
                                         in.factor, in.numerator->scale, in.denominator->scale);
          break;
        case area_aggregation::weighted_mean:
          known = column(*in.value).weighted(column(*in.weight));
          break;
        case area_aggregation::sum:
        case area_aggregation::none:
          known = column(*in.value).sum();
          break;
      }
      // Natural limits are those of one area's figure; a sum of many may well exceed them.
      const bool is_sum = in.rule == area_aggregation::sum;
      out.known.push_back(
          {i, is_sum ? known : cut_to_limits(known, out.cells[i].value, in.limits)});
    }
  }
  return out;
}

kernels::cell covered(const kernels::cell& c, const cell_coverage& coverage,
                      double minimum) noexcept {
  return kernels::covered(c, coverage.counted, coverage.members,
                          {coverage.by_count(), coverage.by_weight}, minimum);
}

}  // namespace zhibiao::inline ZB_ABI::engine
