#include "engine/roll_up.hpp"

#include <zhibiao/value/decimal.hpp>

#include "engine/member_column.hpp"
#include "engine/town_sums.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::decimal_scale;

/// What is known of a sum, from the sum of the figures and what the ends of a few of them differ by.
class ends_of_sum {
 public:
  void add(double value, const interval& known, decimal_scale s) noexcept {
    add_end(lower_, value, known.lower, s);
    add_end(upper_, value, known.upper, s);
    lower_open_ = lower_open_ || known.lower_open;
    upper_open_ = upper_open_ || known.upper_open;
  }

  /// None where the sums would have to be rounded.
  std::optional<interval> known(double total, decimal_scale s) const noexcept {
    const bool is_exact = s.exact && std::fabs(total) + lower_.size + upper_.size < largest_exact;
    if (!is_exact) return std::nullopt;
    return interval{lower_.at(total, s), upper_.at(total, s),
                    lower_open_ || std::isinf(lower_.infinity),
                    upper_open_ || std::isinf(upper_.infinity)};
  }

 private:
  static constexpr double largest_exact = 9007199254740992.0;  // 2^53

  struct end {
    double difference = 0;
    double size = 0;      ///< of all differences together
    double infinity = 0;  ///< the end of a figure that has none

    double at(double total, decimal_scale s) const noexcept {
      return infinity != 0 ? infinity : kernels::unscaled(total + difference, s);
    }
  };

  static void add_end(end& e, double value, double at, decimal_scale s) noexcept {
    if (std::isinf(at)) {
      e.infinity = at;
      return;
    }
    const double difference = kernels::whole(at, s) - kernels::whole(value, s);
    e.difference += difference;
    e.size += std::fabs(difference);
  }

  end lower_;
  end upper_;
  bool lower_open_ = false;
  bool upper_open_ = false;
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

  rolled_up make(const rule_sums& sums, std::span<const std::uint32_t> counted) {
    sums_ = &sums;
    divide(sums, counted);
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
  void divide(const rule_sums& sums, std::span<const std::uint32_t> counted) {
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
        out_.part.resize(counted.size());
        out_.all.resize(counted.size());
        for (std::size_t i = 0; i < counted.size(); ++i) {
          out_.part[i] = counted[i] == 0 ? kernels::no_number : sums.first[i] * ones.part;
          out_.all[i] = counted[i] == 0 ? kernels::no_number : sums.second[i] * ones.all;
          put(i, kernels::value_of({out_.part[i], out_.all[i]}));
        }
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
    for (std::size_t which = 0; which < ends_.size(); ++which) {
      const figures* f = sources()[which];
      if (f == nullptr) continue;
      ends_[which].assign(out_.columns, {});
      for (const marked_cell& m : f->marks_of(towns.first, towns.last)) {
        const std::size_t column = m.offset % f->columns + back_;
        if (column < out_.first_column || column >= f->columns) continue;
        if (!taking_part_.has(m.offset / f->columns, column)) continue;
        const std::size_t i = out_.offset(s, column);
        if (!has_number(out_.why[i])) continue;
        out_.why[i] = weaker(out_.why[i], m.why);
        if (m.estimated) mark(out_.estimates, i);
        if (m.why == status::bounded) mark(out_.bounds, i);
        if (!is_exact(m.known)) inexact_[column - out_.first_column] = true;
        ends_[which][column - out_.first_column].add(
            f->value(m.offset / f->columns, column - back_), m.known, f->scale);
      }
    }
    for (std::size_t t = 0; t < out_.columns; ++t) {
      const std::size_t i = s * out_.columns + t;
      if (!inexact_[t] || !has_number(out_.why[i])) continue;
      // Natural limits are those of one area's figure; a sum of many may well exceed them.
      const interval known = known_of(s, t);
      const bool is_sum = in_.rule == area_aggregation::sum;
      out_.known.push_back({i, is_sum ? known : cut_to_limits(known, out_.values[i], in_.limits)});
    }
  }

  void mark(std::vector<std::uint8_t>& cells, std::size_t offset) const {
    if (cells.empty()) cells.resize(out_.values.size());
    cells[offset] = 1;
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

  interval known_of(std::size_t s, std::size_t t) const {
    if (in_.rule == area_aggregation::weighted_mean) {
      return members(*in_.value, s, t).mean(members(*in_.weight, s, t));
    }
    if (in_.rule != area_aggregation::ratio_of_sums) {
      return sum_of(0, *in_.value, sums_->first, s, t);
    }
    return kernels::ratio_of_sums(sum_of(0, *in_.numerator, sums_->first, s, t),
                                  sum_of(1, *in_.denominator, sums_->second, s, t), in_.factor,
                                  in_.numerator->scale, in_.denominator->scale);
  }

  interval sum_of(std::size_t which, const figures& f, std::span<const double> totals,
                  std::size_t s, std::size_t t) const {
    const std::optional<interval> known =
        ends_[which][t].known(totals[s * out_.columns + t], f.scale);
    return known ? *known : members(f, s, t).sum();
  }

  member_column members(const figures& f, std::size_t s, std::size_t t) const {
    const std::size_t column = out_.first_column + t;
    return {f, segments_[s], column - back_, taking_part_, column};
  }

  std::array<const figures*, 2> sources() const noexcept { return {in_.first(), in_.second()}; }

  const roll_up_inputs& in_;
  const participation& taking_part_;
  std::span<const row_range> segments_;
  std::size_t back_;
  const rule_sums* sums_ = nullptr;
  // Of the segment at hand, by column:
  std::vector<bool> inexact_;
  std::array<std::vector<ends_of_sum>, 2> ends_;  ///< by source
  rolled_up out_;
};

/// How much each area stands on.
std::vector<cell_coverage> coverage_of(const roll_up_inputs& in, const town_sums& towns,
                                       std::span<const row_range> segments,
                                       std::span<const std::uint32_t> counted,
                                       const rule_sums& sums) {
  std::vector<cell_coverage> coverage(towns.cells());
  for (std::size_t s = 0; s < segments.size(); ++s) {
    const auto members = static_cast<std::uint32_t>(segments[s].size());
    const bool has_all = in.timeline->has_all(segments[s]);
    for (std::size_t t = 0; t < towns.columns(); ++t) {
      const std::size_t i = s * towns.columns() + t;
      coverage[i].counted = counted[i];
      coverage[i].members =
          has_all ? members : in.timeline->count(segments[s], towns.lag() + t, towns.lag());
    }
  }
  if (in.coverage_weight() == nullptr) return coverage;
  const weight_sums all = towns.weight_of_all();
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
  f.bounded = is_bounded(offset);
  const std::span<const known_cell> inexact = cells_between(known, offset, offset + 1);
  f.known = inexact.empty() ? exactly(f.value) : inexact.front().known;
  f.made_of = made_of(offset);
  return f;
}

area_sums roll_up(const roll_up_inputs& in, const participation& taking_part,
                  std::span<const row_range> segments) {
  const town_sums towns(in, taking_part, segments);
  std::vector<std::uint32_t> counted;
  const rule_sums sums = towns.add(0, counted);
  area_sums out;
  out.coverage = coverage_of(in, towns, segments, counted, sums);
  out.cells = aggregation(in, taking_part, segments, 0).make(sums, counted);
  return out;
}

matched_sums roll_up_matched(const roll_up_inputs& in, const participation& both,
                             std::span<const row_range> segments) {
  const town_sums towns(in, both, segments);
  std::vector<std::uint32_t> counted;
  rule_sums current;
  rule_sums base;
  if (in.second() == nullptr) {
    towns.add_both(current, base, counted);
  } else {
    current = towns.add(0, counted);
    base = towns.add(both.lag(), counted);
  }
  matched_sums out;
  out.coverage = coverage_of(in, towns, segments, counted, current);
  out.current = aggregation(in, both, segments, 0).make(current, counted);
  out.base = aggregation(in, both, segments, both.lag()).make(base, counted);
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
