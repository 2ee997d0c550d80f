#include "kernels/aggregate_loops.hpp"

#include "kernels/error_free.inl"
#include "kernels/vectors.inl"

#include <cstring>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

constexpr std::size_t strip_lanes = 8;

// What is added up. That a mask or weights are there and that a scale is exact is known when the loops
// are compiled.
template <bool Masked, bool Weighted, bool ExactValues, bool ExactWeights>
struct source {
  static constexpr bool masked = Masked;
  static constexpr bool weighted = Weighted;

  block_view values;
  block_view weights;
  mask_view mask;
  double value_power;
  double weight_power;

  decimal_scale value_scale() const { return {value_power, ExactValues}; }
  decimal_scale weight_scale() const { return {weight_power, ExactWeights}; }
};

template <class Number>
struct lanes_total {
  compensated<Number> total;
  Number counted{};

  template <class Source>
  void add_row(const Source& from, std::size_t row, std::size_t lane) noexcept {
    const Number value = load<Number>(from.values.values + row * from.values.stride + lane);
    auto there = detail::is_there(value);
    two_parts<Number> term{whole(value, from.value_scale()), Number{}};
    if constexpr (Source::weighted) {
      const Number weight = load<Number>(from.weights.values + row * from.weights.stride + lane);
      there = there & detail::is_there(weight);
      term = product(term.high, whole(weight, from.weight_scale()));
    }
    if constexpr (Source::masked) {
      there = there & (load<Number>(from.mask.mask + row * from.mask.stride + lane) != 0);
    }
    const Number zero{};
    total.add(there ? term.high : zero, there ? term.low : zero);
    counted += there ? zero + 1.0 : zero;
  }
};

template <class Number, std::size_t Vectors, class Source>
void sum_strip(const Source& from, segment rows, std::size_t lane, double* totals,
               std::uint32_t* counted) noexcept {
  constexpr std::size_t width = width_of<Number>;
  lanes_total<Number> sums[Vectors];
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t v = 0; v < Vectors; ++v) sums[v].add_row(from, row, lane + v * width);
  }
  for (std::size_t v = 0; v < Vectors; ++v) {
    // A NaN that an overflow leaves has a sign that depends on the processor; this one has not.
    const Number sum = sums[v].total.sum + sums[v].total.lost + 0.0;
    const Number total = detail::is_finite(sum) ? sum : detail::number<Number>(no_number);
    double counts[width];
    std::memcpy(totals + lane + v * width, &total, sizeof total);
    std::memcpy(counts, &sums[v].counted, sizeof counts);
    for (std::size_t k = 0; k < width; ++k) {
      counted[lane + v * width + k] = static_cast<std::uint32_t>(counts[k]);
    }
  }
}

template <class Source>
void sum_segments(const Source& from, const segment* segments, std::size_t count, std::size_t lanes,
                  double* totals, std::uint32_t* counted) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const segment rows = segments[i];
    std::size_t lane = 0;
    for (; lane + strip_lanes <= lanes; lane += strip_lanes) {
      sum_strip<vector, strip_lanes / vector_width>(from, rows, lane, totals, counted);
    }
    for (; lane + vector_width <= lanes; lane += vector_width) {
      sum_strip<vector, 1>(from, rows, lane, totals, counted);
    }
    for (; lane < lanes; ++lane) sum_strip<double, 1>(from, rows, lane, totals, counted);
    totals += lanes;
    counted += lanes;
  }
}

void segment_sums(block_view values, mask_view taking_part, const segment* segments,
                  std::size_t count, std::size_t lanes, decimal_scale s, double* totals,
                  std::uint32_t* counted) noexcept {
  with_constants(
      [&]<bool Masked, bool Exact>() {
        const source<Masked, false, Exact, false> from{values, {}, taking_part, s.power, 1};
        sum_segments(from, segments, count, lanes, totals, counted);
      },
      taking_part.mask != nullptr, s.exact);
}

void segment_weighted_sums(block_view values, block_view weights, mask_view taking_part,
                           const segment* segments, std::size_t count, std::size_t lanes,
                           decimal_scale value_scale, decimal_scale weight_scale, double* totals,
                           std::uint32_t* counted) noexcept {
  with_constants(
      [&]<bool Masked, bool ExactValues, bool ExactWeights>() {
        const source<Masked, true, ExactValues, ExactWeights> from{
            values, weights, taking_part, value_scale.power, weight_scale.power};
        sum_segments(from, segments, count, lanes, totals, counted);
      },
      taking_part.mask != nullptr, value_scale.exact, weight_scale.exact);
}

constexpr aggregate_loops table{segment_sums, segment_weighted_sums};

}  // namespace

const aggregate_loops aggregate_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
