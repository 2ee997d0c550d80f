#include "kernels/moments_loops.hpp"

#include "kernels/lanes.inl"
#include "kernels/moment_columns.inl"
#include "kernels/moments.inl"
#include "kernels/small_moments.inl"
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

// One figure of each lane: in whole numbers, where it is there.
template <class Number>
struct taken_figure {
  Number figure;
  Number whole;
  decltype(Number{} == Number{}) there;
};

template <class Number, class Source>
ZB_INLINED inline taken_figure<Number> take(const Source& from, std::size_t row,
                                            std::size_t lane) noexcept {
  const double* const at = from.values.values + row * from.values.stride + lane;
  fetch_ahead(at);
  Number figure = load<Number>(at);
  if constexpr (Source::masked) {
    const auto taken = load<Number>(from.mask.mask + row * from.mask.stride + lane) != 0;
    figure = taken ? figure : detail::number<Number>(no_number);
  }
  return {figure, whole(figure, from.scale()), detail::is_there(figure)};
}

// What both ways to add up squares have in common. Each is one register of a vector.
template <class Number>
struct counted_figures {
  Number shift = detail::number<Number>(no_number);
  Number counted{};
  Number least = detail::number<Number>(infinity);
  Number greatest = detail::number<Number>(-infinity);

  ZB_INLINED void add(const taken_figure<Number>& x) noexcept {
    const Number zero{};
    shift = detail::is_there(shift) ? shift : x.whole;
    counted += x.there ? zero + 1.0 : zero;
    least = x.figure < least ? x.figure : least;
    greatest = x.figure > greatest ? x.figure : greatest;
  }

  ZB_INLINED moment_parts<Number> with(two_parts<Number> sum,
                                       two_parts<Number> squares) const noexcept {
    const auto none = counted == 0.0;
    const Number nothing = detail::number<Number>(no_number);
    return {counted,
            normal(sum),
            shift,
            normal(squares),
            none ? nothing : least + 0.0,
            none ? nothing : greatest + 0.0};
  }
};

// Moments in the making, in twice the digits of a double.
template <class Number>
struct growing_moments {
  counted_figures<Number> figures;
  compensated<Number> sum;
  compensated<Number> squares;

  template <class Source>
  ZB_INLINED void add_row(const Source& from, std::size_t row, std::size_t lane) noexcept {
    const taken_figure<Number> x = take<Number>(from, row, lane);
    figures.add(x);
    const Number zero{};
    sum.add(x.there ? x.whole : zero);
    const two_parts<Number> squared = square(x.there ? x.whole - figures.shift : zero);
    squares.add(squared.high, squared.low);
  }

  ZB_INLINED moment_parts<Number> grown() const noexcept {
    return figures.with({sum.sum, sum.lost}, {squares.sum, squares.lost});
  }
};

// The same in plain doubles, which is exact as long as all sums stay below 2^53.
template <class Number>
struct plain_moments {
  counted_figures<Number> figures;
  Number sum{};
  Number squares{};

  template <class Source>
  ZB_INLINED void add_row(const Source& from, std::size_t row, std::size_t lane) noexcept {
    const taken_figure<Number> x = take<Number>(from, row, lane);
    figures.add(x);
    const Number zero{};
    const Number deviation = x.there ? x.whole - figures.shift : zero;
    sum += x.there ? x.whole : zero;
    squares += deviation * deviation;
  }

  // Whether nothing was lost in any lane. Squares only grow, so where their sum is below 2^53, every sum on
  // the way to it was.
  ZB_INLINED bool is_exact(double power) const noexcept {
    constexpr double limit = 0x1p53;
    const Number least = -figures.least;
    const Number most = (figures.greatest > least ? figures.greatest : least) * power;
    const auto is_lost = (squares >= limit) | (most * figures.counted >= limit / 2);
    return !is_any(is_lost);
  }

  ZB_INLINED moment_parts<Number> grown() const noexcept {
    return figures.with({sum, Number{}}, {squares, Number{}});
  }
};

template <class Moments, class Source>
ZB_INLINED inline Moments folded(const Source& from, segment rows, std::size_t lane) noexcept {
  Moments m;
  for (std::size_t row = rows.first; row < rows.last; ++row) m.add_row(from, row, lane);
  return m;
}

// The rows stay in the nearest cache for a second look, which few need.
template <class Source>
void short_segment_moments(const Source& from, segment rows, std::size_t lanes, std::size_t at,
                           const moments_columns& out) noexcept {
  each_vector(lanes, [&]<class Number>(std::size_t lane) ZB_INLINED {
    const auto plain = folded<plain_moments<Number>>(from, rows, lane);
    if (plain.is_exact(from.power)) {
      store_moments(plain.grown(), out, at + lane);
    } else {
      store_moments(folded<growing_moments<Number>>(from, rows, lane).grown(), out, at + lane);
    }
  });
}

template <class Source>
void long_segment_moments(const Source& from, segment rows, std::size_t lanes, std::size_t at,
                          const moments_columns& out) noexcept {
  fold_lanes(
      rows, lanes, []<class Number>(std::size_t) ZB_INLINED { return growing_moments<Number>{}; },
      [&](auto& m, std::size_t row, std::size_t lane) ZB_INLINED { m.add_row(from, row, lane); },
      [&](const auto& m, std::size_t lane)
          ZB_INLINED { store_moments(m.grown(), out, at + lane); });
}

void segment_moments(block_view values, mask_view taking_part, const segment* segments,
                     std::size_t count, std::size_t lanes, decimal_scale s,
                     const moments_columns& out) noexcept {
  with_constants(
      [&]<bool Masked, bool Exact>() {
        const source<Masked, Exact> from{values, taking_part, s.power};
        for (std::size_t i = 0; i < count; ++i) {
          const bool is_short = segments[i].last - segments[i].first <= block_rows;
          if (Exact && is_short) {
            short_segment_moments(from, segments[i], lanes, i * lanes, out);
          } else {
            long_segment_moments(from, segments[i], lanes, i * lanes, out);
          }
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
  write_statistic([=](const auto& m)
                      ZB_INLINED { return are_small(m, s) ? small_mean(m, s) : mean(m, s); },
                  n, sets, out, why);
}

void variance(std::size_t n, const moments_view& sets, decimal_scale s, taken_as taken, double* out,
              status* why) noexcept {
  write_statistic(
      [=](const auto& m) ZB_INLINED {
        return are_small(m, s) ? small_variance(m, s, taken) : variance(m, s, taken);
      },
      n, sets, out, why);
}

void standard_deviation(std::size_t n, const moments_view& sets, decimal_scale s, taken_as taken,
                        double* out, status* why) noexcept {
  write_statistic(
      [=](const auto& m) ZB_INLINED {
        return root(are_small(m, s) ? small_variance(m, s, taken) : variance(m, s, taken));
      },
      n, sets, out, why);
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
