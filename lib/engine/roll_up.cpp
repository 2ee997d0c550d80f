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

/// One figure of the members of a segment in one column, with what is known of each.
class member_column {
 public:
  member_column(const figures& f, row_range towns, std::size_t from,
                const participation& taking_part, std::size_t at)
      : scale_(f.scale) {
    const std::span<const marked_cell> marks = f.marks_of(towns.first, towns.last);
    auto mark = marks.begin();
    for (std::size_t r = towns.first; r < towns.last; ++r) {
      if (!taking_part.has(r, at)) continue;
      const std::size_t offset = r * f.columns + from;
      mark = std::ranges::lower_bound(mark, marks.end(), offset, {}, &marked_cell::offset);
      const bool is_marked = mark != marks.end() && mark->offset == offset;
      const interval k = is_marked ? mark->known : exactly(f.value(r, from));
      known_.push_back(k);
      lower_.push_back(k.lower);
      upper_.push_back(k.upper);
      lower_open_ = lower_open_ || k.lower_open;
      upper_open_ = upper_open_ || k.upper_open;
    }
  }

  interval sum() const { return between(sum_of(lower_), sum_of(upper_)); }

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
  interval between(double lower, double upper) const {
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

/// Sums by segment and column, as the kernel leaves them.
struct totals {
  std::vector<double> sum;
  std::vector<std::uint32_t> counted;
};

/// Lanes are the columns from `lag` on; the results are put at their column, those before are empty.
class lane_sums {
 public:
  lane_sums(std::span<const row_range> segments, std::size_t columns, std::size_t lag)
      : columns_(columns), lag_(std::min(lag, columns)), lanes_(columns - lag_) {
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
    return {f.values + (lag_ - std::min(lag, lag_)), f.stride};
  }
  kernels::mask_view view(const participation* p) const {
    return p == nullptr ? kernels::mask_view{} : p->mask_from(lag_);
  }

  template <class Kernel>
  totals run(Kernel kernel) const {
    totals compact{std::vector<double>(segments_.size() * lanes_),
                   std::vector<std::uint32_t>(segments_.size() * lanes_)};
    if (lanes_ != 0) kernel(compact.sum, compact.counted);
    if (lag_ == 0) return compact;
    totals t{std::vector<double>(segments_.size() * columns_),
             std::vector<std::uint32_t>(segments_.size() * columns_)};
    for (std::size_t s = 0; s < segments_.size(); ++s) {
      std::copy_n(compact.sum.begin() + static_cast<std::ptrdiff_t>(s * lanes_), lanes_,
                  t.sum.begin() + static_cast<std::ptrdiff_t>(s * columns_ + lag_));
      std::copy_n(compact.counted.begin() + static_cast<std::ptrdiff_t>(s * lanes_), lanes_,
                  t.counted.begin() + static_cast<std::ptrdiff_t>(s * columns_ + lag_));
    }
    return t;
  }

  std::size_t columns_;
  std::size_t lag_;
  std::size_t lanes_;
  std::vector<kernels::segment> segments_;
};

/// Writes the aggregates of one rule, cell by cell of the areas above the towns.
class aggregation {
 public:
  aggregation(const roll_up_inputs& in, const participation& taking_part,
              std::span<const row_range> segments, std::size_t lag)
      : in_(in),
        taking_part_(taking_part),
        segments_(segments),
        lag_(lag),
        sources_(needed_by(in)),
        columns_(sources_.a->columns) {}

  rolled_up run() {
    out_.cells.resize(segments_.size() * columns_);
    out_.coverage.resize(segments_.size() * columns_);
    out_.estimates.resize(segments_.size() * columns_);
    if (in_.rule == area_aggregation::ratio_of_sums) {
      out_.made_of.resize(segments_.size() * columns_);
    }
    add_up();
    for (std::size_t s = 0; s < segments_.size(); ++s) look_closer(s);
    return std::move(out_);
  }

 private:
  void add_up() {
    const lane_sums lanes(segments_, columns_, lag_);
    totals first;
    totals second;
    switch (in_.rule) {
      case area_aggregation::ratio_of_sums:
        first = lanes.of(*in_.numerator, &taking_part_, lag_);
        second = lanes.of(*in_.denominator, &taking_part_, lag_);
        break;
      case area_aggregation::weighted_mean:
        first = lanes.weighted(*in_.value, *in_.weight, taking_part_, lag_);
        second = lanes.of(*in_.weight, &taking_part_, lag_);
        break;
      case area_aggregation::sum:
      case area_aggregation::none:
        first = lanes.of(*in_.value, &taking_part_, lag_);
        break;
    }
    const figures* weight = coverage_weight(in_);
    totals weight_of_all;
    totals weight_counted;
    if (weight != nullptr) {
      weight_of_all = lanes.of(*weight, nullptr, 0);
      weight_counted = weight_taking_part(lanes, *weight);
    }

    for (std::size_t s = 0; s < segments_.size(); ++s) {
      const auto members = static_cast<std::uint32_t>(segments_[s].size());
      for (std::size_t t = 0; t < columns_; ++t) {
        const std::size_t i = s * columns_ + t;
        cell_coverage& c = out_.coverage[i];
        c.members = members;
        c.counted = t < lag_ ? 0 : first.counted[i];
        if (t < lag_) {
          out_.cells[i].why = status::base_not_reported;
          continue;
        }
        // A weight speaks for the missing towns only where it is known of every one of them.
        if (weight != nullptr && weight_of_all.counted[i] == members && weight_of_all.sum[i] > 0) {
          c.by_weight = weight_counted.sum[i] / weight_of_all.sum[i];
        }
        if (c.counted == 0) continue;
        switch (in_.rule) {
          case area_aggregation::ratio_of_sums:
            out_.made_of[i] =
                kernels::quotient_of(first.sum[i], in_.numerator->scale, second.sum[i],
                                     in_.denominator->scale, in_.factor);
            out_.cells[i] = kernels::value_of(out_.made_of[i]);
            break;
          case area_aggregation::weighted_mean:
            out_.cells[i] = kernels::weighted_mean(first.sum[i], in_.value->scale, second.sum[i]);
            break;
          case area_aggregation::sum:
          case area_aggregation::none:
            out_.cells[i] = kernels::total(first.sum[i], in_.value->scale);
            break;
        }
      }
    }
  }

  /// A weight is needed of the towns whose figure takes part, which are not those that have the weight.
  totals weight_taking_part(const lane_sums& lanes, const figures& weight) const {
    if (taking_part_.mask_from(0).mask != nullptr) return lanes.of(weight, &taking_part_, 0);
    const participation masked = taking_part_.with_mask();
    return lanes.of(weight, &masked, 0);
  }

  /// Members with a status or an interval are few: only the cells they touch are looked at again.
  void look_closer(std::size_t s) {
    const row_range towns = segments_[s];
    inexact_.assign(columns_, false);
    for (const figures* f : {sources_.a, sources_.b}) {
      if (f == nullptr) continue;
      for (const marked_cell& m : f->marks_of(towns.first, towns.last)) {
        const std::size_t t = m.offset % columns_ + lag_;
        if (t >= columns_ || !taking_part_.has(m.offset / columns_, t)) continue;
        const std::size_t i = s * columns_ + t;
        if (!has_number(out_.cells[i].why)) continue;
        out_.cells[i].why = weaker(out_.cells[i].why, m.why);
        if (m.estimated) out_.estimates[i] = 1;
        if (!is_exact(m.known)) inexact_[t] = true;
      }
    }
    for (std::size_t t = lag_; t < columns_; ++t) {
      const std::size_t i = s * columns_ + t;
      if (!has_number(out_.cells[i].why)) continue;
      if (inexact_[t]) {
        // Natural limits are those of one area's figure; a sum of many may well exceed them.
        const interval known = known_of(towns, t);
        const bool is_sum = in_.rule == area_aggregation::sum;
        out_.known.push_back(
            {i, is_sum ? known : cut_to_limits(known, out_.cells[i].value, in_.limits)});
        continue;
      }
      // Exact parts whose quotient no area can have contradict each other.
      const double x = out_.cells[i].value;
      if (!out_.made_of.empty() && (x < in_.limits.lower || x > in_.limits.upper)) {
        out_.cells[i] = {kernels::no_number, status::out_of_domain};
      }
    }
  }

  interval known_of(row_range towns, std::size_t t) const {
    const auto column = [&](const figures& f) {
      return member_column(f, towns, t - lag_, taking_part_, t);
    };
    switch (in_.rule) {
      case area_aggregation::ratio_of_sums:
        return kernels::ratio_of_sums(column(*in_.numerator).sum(), column(*in_.denominator).sum(),
                                      in_.factor, in_.numerator->scale, in_.denominator->scale);
      case area_aggregation::weighted_mean:
        return column(*in_.value).weighted(column(*in_.weight));
      case area_aggregation::sum:
      case area_aggregation::none:
        break;
    }
    return column(*in_.value).sum();
  }

  const roll_up_inputs& in_;
  const participation& taking_part_;
  std::span<const row_range> segments_;
  std::size_t lag_;
  needed sources_;
  std::size_t columns_;
  std::vector<bool> inexact_;  ///< by column of the segment at hand
  rolled_up out_;
};

}  // namespace

participation::participation(const roll_up_inputs& in) {
  const needed n = needed_by(in);
  all_ = n.a;
  columns_ = n.a->columns;
  if (n.b == nullptr) return;
  mask_.resize(n.a->rows * columns_);
  for (std::size_t r = 0; r < n.a->rows; ++r) {
    for (std::size_t c = 0; c < columns_; ++c) {
      mask_[r * columns_ + c] = static_cast<std::uint8_t>(n.a->has(r, c) && n.b->has(r, c));
    }
  }
  if (in.rule != area_aggregation::ratio_of_sums) return;
  // A town whose parts contradict each other has no rate, and must not lend its parts to the area above.
  for (const marked_cell& m : in.value->marks) {
    const bool is_contradiction =
        m.why == status::out_of_domain && in.value->made_of[m.offset].all != 0;
    if (is_contradiction) mask_[m.offset] = 0;
  }
}

participation participation::with_mask() const {
  participation p(all_, columns_);
  p.mask_.resize(all_->rows * columns_);
  for (std::size_t r = 0; r < all_->rows; ++r) {
    for (std::size_t c = 0; c < columns_; ++c) {
      p.mask_[r * columns_ + c] = static_cast<std::uint8_t>(has(r, c));
    }
  }
  return p;
}

participation participation::matched(std::size_t lag) const {
  participation p(all_, columns_);
  p.mask_.resize(all_->rows * columns_);
  for (std::size_t r = 0; r < all_->rows; ++r) {
    for (std::size_t c = lag; c < columns_; ++c) {
      p.mask_[r * columns_ + c] = static_cast<std::uint8_t>(has(r, c) && has(r, c - lag));
    }
  }
  return p;
}

rolled_up roll_up_towns(const roll_up_inputs& in, const participation& taking_part,
                        std::span<const row_range> segments, std::size_t lag) {
  return aggregation(in, taking_part, segments, lag).run();
}

double sum_of(const figures& f, const participation& taking_part, row_range segment,
              std::size_t column) {
  double total = 0;
  std::uint32_t counted = 0;
  const kernels::segment rows{segment.first, segment.last};
  kernels::segment_sums({f.values + column, f.stride}, taking_part.mask_from(column), {&rows, 1}, 1,
                        f.scale, {&total, 1}, {&counted, 1});
  return kernels::unscaled(total, f.scale);
}

kernels::cell covered(const kernels::cell& c, const cell_coverage& coverage,
                      double minimum) noexcept {
  return kernels::covered(c, coverage.counted, coverage.members,
                          {coverage.by_count(), coverage.by_weight}, minimum);
}

}  // namespace zhibiao::inline ZB_ABI::engine
