#include "kernels/moments.inl"

#include <zhibiao/kernels/moments.hpp>

#include "kernels/loops.hpp"
#include "kernels/moments_loops.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::kernels {
moments merged(const moments& a, const moments& b) noexcept {
  const moment_parts<double> m = merge(parts_of(a), parts_of(b));
  return {a.counted + b.counted, m.sum.high,    m.sum.low, m.shift,
          m.squares.high,        m.squares.low, m.least,   m.greatest};
}

cell count(const moments& m) noexcept { return {static_cast<double>(m.counted), status::ok}; }

cell sum(const moments& m, decimal_scale s) noexcept { return detail::single(sum(parts_of(m), s)); }

cell minimum(const moments& m) noexcept {
  return detail::single(reported(m.least, static_cast<double>(m.counted)));
}

cell maximum(const moments& m) noexcept {
  return detail::single(reported(m.greatest, static_cast<double>(m.counted)));
}

cell mean(const moments& m, decimal_scale s) noexcept {
  return detail::single(mean(parts_of(m), s));
}

cell variance(const moments& m, decimal_scale s, taken_as taken) noexcept {
  return detail::single(variance(parts_of(m), s, taken));
}

cell standard_deviation(const moments& m, decimal_scale s, taken_as taken) noexcept {
  return detail::single(standard_deviation(parts_of(m), s, taken));
}

cell coefficient_of_variation(const moments& m, decimal_scale s, taken_as taken) noexcept {
  return detail::single(coefficient_of_variation(parts_of(m), s, taken));
}

moments_columns moments_in(std::span<double> numbers, std::span<std::uint32_t> counted) noexcept {
  const std::size_t n = counted.size();
  double* const at = numbers.data();
  return {counted.data(), at, at + n, at + 2 * n, at + 3 * n, at + 4 * n, at + 5 * n, at + 6 * n};
}

moments_columns moments_from(const moments_columns& sets, std::size_t first) noexcept {
  return {sets.counted + first, sets.sum + first,     sets.sum_rest + first,
          sets.shift + first,   sets.squares + first, sets.squares_rest + first,
          sets.least + first,   sets.greatest + first};
}

moments moments_at(const moments_view& sets, std::size_t i) noexcept {
  return {sets.counted[i], sets.sum[i],          sets.sum_rest[i], sets.shift[i],
          sets.squares[i], sets.squares_rest[i], sets.least[i],    sets.greatest[i]};
}

void segment_moments(block_view values, mask_view taking_part, std::span<const segment> segments,
                     std::size_t lanes, decimal_scale s, const moments_columns& out) noexcept {
  loops<moments_loops>().segment_moments(values, taking_part, segments.data(), segments.size(),
                                         lanes, s, out);
}

void merged_segments(const moments_view& parts, std::span<const segment> segments,
                     std::size_t lanes, const moments_columns& out) noexcept {
  loops<moments_loops>().merged_segments(parts, segments.data(), segments.size(), lanes, out);
}

moments moments_of(std::span<const double> figures, decimal_scale s) noexcept {
  moments m;
  const segment all{0, figures.size()};
  segment_moments({figures.data(), 1}, {}, {&all, 1}, 1, s,
                  {&m.counted, &m.sum, &m.sum_rest, &m.shift, &m.squares, &m.squares_rest, &m.least,
                   &m.greatest});
  return m;
}

void count(const moments_view& sets, std::span<double> out, std::span<status> why) noexcept {
  std::copy_n(sets.counted, out.size(), out.begin());
  std::fill_n(why.begin(), out.size(), status::ok);
}

void sum(const moments_view& sets, decimal_scale s, std::span<double> out,
         std::span<status> why) noexcept {
  loops<moments_loops>().sum(out.size(), sets, s, out.data(), why.data());
}

void minimum(const moments_view& sets, std::span<double> out, std::span<status> why) noexcept {
  loops<moments_loops>().minimum(out.size(), sets, out.data(), why.data());
}

void maximum(const moments_view& sets, std::span<double> out, std::span<status> why) noexcept {
  loops<moments_loops>().maximum(out.size(), sets, out.data(), why.data());
}

void mean(const moments_view& sets, decimal_scale s, std::span<double> out,
          std::span<status> why) noexcept {
  loops<moments_loops>().mean(out.size(), sets, s, out.data(), why.data());
}

void variance(const moments_view& sets, decimal_scale s, taken_as taken, std::span<double> out,
              std::span<status> why) noexcept {
  loops<moments_loops>().variance(out.size(), sets, s, taken, out.data(), why.data());
}

void standard_deviation(const moments_view& sets, decimal_scale s, taken_as taken,
                        std::span<double> out, std::span<status> why) noexcept {
  loops<moments_loops>().standard_deviation(out.size(), sets, s, taken, out.data(), why.data());
}

void coefficient_of_variation(const moments_view& sets, decimal_scale s, taken_as taken,
                              std::span<double> out, std::span<status> why) noexcept {
  loops<moments_loops>().coefficient_of_variation(out.size(), sets, s, taken, out.data(),
                                                  why.data());
}

}  // namespace zhibiao::inline ZB_ABI::kernels
