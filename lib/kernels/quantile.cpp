#include "kernels/quantile.inl"

#include <zhibiao/kernels/quantile.hpp>

#include "kernels/error_free.inl"
#include "kernels/loops.hpp"
#include "kernels/quantile_loops.hpp"
#include "kernels/sort_loops.hpp"
#include "value/digits.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

using zhibiao::detail::int128;

/// Probabilities that are looked for together.
constexpr std::size_t most_probabilities = 8;

bool is_probability(ratio p) {
  return p.denominator > 0 && p.numerator >= 0 && p.numerator <= p.denominator;
}

template <class Whole>
struct fraction {
  Whole above;
  Whole below;
};

// n * p + m
template <class Whole>
fraction<Whole> position(Whole n, ratio p, quantile_type type) {
  const Whole a = p.numerator;
  const Whole b = p.denominator;
  switch (type) {
    case quantile_type::closest_observation:
      return {2 * n * a - b, 2 * b};
    case quantile_type::hazen:
      return {2 * n * a + b, 2 * b};
    case quantile_type::weibull:
      return {(n + 1) * a, b};
    case quantile_type::linear:
      return {(n - 1) * a + b, b};
    case quantile_type::median_unbiased:
      return {(3 * n + 1) * a + b, 3 * b};
    case quantile_type::normal_unbiased:
      return {(8 * n + 2) * a + 3 * b, 8 * b};
    case quantile_type::inverted_cdf:
    case quantile_type::averaged_inverted_cdf:
    case quantile_type::interpolated_inverted_cdf:
      break;
  }
  return {n * a, b};
}

// gamma of place j, behind which `rest / below` is left
template <class Whole>
fraction<Whole> part_above(Whole j, Whole rest, Whole below, quantile_type type) {
  switch (type) {
    case quantile_type::inverted_cdf:
      return {rest == 0 ? 0 : 1, 1};
    case quantile_type::averaged_inverted_cdf:
      return {1, rest == 0 ? 2 : 1};
    case quantile_type::closest_observation:
      return {rest == 0 && j % 2 == 0 ? 0 : 1, 1};
    default:
      return {rest, below};
  }
}

template <class Whole>
quantile_place place_among(Whole n, ratio p, quantile_type type) {
  const fraction<Whole> h = position(n, p, type);
  Whole j = h.above / h.below;
  Whole rest = h.above % h.below;
  if (rest < 0) {
    --j;
    rest += h.below;
  }
  const fraction<Whole> gamma = part_above(j, rest, h.below, type);
  const auto place = [n](Whole at) {
    return static_cast<std::uint32_t>((at < 1 ? 1 : (at > n ? n : at)) - 1);
  };
  // Weights of at most 1, so that no product overflows; a power of two changes none of their bits.
  const double weights = static_cast<double>(gamma.below);
  const double unit = std::ldexp(1.0, -std::ilogb(weights) - 1);
  return {place(j), gamma.above == 0 ? place(j) : place(j + 1),
          static_cast<double>(gamma.below - gamma.above) * unit,
          static_cast<double>(gamma.above) * unit, weights * unit};
}

quantile_place place_of(std::size_t n, ratio p, quantile_type type) {
  constexpr std::int64_t small = 1 << 24;
  if (!is_probability(p)) return {};
  if (n == 0) return {0, 0, 0, 0, 1};
  if (p.denominator < small) return place_among(static_cast<std::int64_t>(n), p, type);
  return place_among(static_cast<int128>(n), p, type);
}

// The quantile of n figures, each `step` behind the one before.
cell quantile_at(const double* sorted, std::size_t step, std::size_t n, const quantile_place& at,
                 decimal_scale s) {
  const double below = n == 0 ? 0 : sorted[at.below * step];
  const double above = n == 0 ? 0 : sorted[at.above * step];
  return detail::single(between(below, above, at.weight_below, at.weight_above, at.weights,
                                static_cast<double>(n), s));
}

// Brings the figures of those places, ascending and unlike, to where sorting would put them.
void select(double* figures, std::size_t first, std::size_t last, const std::uint32_t* places,
            std::size_t count) {
  if (count == 0) return;
  const std::size_t middle = count / 2;
  const std::size_t at = places[middle];
  if (at == first) {
    std::iter_swap(figures + at, std::min_element(figures + first, figures + last));
  } else {
    std::nth_element(figures + first, figures + at, figures + last);
  }
  select(figures, first, at, places, middle);
  select(figures, at + 1, last, places + middle + 1, count - middle - 1);
}

// The quantiles of n figures, which are reordered: out[i * step].
void select_quantiles(double* figures, std::size_t n, decimal_scale s,
                      std::span<const ratio> probabilities, quantile_type type, std::size_t step,
                      double* out, status* why) {
  quantile_place places[most_probabilities];
  std::uint32_t wanted[2 * most_probabilities];
  std::size_t count = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    places[i] = place_of(n, probabilities[i], type);
    wanted[count++] = places[i].below;
    wanted[count++] = places[i].above;
  }
  std::sort(wanted, wanted + count);
  count = static_cast<std::size_t>(std::distance(wanted, std::unique(wanted, wanted + count)));
  if (n > 0) select(figures, 0, n, wanted, count);
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const cell c = quantile_at(figures, 1, n, places[i], s);
    out[i * step] = c.value;
    why[i * step] = c.why;
  }
}

std::size_t largest(std::span<const segment> segments) {
  std::size_t rows = 0;
  for (const segment& s : segments) rows = std::max(rows, s.last - s.first);
  return rows;
}

bool takes_part(mask_view mask, std::size_t row, std::size_t lane) {
  return mask.mask == nullptr || mask.mask[row * mask.stride + lane] != 0;
}

// The figures of `lanes` lanes that are there and take part, lane by lane at to[lane * rows].
void gather(block_view values, mask_view mask, segment rows, std::size_t first, std::size_t lanes,
            double* to, std::size_t* counted) {
  const std::size_t room = rows.last - rows.first;
  std::fill_n(counted, lanes, std::size_t{0});
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    const double* figures = values.values + row * values.stride + first;
    for (std::size_t k = 0; k < lanes; ++k) {
      to[k * room + counted[k]] = figures[k] + 0.0;
      const std::size_t there = detail::is_there(figures[k]) ? 1 : 0;
      counted[k] += takes_part(mask, row, first + k) ? there : 0;
    }
  }
}

// One batch of probabilities of a segment that does not fit into registers.
void large_segment(block_view values, mask_view mask, segment rows, std::size_t lanes,
                   decimal_scale s, std::span<const ratio> probabilities, quantile_type type,
                   double* scratch, std::size_t step, double* out, status* why) {
  const sort_loops& sorting = loops<sort_loops>();
  const bool by_network = rows.last - rows.first <= sorting.most_rows;
  for (std::size_t first = 0; first < lanes; first += sorted_lanes) {
    const std::size_t n = std::min(sorted_lanes, lanes - first);
    if (!by_network) {
      std::size_t counted[sorted_lanes];
      gather(values, mask, rows, first, n, scratch, counted);
      for (std::size_t k = 0; k < n; ++k) {
        select_quantiles(scratch + k * (rows.last - rows.first), counted[k], s, probabilities, type,
                         step, out + first + k, why + first + k);
      }
      continue;
    }
    std::uint32_t counted[sorted_lanes];
    sorting.sort_lanes(values, mask, rows, first, n, scratch, counted);
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const cell c = quantile_at(scratch + k, sorted_lanes, counted[k],
                                   place_of(counted[k], probabilities[i], type), s);
        out[i * step + first + k] = c.value;
        why[i * step + first + k] = c.why;
      }
    }
  }
}

// Moves the figures that take part to the front, in order of figure and weight.
std::span<weighted_figure> sorted(std::span<weighted_figure> figures) {
  const auto end = std::partition(figures.begin(), figures.end(), [](const weighted_figure& x) {
    return detail::is_there(x.figure) && detail::is_there(x.weight);
  });
  std::sort(figures.begin(), end, [](const weighted_figure& a, const weighted_figure& b) {
    return a.figure < b.figure || (a.figure == b.figure && a.weight < b.weight);
  });
  return figures.first(static_cast<std::size_t>(end - figures.begin()));
}

two_parts<double> total_weight(std::span<const weighted_figure> figures, decimal_scale s) {
  compensated<double> total;
  for (const weighted_figure& x : figures) total.add(whole(x.weight, s));
  return {total.sum, total.lost};
}

cell weighted_quantile_of_sorted(std::span<const weighted_figure> figures, two_parts<double> total,
                                 ratio p, decimal_scale value_scale, decimal_scale weight_scale) {
  if (figures.empty()) return {no_number, status::not_reported};
  const bool has_negative = std::any_of(figures.begin(), figures.end(),
                                        [](const weighted_figure& x) { return x.weight < 0; });
  if (has_negative || rounded(total) == 0 || !is_probability(p)) {
    return {no_number, status::out_of_domain};
  }
  if (!detail::is_finite(rounded(total))) return {no_number, status::overflow};
  const two_parts<double> wanted = times(total, static_cast<double>(p.numerator));
  compensated<double> passed;
  double last = 0;
  bool is_exact = false;  // the weights up to the last figure add to exactly p
  for (const weighted_figure& x : figures) {
    if (x.weight == 0) continue;
    const double figure = x.figure + 0.0;
    if (is_exact) return detail::single(between(last, figure, 0.5, 0.5, 1.0, 1.0, value_scale));
    passed.add(whole(x.weight, weight_scale));
    const two_parts<double> weight{passed.sum, passed.lost};
    const double more = rounded(minus(times(weight, static_cast<double>(p.denominator)), wanted));
    if (more > 0) return finite(figure, status::ok);
    last = figure;
    is_exact = more == 0;
  }
  return finite(last, status::ok);
}

}  // namespace

ratio probability(decimal p) noexcept {
  return {p.mantissa, static_cast<std::int64_t>(zhibiao::detail::ten_to(p.scale))};
}

cell quantile_of_sorted(std::span<const double> figures, ratio p, quantile_type type,
                        decimal_scale s) noexcept {
  return quantile_at(figures.data(), 1, figures.size(), place_of(figures.size(), p, type), s);
}

cell quantile(std::span<double> figures, ratio p, quantile_type type, decimal_scale s) noexcept {
  const auto end =
      std::partition(figures.begin(), figures.end(), [](double x) { return detail::is_there(x); });
  cell c;
  select_quantiles(figures.data(), static_cast<std::size_t>(end - figures.begin()), s, {&p, 1},
                   type, 1, &c.value, &c.why);
  return c;
}

cell median(std::span<double> figures, decimal_scale s) noexcept {
  return quantile(figures, {1, 2}, quantile_type::linear, s);
}

std::size_t quantile_scratch(std::span<const segment> segments, std::size_t lanes) noexcept {
  const std::size_t rows = largest(segments);
  return rows <= most_quantile_rows || lanes == 0 ? 0 : sorted_places(rows) * sorted_lanes;
}

void segment_quantiles(block_view values, mask_view taking_part, std::span<const segment> segments,
                       std::size_t lanes, decimal_scale s, std::span<const ratio> probabilities,
                       quantile_type type, std::span<double> scratch, std::span<double> out,
                       std::span<status> why) noexcept {
  quantile_place places[most_probabilities * (most_quantile_rows + 1)];
  const std::size_t step = segments.size() * lanes;
  const std::size_t most = std::min(largest(segments), most_quantile_rows);
  for (std::size_t first = 0; first < probabilities.size(); first += most_probabilities) {
    const auto batch =
        probabilities.subspan(first, std::min(most_probabilities, probabilities.size() - first));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      for (std::size_t n = 0; n <= most; ++n) {
        places[i * (most_quantile_rows + 1) + n] = place_of(n, batch[i], type);
      }
    }
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const segment rows = segments[i];
      double* const to = out.data() + first * step + i * lanes;
      status* const reason = why.data() + first * step + i * lanes;
      if (rows.last - rows.first <= most_quantile_rows) {
        loops<quantile_loops>().quantiles(values, taking_part, rows, lanes, s, places, batch.size(),
                                          step, to, reason);
      } else {
        large_segment(values, taking_part, rows, lanes, s, batch, type, scratch.data(), step, to,
                      reason);
      }
    }
  }
}

cell weighted_quantile(std::span<weighted_figure> figures, ratio p, decimal_scale value_scale,
                       decimal_scale weight_scale) noexcept {
  const auto taking_part = sorted(figures);
  return weighted_quantile_of_sorted(taking_part, total_weight(taking_part, weight_scale), p,
                                     value_scale, weight_scale);
}

std::size_t weighted_quantile_scratch(std::span<const segment> segments,
                                      std::size_t lanes) noexcept {
  return largest(segments) * std::min(lanes, sorted_lanes);
}

void segment_weighted_quantiles(block_view values, block_view weights, mask_view taking_part,
                                std::span<const segment> segments, std::size_t lanes,
                                decimal_scale value_scale, decimal_scale weight_scale,
                                std::span<const ratio> probabilities,
                                std::span<weighted_figure> scratch, std::span<double> out,
                                std::span<status> why) noexcept {
  const std::size_t step = segments.size() * lanes;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const segment rows = segments[i];
    const std::size_t room = rows.last - rows.first;
    for (std::size_t first = 0; first < lanes; first += sorted_lanes) {
      const std::size_t n = std::min(sorted_lanes, lanes - first);
      for (std::size_t row = rows.first; row < rows.last; ++row) {
        const double* figure = values.values + row * values.stride + first;
        const double* weight = weights.values + row * weights.stride + first;
        for (std::size_t k = 0; k < n; ++k) {
          scratch[k * room + row - rows.first] = {
              takes_part(taking_part, row, first + k) ? figure[k] : no_number, weight[k]};
        }
      }
      for (std::size_t k = 0; k < n; ++k) {
        const auto figures = sorted(scratch.subspan(k * room, room));
        const two_parts<double> total = total_weight(figures, weight_scale);
        for (std::size_t j = 0; j < probabilities.size(); ++j) {
          const cell c = weighted_quantile_of_sorted(figures, total, probabilities[j], value_scale,
                                                     weight_scale);
          out[j * step + i * lanes + first + k] = c.value;
          why[j * step + i * lanes + first + k] = c.why;
        }
      }
    }
  }
}

}  // namespace zhibiao::inline ZB_ABI::kernels
