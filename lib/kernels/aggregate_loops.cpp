#include "kernels/aggregate_loops.hpp"

#include "kernels/error_free.inl"
#include "kernels/lanes.inl"
#include "kernels/vectors.inl"

#include <cstring>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

/// What a row adds in some lanes: `count` terms, all of them or none.
template <class Number, std::size_t Count>
struct addends {
  decltype(Number{} == Number{}) there;
  two_parts<Number> terms[Count];
};

// What is added up. That a mask or weights are there and that a scale is exact is known when the loops
// are compiled.

template <bool Masked, bool Weighted, bool ExactValues, bool ExactWeights>
struct figures_to_add {
  static constexpr std::size_t count = 1;
  static constexpr bool has_low_parts = Weighted;

  block_view values;
  block_view weights;
  mask_view mask;
  double value_power;
  double weight_power;

  template <class Number>
  ZB_INLINED addends<Number, 1> at(std::size_t row, std::size_t lane) const noexcept {
    const Number value = load<Number>(values.values + row * values.stride + lane);
    addends<Number, 1> a{detail::is_there(value),
                         {{whole(value, {value_power, ExactValues}), Number{}}}};
    if constexpr (Weighted) {
      const Number weight = load<Number>(weights.values + row * weights.stride + lane);
      a.there = a.there & (weight == weight);  // NOLINT(misc-redundant-expression)
      a.terms[0] = product(a.terms[0].high, whole(weight, {weight_power, ExactWeights}));
    }
    if constexpr (Masked) {
      a.there = a.there & (load<Number>(mask.mask + row * mask.stride + lane) != 0);
    }
    return a;
  }
};

/// Two figures of each row, of which both or neither is added.
template <bool Masked, bool ExactFirst, bool ExactSecond>
struct pairs_to_add {
  static constexpr std::size_t count = 2;
  static constexpr bool has_low_parts = false;

  block_view first;
  block_view second;
  mask_view mask;
  double first_power;
  double second_power;

  template <class Number>
  ZB_INLINED addends<Number, 2> at(std::size_t row, std::size_t lane) const noexcept {
    const Number x = load<Number>(first.values + row * first.stride + lane);
    const Number y = load<Number>(second.values + row * second.stride + lane);
    addends<Number, 2> a{detail::is_there(x),
                         {{whole(x, {first_power, ExactFirst}), Number{}},
                          {whole(y, {second_power, ExactSecond}), Number{}}}};
    a.there = a.there & (y == y);  // NOLINT(misc-redundant-expression)
    if constexpr (Masked) {
      a.there = a.there & (load<Number>(mask.mask + row * mask.stride + lane) != 0);
    }
    return a;
  }
};

template <class Source, class Number>
struct running_total {
  compensated<Number> totals[Source::count];
  typename vectors_of<width_of<Number>>::bits counted{};

  ZB_INLINED void add(const addends<Number, Source::count>& a) noexcept {
    const Number zero{};
    for (std::size_t i = 0; i < Source::count; ++i) {
      const Number high = a.there ? a.terms[i].high : zero;
      if constexpr (Source::has_low_parts) {
        totals[i].add(high, a.there ? a.terms[i].low : zero);
      } else {
        totals[i].add(high);
      }
    }
    counted = a.there ? counted + 1 : counted;
  }
};

template <class Number>
ZB_INLINED inline Number finished(const compensated<Number>& total) noexcept {
  // A NaN that an overflow leaves has a sign that depends on the processor; this one has not.
  const Number sum = total.sum + total.lost + 0.0;
  return detail::is_finite(sum) ? sum : detail::number<Number>(no_number);
}

template <class Bits>
ZB_INLINED inline void store_counts(const Bits& counted, std::uint32_t* out) noexcept {
  if constexpr (sizeof(Bits) == sizeof(std::int64_t)) {
    *out = static_cast<std::uint32_t>(counted);
  } else {
    const auto narrow =
        __builtin_convertvector(counted, typename vectors_of<sizeof(Bits) / sizeof(double)>::codes);
    std::memcpy(out, &narrow, sizeof narrow);
  }
}

/// Where the sums of a segment go.
template <std::size_t Count>
struct segment_totals {
  double* totals[Count];
  std::uint32_t* counted;
};

/// Sums the lanes of some vectors, with the running totals in registers. The last vector begins at
/// `last`, and may sum some lanes once more.
template <class Number, std::size_t Vectors, class Source>
void sum_strip(const Source& from, segment rows, std::size_t lane, std::size_t last,
               const segment_totals<Source::count>& to) noexcept {
  constexpr std::size_t width = width_of<Number>;
  const auto lane_of = [=](std::size_t v)
                           ZB_INLINED { return v + 1 == Vectors ? last : lane + v * width; };
  running_total<Source, Number> sums[Vectors];
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t v = 0; v < Vectors; ++v) {
      sums[v].add(from.template at<Number>(row, lane_of(v)));
    }
  }
  for (std::size_t v = 0; v < Vectors; ++v) {
    for (std::size_t i = 0; i < Source::count; ++i) {
      const Number total = finished(sums[v].totals[i]);
      std::memcpy(to.totals[i] + lane_of(v), &total, sizeof total);
    }
    store_counts(sums[v].counted, to.counted + lane_of(v));
  }
}

// How many vectors' running totals the registers hold.
constexpr std::size_t most_vectors = vector_width == 8 ? 4 : 2;

/// The last lanes, which fill no more than so many vectors.
template <class Number, std::size_t Vectors, class Source>
void sum_last_strip(const Source& from, segment rows, std::size_t lane, std::size_t lanes,
                    const segment_totals<Source::count>& to) noexcept {
  constexpr std::size_t width = width_of<Number>;
  if constexpr (Vectors > 1) {
    if (lanes - lane <= (Vectors - 1) * width) {
      return sum_last_strip<Number, Vectors - 1>(from, rows, lane, lanes, to);
    }
  }
  sum_strip<Number, Vectors>(from, rows, lane, lanes - width, to);
}

template <class Number, class Source>
void sum_strips(const Source& from, segment rows, std::size_t lanes,
                const segment_totals<Source::count>& to) noexcept {
  constexpr std::size_t width = width_of<Number>;
  std::size_t lane = 0;
  for (; lanes - lane > most_vectors * width; lane += most_vectors * width) {
    sum_strip<Number, most_vectors>(from, rows, lane, lane + (most_vectors - 1) * width, to);
  }
  sum_last_strip<Number, most_vectors>(from, rows, lane, lanes, to);
}

/// With vectors as wide as there are lanes. A single lane is summed number by number: its rows have an
/// order, and vectors across them would have another.
template <std::size_t Width, class Source>
void sum_lanes(const Source& from, segment rows, std::size_t lanes,
               const segment_totals<Source::count>& to) noexcept {
  if constexpr (Width == 1) {
    sum_strip<double, 1>(from, rows, 0, 0, to);
  } else {
    if (lanes < Width) return sum_lanes<Width / 2>(from, rows, lanes, to);
    sum_strips<typename vectors_of<Width>::numbers>(from, rows, lanes, to);
  }
}

template <class Source>
void sum_segments(const Source& from, const segment* segments, std::size_t count, std::size_t lanes,
                  segment_totals<Source::count> to) noexcept {
  if (lanes == 0) return;
  for (std::size_t i = 0; i < count; ++i) {
    sum_lanes<vector_width>(from, segments[i], lanes, to);
    for (double*& totals : to.totals) totals += lanes;
    to.counted += lanes;
  }
}

void segment_sums(block_view values, mask_view taking_part, const segment* segments,
                  std::size_t count, std::size_t lanes, decimal_scale s, double* totals,
                  std::uint32_t* counted) noexcept {
  with_constants(
      [&]<bool Masked, bool Exact>() {
        const figures_to_add<Masked, false, Exact, false> from{values, {}, taking_part, s.power, 1};
        sum_segments(from, segments, count, lanes, {{totals}, counted});
      },
      taking_part.mask != nullptr, s.exact);
}

void segment_weighted_sums(block_view values, block_view weights, mask_view taking_part,
                           const segment* segments, std::size_t count, std::size_t lanes,
                           decimal_scale value_scale, decimal_scale weight_scale, double* totals,
                           std::uint32_t* counted) noexcept {
  with_constants(
      [&]<bool Masked, bool ExactValues, bool ExactWeights>() {
        const figures_to_add<Masked, true, ExactValues, ExactWeights> from{
            values, weights, taking_part, value_scale.power, weight_scale.power};
        sum_segments(from, segments, count, lanes, {{totals}, counted});
      },
      taking_part.mask != nullptr, value_scale.exact, weight_scale.exact);
}

void segment_pair_sums(block_view first, block_view second, mask_view taking_part,
                       const segment* segments, std::size_t count, std::size_t lanes,
                       decimal_scale first_scale, decimal_scale second_scale, double* first_totals,
                       double* second_totals, std::uint32_t* counted) noexcept {
  with_constants(
      [&]<bool Masked, bool ExactFirst, bool ExactSecond>() {
        const pairs_to_add<Masked, ExactFirst, ExactSecond> from{
            first, second, taking_part, first_scale.power, second_scale.power};
        sum_segments(from, segments, count, lanes, {{first_totals, second_totals}, counted});
      },
      taking_part.mask != nullptr, first_scale.exact, second_scale.exact);
}

/// Adds a row to the running sums of its group in memory, with vectors as long as there are lanes for
/// one.
template <std::size_t Width, class Source>
ZB_INLINED inline void add_lanes(const Source& from, std::size_t row, std::size_t lane,
                                 std::size_t lanes, const running_sums& to) noexcept {
  using numbers = typename vectors_of<Width>::numbers;
  for (; lane + Width <= lanes; lane += Width) {
    running_total<Source, numbers> sums{
        {{load<numbers>(to.sum + lane), load<numbers>(to.lost + lane)}}, {}};
    sums.add(from.template at<numbers>(row, lane));
    std::memcpy(to.sum + lane, &sums.totals[0].sum, sizeof(numbers));
    std::memcpy(to.lost + lane, &sums.totals[0].lost, sizeof(numbers));
    if constexpr (Width == 1) {
      to.counted[lane] += static_cast<std::uint32_t>(sums.counted);
    } else {
      using codes = typename vectors_of<Width>::codes;
      codes counted;
      std::memcpy(&counted, to.counted + lane, sizeof counted);
      counted += __builtin_convertvector(sums.counted, codes);
      std::memcpy(to.counted + lane, &counted, sizeof counted);
    }
  }
  if constexpr (Width > 1) add_lanes<Width / 2>(from, row, lane, lanes, to);
}

template <class Source>
void add_rows(const Source& from, const std::uint32_t* groups, std::size_t rows, std::size_t lanes,
              const running_sums& to) noexcept {
  for (std::size_t row = 0; row < rows; ++row) {
    if (groups[row] == no_group) continue;
    const std::size_t at = groups[row] * lanes;
    add_lanes<vector_width>(from, row, 0, lanes, {to.sum + at, to.lost + at, to.counted + at});
  }
}

void add_to_groups(block_view values, mask_view taking_part, const std::uint32_t* groups,
                   std::size_t rows, std::size_t lanes, decimal_scale s, running_sums to) noexcept {
  with_constants(
      [&]<bool Masked, bool Exact>() {
        const figures_to_add<Masked, false, Exact, false> from{values, {}, taking_part, s.power, 1};
        add_rows(from, groups, rows, lanes, to);
      },
      taking_part.mask != nullptr, s.exact);
}

void add_weighted_to_groups(block_view values, block_view weights, mask_view taking_part,
                            const std::uint32_t* groups, std::size_t rows, std::size_t lanes,
                            decimal_scale value_scale, decimal_scale weight_scale,
                            running_sums to) noexcept {
  with_constants(
      [&]<bool Masked, bool ExactValues, bool ExactWeights>() {
        const figures_to_add<Masked, true, ExactValues, ExactWeights> from{
            values, weights, taking_part, value_scale.power, weight_scale.power};
        add_rows(from, groups, rows, lanes, to);
      },
      taking_part.mask != nullptr, value_scale.exact, weight_scale.exact);
}

void finish_groups(running_sums from, std::size_t n, double* totals) noexcept {
  std::size_t i = 0;
  for (; i + vector_width <= n; i += vector_width) {
    const vector total =
        finished<vector>({load<vector>(from.sum + i), load<vector>(from.lost + i)});
    std::memcpy(totals + i, &total, sizeof total);
  }
  for (; i < n; ++i) totals[i] = finished<double>({from.sum[i], from.lost[i]});
}

/// Of the area's aggregate, of which so many members have taken part.
template <class Number>
ZB_INLINED inline detail::cells<Number> held_to_coverage(Number aggregate, Number why,
                                                         Number counted, double members,
                                                         double least) noexcept {
  Number held = why < 32.0 ? detail::number<Number>(status::partial) : why;
  held = counted < least ? detail::number<Number>(status::coverage_low) : held;
  held = counted == 0.0 ? detail::number<Number>(status::not_reported) : held;
  return detail::with_reason(aggregate, counted >= members && counted > 0.0 ? why : held);
}

void covered(const double* aggregates, const status* why, const std::uint32_t* counted,
             const covered_row* areas, std::size_t count, std::size_t lanes,
             cell_block out) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const covered_row area = areas[i];
    const std::size_t from = i * lanes;
    const std::size_t to = area.row * out.stride;
    each_vector(lanes, [&]<class Number>(std::size_t lane) ZB_INLINED {
      const std::size_t at = from + lane;
      store(held_to_coverage(load<Number>(aggregates + at), load<Number>(why + at),
                             load<Number>(counted + at), area.members, area.least),
            out.values + to + lane, out.why + to + lane);
    });
  }
}

constexpr aggregate_loops table{segment_sums,  segment_weighted_sums,  segment_pair_sums,
                                add_to_groups, add_weighted_to_groups, finish_groups,
                                covered};

}  // namespace

const aggregate_loops aggregate_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
