#include "engine/roll_up.hpp"

#include <zhibiao/value/decimal.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::decimal_scale;

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

/// Sums by segment and column as the kernels leave them, in whole scale.
struct totals {
  explicit totals(std::size_t cells) : sum(cells), counted(cells) {}

  std::vector<double> sum;
  std::vector<std::uint32_t> counted;
};

/// What an aggregate is computed from.
struct sums_of_rule {
  std::vector<double> first;   ///< of the figures, numerators, or products with the weight
  std::vector<double> second;  ///< of the denominators or weights; empty for a sum
};

/// Adds the towns' figures up over the columns from `column` on, so many as lie behind the lag.
class adder {
 public:
  adder(const roll_up_inputs& in, const participation& taking_part,
        std::span<const row_range> segments)
      : in_(in), taking_part_(taking_part) {
    const std::size_t columns = in.first()->columns;
    lanes_ = columns - std::min(taking_part.lag(), columns);
    for (const row_range& s : segments) segments_.push_back({s.first, s.last});
  }

  std::size_t lanes() const noexcept { return lanes_; }
  std::size_t cells() const noexcept { return segments_.size() * lanes_; }

  /// What the rule needs, `back` columns before those that take part.
  sums_of_rule add(std::size_t back, std::vector<std::uint32_t>& counted) const {
    sums_of_rule sums{std::vector<double>(cells()), {}};
    counted.resize(cells());
    switch (in_.rule) {
      case area_aggregation::ratio_of_sums:
        sums.second.resize(cells());
        add_pairs(*in_.numerator, back, *in_.denominator, back, sums.first, sums.second, counted);
        break;
      case area_aggregation::weighted_mean: {
        std::vector<double> unused(cells());
        sums.second.resize(cells());
        if (lanes_ == 0) break;
        kernels::segment_weighted_sums(view(*in_.value, back), view(*in_.weight, back), mask(),
                                       segments_, lanes_, in_.value->scale, in_.weight->scale,
                                       sums.first, counted);
        add_pairs(*in_.weight, back, *in_.value, back, sums.second, unused, counted);
        break;
      }
      case area_aggregation::sum:
      case area_aggregation::none:
        add_one(*in_.value, back, mask(), sums.first, counted);
        break;
    }
    return sums;
  }

  /// Of a sum, both at once: the figures of the towns that have them in both columns.
  void add_both(sums_of_rule& current, sums_of_rule& base,
                std::vector<std::uint32_t>& counted) const {
    current.first.resize(cells());
    base.first.resize(cells());
    counted.resize(cells());
    add_pairs(*in_.value, 0, *in_.value, taking_part_.lag(), current.first, base.first, counted);
  }

  /// The weight of all towns, and how many have one.
  totals weight_of_all() const {
    totals t(cells());
    add_one(*in_.coverage_weight(), 0, {}, t.sum, t.counted);
    return t;
  }

  /// The weight of the towns that take part in a sum.
  std::vector<double> weight_taking_part() const {
    totals t(cells());
    std::vector<double> unused(cells());
    if (mask().mask != nullptr) {
      add_one(*in_.weight, 0, mask(), t.sum, t.counted);
    } else {
      add_pairs(*in_.weight, 0, *in_.value, 0, t.sum, unused, t.counted);
    }
    return std::move(t.sum);
  }

 private:
  kernels::block_view view(const figures& f, std::size_t back) const {
    return f.view(0, f.columns - lanes_ - back);
  }
  kernels::mask_view mask() const { return taking_part_.mask_from(in_.first()->columns - lanes_); }

  void add_one(const figures& f, std::size_t back, kernels::mask_view mask, std::span<double> sum,
               std::span<std::uint32_t> counted) const {
    if (lanes_ == 0) return;
    kernels::segment_sums(view(f, back), mask, segments_, lanes_, f.scale, sum, counted);
  }

  void add_pairs(const figures& a, std::size_t a_back, const figures& b, std::size_t b_back,
                 std::span<double> a_sum, std::span<double> b_sum,
                 std::span<std::uint32_t> counted) const {
    if (lanes_ == 0) return;
    kernels::segment_pair_sums(view(a, a_back), view(b, b_back), mask(), segments_, lanes_, a.scale,
                               b.scale, a_sum, b_sum, counted);
  }

  const roll_up_inputs& in_;
  const participation& taking_part_;
  std::size_t lanes_ = 0;
  std::vector<kernels::segment> segments_;
};

/// Makes aggregates of sums, cell by cell of the areas above the towns.
class aggregation {
 public:
  /// Of figures `back` columns before those that take part.
  aggregation(const roll_up_inputs& in, const participation& taking_part,
              std::span<const row_range> segments, std::size_t back)
      : in_(in), taking_part_(taking_part), segments_(segments), back_(back) {
    out_.first_column = std::min(taking_part.lag(), in.first()->columns);
    out_.columns = in.first()->columns - out_.first_column;
  }

  rolled_up make(sums_of_rule sums, std::span<const std::uint32_t> counted) {
    divide(std::move(sums), counted);
    out_.is_plain.resize(segments_.size());
    for (std::size_t s = 0; s < segments_.size(); ++s) {
      const bool is_plain = !has_marks(segments_[s]);
      out_.is_plain[s] = static_cast<std::uint8_t>(is_plain);
      inexact_.assign(out_.columns, false);
      if (!is_plain) look_closer(s);
      if (!out_.part.empty()) refuse_contradictions(s);
    }
    return std::move(out_);
  }

 private:
  void divide(sums_of_rule sums, std::span<const std::uint32_t> counted) {
    out_.values.resize(counted.size());
    out_.why.resize(counted.size());
    const auto put = [&](std::size_t i, kernels::cell c) {
      if (counted[i] == 0) c = {};
      out_.values[i] = c.value;
      out_.why[i] = c.why;
    };
    switch (in_.rule) {
      case area_aggregation::ratio_of_sums: {
        const kernels::quotient ones =
            kernels::quotient_of(1, in_.numerator->scale, 1, in_.denominator->scale, in_.factor);
        for (std::size_t i = 0; i < counted.size(); ++i) {
          sums.first[i] = counted[i] == 0 ? kernels::no_number : sums.first[i] * ones.part;
          sums.second[i] = counted[i] == 0 ? kernels::no_number : sums.second[i] * ones.all;
          put(i, kernels::value_of({sums.first[i], sums.second[i]}));
        }
        out_.part = std::move(sums.first);
        out_.all = std::move(sums.second);
        break;
      }
      case area_aggregation::weighted_mean:
        for (std::size_t i = 0; i < counted.size(); ++i) {
          put(i, kernels::weighted_mean(sums.first[i], in_.value->scale, sums.second[i]));
        }
        break;
      case area_aggregation::sum:
      case area_aggregation::none:
        for (std::size_t i = 0; i < counted.size(); ++i) {
          put(i, kernels::total(sums.first[i], in_.value->scale));
        }
        break;
    }
  }

  bool has_marks(row_range towns) const noexcept {
    return std::ranges::any_of(sources(), [&](const figures* f) {
      return f != nullptr && !f->marks_of(towns.first, towns.last).empty();
    });
  }

  /// Members with a status or an interval are few: only the cells they touch are looked at again.
  void look_closer(std::size_t s) {
    const row_range towns = segments_[s];
    for (const figures* f : sources()) {
      if (f == nullptr) continue;
      for (const marked_cell& m : f->marks_of(towns.first, towns.last)) {
        const std::size_t column = m.offset % f->columns + back_;
        if (column < out_.first_column || column >= f->columns) continue;
        if (!taking_part_.has(m.offset / f->columns, column)) continue;
        const std::size_t i = out_.offset(s, column);
        if (!has_number(out_.why[i])) continue;
        out_.why[i] = weaker(out_.why[i], m.why);
        if (m.estimated) {
          if (out_.estimates.empty()) out_.estimates.resize(out_.values.size());
          out_.estimates[i] = 1;
        }
        if (!is_exact(m.known)) inexact_[column - out_.first_column] = true;
      }
    }
    for (std::size_t t = 0; t < out_.columns; ++t) {
      const std::size_t i = s * out_.columns + t;
      if (!inexact_[t] || !has_number(out_.why[i])) continue;
      // Natural limits are those of one area's figure; a sum of many may well exceed them.
      const interval known = known_of(towns, out_.first_column + t);
      const bool is_sum = in_.rule == area_aggregation::sum;
      out_.known.push_back({i, is_sum ? known : cut_to_limits(known, out_.values[i], in_.limits)});
    }
  }

  /// Exact parts whose quotient no area can have contradict each other.
  void refuse_contradictions(std::size_t s) {
    for (std::size_t t = 0; t < out_.columns; ++t) {
      const std::size_t i = s * out_.columns + t;
      const double x = out_.values[i];
      if (inexact_[t] || (!(x < in_.limits.lower) && !(x > in_.limits.upper))) continue;
      out_.values[i] = kernels::no_number;
      out_.why[i] = status::out_of_domain;
    }
  }

  interval known_of(row_range towns, std::size_t column) const {
    const auto members = [&](const figures& f) {
      return member_column(f, towns, column - back_, taking_part_, column);
    };
    switch (in_.rule) {
      case area_aggregation::ratio_of_sums:
        return kernels::ratio_of_sums(members(*in_.numerator).sum(),
                                      members(*in_.denominator).sum(), in_.factor,
                                      in_.numerator->scale, in_.denominator->scale);
      case area_aggregation::weighted_mean:
        return members(*in_.value).weighted(members(*in_.weight));
      case area_aggregation::sum:
      case area_aggregation::none:
        break;
    }
    return members(*in_.value).sum();
  }

  std::array<const figures*, 2> sources() const noexcept { return {in_.first(), in_.second()}; }

  const roll_up_inputs& in_;
  const participation& taking_part_;
  std::span<const row_range> segments_;
  std::size_t back_;
  std::vector<bool> inexact_;  ///< by column of the segment at hand
  rolled_up out_;
};

/// How much each area stands on.
std::vector<cell_coverage> coverage_of(const roll_up_inputs& in, const adder& towns,
                                       std::span<const row_range> segments,
                                       std::span<const std::uint32_t> counted,
                                       const sums_of_rule& sums) {
  std::vector<cell_coverage> coverage(towns.cells());
  for (std::size_t s = 0; s < segments.size(); ++s) {
    const auto members = static_cast<std::uint32_t>(segments[s].size());
    for (std::size_t i = s * towns.lanes(); i < (s + 1) * towns.lanes(); ++i) {
      coverage[i].counted = counted[i];
      coverage[i].members = members;
    }
  }
  if (in.coverage_weight() == nullptr) return coverage;
  const totals all = towns.weight_of_all();
  const std::vector<double> part =
      in.second() == nullptr ? towns.weight_taking_part() : sums.second;
  for (std::size_t i = 0; i < coverage.size(); ++i) {
    // A weight speaks for the missing towns only where it is known of every one of them.
    const bool is_known = all.counted[i] == coverage[i].members && all.sum[i] > 0;
    if (is_known) coverage[i].by_weight = part[i] / all.sum[i];
  }
  return coverage;
}

}  // namespace

figure rolled_up::at(std::size_t offset) const noexcept {
  figure f;
  f.value = values[offset];
  f.why = why[offset];
  f.estimated = is_estimated(offset);
  const std::span<const known_cell> inexact = cells_between(known, offset, offset + 1);
  f.known = inexact.empty() ? exactly(f.value) : inexact.front().known;
  f.made_of = made_of(offset);
  return f;
}

area_sums roll_up(const roll_up_inputs& in, const participation& taking_part,
                  std::span<const row_range> segments) {
  const adder towns(in, taking_part, segments);
  std::vector<std::uint32_t> counted;
  sums_of_rule sums = towns.add(0, counted);
  area_sums out;
  out.coverage = coverage_of(in, towns, segments, counted, sums);
  out.cells = aggregation(in, taking_part, segments, 0).make(std::move(sums), counted);
  return out;
}

matched_sums roll_up_matched(const roll_up_inputs& in, const participation& both,
                             std::span<const row_range> segments) {
  const adder towns(in, both, segments);
  std::vector<std::uint32_t> counted;
  sums_of_rule current;
  sums_of_rule base;
  if (in.second() == nullptr) {
    towns.add_both(current, base, counted);
  } else {
    current = towns.add(0, counted);
    base = towns.add(both.lag(), counted);
  }
  matched_sums out;
  out.coverage = coverage_of(in, towns, segments, counted, current);
  out.current = aggregation(in, both, segments, 0).make(std::move(current), counted);
  out.base = aggregation(in, both, segments, both.lag()).make(std::move(base), counted);
  return out;
}

part_sums sums_of_parts(const roll_up_inputs& in, const participation& taking_part,
                        row_range segment, std::size_t column) {
  part_sums sums;
  std::uint32_t counted = 0;
  const kernels::segment rows{segment.first, segment.last};
  kernels::segment_pair_sums(in.numerator->view(0, column), in.denominator->view(0, column),
                             taking_part.mask_from(column), {&rows, 1}, 1, in.numerator->scale,
                             in.denominator->scale, {&sums.numerator, 1}, {&sums.denominator, 1},
                             {&counted, 1});
  sums.numerator = kernels::unscaled(sums.numerator, in.numerator->scale);
  sums.denominator = kernels::unscaled(sums.denominator, in.denominator->scale);
  return sums;
}

}  // namespace zhibiao::inline ZB_ABI::engine
