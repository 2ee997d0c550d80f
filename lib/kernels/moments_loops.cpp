#include "kernels/moments_loops.hpp"

#include "kernels/lanes.inl"
#include "kernels/moment_columns.inl"
#include "kernels/moments.inl"
#include "kernels/vectors.inl"

#include <limits>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// That a mask is there and that the scale is exact is known when the loops are compiled.
template <bool Masked, bool Exact>
struct source {
  static constexpr bool masked = Masked;

  block_view values;
  mask_view mask;
  double power;

  decimal_scale scale() const { return {power, Exact}; }
};

// Moments in the making. Each is one register of a vector.
template <class Number>
struct growing_moments {
  compensated<Number> sum;
  compensated<Number> squares;
  Number shift = detail::number<Number>(no_number);
  Number counted{};
  Number least = detail::number<Number>(infinity);
  Number greatest = detail::number<Number>(-infinity);

  template <class Source>
  ZB_INLINED void add_row(const Source& from, std::size_t row, std::size_t lane) noexcept {
    Number figure = load<Number>(from.values.values + row * from.values.stride + lane);
    if constexpr (Source::masked) {
      const auto taken = load<Number>(from.mask.mask + row * from.mask.stride + lane) != 0;
      figure = taken ? figure : detail::number<Number>(no_number);
    }
    const auto there = detail::is_there(figure);
    const Number zero{};
    const Number x = whole(figure, from.scale());
    shift = detail::is_there(shift) ? shift : x;
    const Number deviation = there ? x - shift : zero;
    sum.add(there ? x : zero);
    const two_parts<Number> squared = square(deviation);
    squares.add(squared.high, squared.low);
    counted += there ? zero + 1.0 : zero;
    least = figure < least ? figure : least;
    greatest = figure > greatest ? figure : greatest;
  }

  ZB_INLINED moment_parts<Number> grown() const noexcept {
    const auto none = counted == 0.0;
    const Number nothing = detail::number<Number>(no_number);
    return {counted,
            normal(two_parts<Number>{sum.sum, sum.lost}),
            shift,
            normal(two_parts<Number>{squares.sum, squares.lost}),
            none ? nothing : least + 0.0,
            none ? nothing : greatest + 0.0};
  }
};

void segment_moments(block_view values, mask_view taking_part, const segment* segments,
                     std::size_t count, std::size_t lanes, decimal_scale s,
                     const moments_columns& out) noexcept {
  with_constants(
      [&]<bool Masked, bool Exact>() {
        const source<Masked, Exact> from{values, taking_part, s.power};
        for (std::size_t i = 0; i < count; ++i) {
          fold_lanes(
              segments[i], lanes,
              []<class Number>(std::size_t) ZB_INLINED { return growing_moments<Number>{}; },
              [&](auto& m, std::size_t row, std::size_t lane)
                  ZB_INLINED { m.add_row(from, row, lane); },
              [&](const auto& m, std::size_t lane)
                  ZB_INLINED { store_moments(m.grown(), out, i * lanes + lane); });
        }
      },
      taking_part.mask != nullptr, s.exact);
}

void merged_segments(const moments_view& parts, const segment* segments, std::size_t count,
                     std::size_t lanes, const moments_columns& out) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    fold_lanes(
        segments[i], lanes,
        []<class Number>(std::size_t) ZB_INLINED { return moment_parts<Number>{}; },
        [&]<class Number>(moment_parts<Number>& m, std::size_t part, std::size_t lane)
            ZB_INLINED { m = merge(m, load_moments<Number>(parts, part * lanes + lane)); },
        [&](const auto& m, std::size_t lane)
            ZB_INLINED { store_moments(m, out, i * lanes + lane); });
  }
}

// out[i], why[i] = formula(in[i]...)
template <class Formula, class... In>
void write_each(Formula formula, std::size_t n, double* out, status* why,
                const In*... in) noexcept {
  each_vector(n, [=]<class Number>(std::size_t i)
                     ZB_INLINED { store(formula(load<Number>(in + i)...), out + i, why + i); });
}

// out[i], why[i] = formula(moments of set i)
template <class Formula>
void write_statistic(Formula formula, std::size_t n, const moments_view& sets, double* out,
                     status* why) noexcept {
  write_each(
      [formula]<class Number>(Number counted, Number sum, Number sum_rest, Number shift,
                              Number squares, Number squares_rest) ZB_INLINED {
        const Number nothing = detail::number<Number>(no_number);
        return formula(moment_parts<Number>{
            counted, {sum, sum_rest}, shift, {squares, squares_rest}, nothing, nothing});
      },
      n, out, why, sets.counted, sets.sum, sets.sum_rest, sets.shift, sets.squares,
      sets.squares_rest);
}

void sum(std::size_t n, const moments_view& sets, decimal_scale s, double* out,
         status* why) noexcept {
  write_statistic([=](const auto& m) ZB_INLINED { return sum(m, s); }, n, sets, out, why);
}

void minimum(std::size_t n, const moments_view& sets, double* out, status* why) noexcept {
  write_each([](auto least, auto counted) ZB_INLINED { return reported(least, counted); }, n, out,
             why, sets.least, sets.counted);
}

void maximum(std::size_t n, const moments_view& sets, double* out, status* why) noexcept {
  write_each([](auto greatest, auto counted) ZB_INLINED { return reported(greatest, counted); }, n,
             out, why, sets.greatest, sets.counted);
}

void mean(std::size_t n, const moments_view& sets, decimal_scale s, double* out,
          status* why) noexcept {
  write_statistic([=](const auto& m) ZB_INLINED { return mean(m, s); }, n, sets, out, why);
}

void variance(std::size_t n, const moments_view& sets, decimal_scale s, taken_as taken, double* out,
              status* why) noexcept {
  write_statistic([=](const auto& m) ZB_INLINED { return variance(m, s, taken); }, n, sets, out,
                  why);
}

void standard_deviation(std::size_t n, const moments_view& sets, decimal_scale s, taken_as taken,
                        double* out, status* why) noexcept {
  write_statistic([=](const auto& m) ZB_INLINED { return standard_deviation(m, s, taken); }, n,
                  sets, out, why);
}

void coefficient_of_variation(std::size_t n, const moments_view& sets, decimal_scale s,
                              taken_as taken, double* out, status* why) noexcept {
  write_statistic([=](const auto& m) ZB_INLINED { return coefficient_of_variation(m, s, taken); },
                  n, sets, out, why);
}

constexpr moments_loops table{
    segment_moments,    merged_segments,         sum, minimum, maximum, mean, variance,
    standard_deviation, coefficient_of_variation};

}  // namespace

const moments_loops moments_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
