#include "kernels/inequality.inl"

#include <zhibiao/kernels/inequality.hpp>

#include "kernels/inequality_loops.hpp"
#include "kernels/loops.hpp"
#include "kernels/radix_sort.hpp"
#include "kernels/scratch.hpp"
#include "kernels/sort_loops.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

std::size_t rows_of(const segment& s) { return s.last - s.first; }

// The Gini coefficient of n figures; figure(i) is the i-th from the least on.
template <class Figure>
cell gini_of(std::size_t n, const Figure& figure, decimal_scale s, taken_as taken) {
  sorted_sums<double> sums;
  sums.counted = static_cast<double>(n);
  sums.least = n == 0 ? 0 : figure(0);
  sums.greatest = n == 0 ? 0 : figure(n - 1);
  double place = 1;
  for (std::size_t i = 0; i < n; ++i, place += 1) {
    const double x = whole(figure(i), s);
    const two_parts<double> term = product(x, place + place - (sums.counted + 1));
    sums.ranked.add(term.high, term.low);
    sums.total.add(x);
  }
  return detail::single(gini(sums, taken));
}

std::size_t radix_scratch(std::size_t rows) {
  return 2 * scratch_arrays::size<std::uint64_t>(rows) +
         2 * scratch_arrays::size<std::uint32_t>(rows) +
         scratch_arrays::size<std::uint32_t>(radix_counts(rows));
}

// One lane of a segment that is too large for a network.
cell gini_by_radix(block_view values, mask_view mask, segment rows, std::size_t lane,
                   decimal_scale s, taken_as taken, std::span<std::byte> scratch) {
  const std::size_t most = rows_of(rows);
  scratch_arrays memory(scratch);
  const keyed_rows from{memory.take<std::uint64_t>(most), memory.take<std::uint32_t>(most)};
  const keyed_rows spare{memory.take<std::uint64_t>(most), memory.take<std::uint32_t>(most)};
  auto* const counts = memory.take<std::uint32_t>(radix_counts(most));
  std::size_t n = 0;
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    const double x = values.values[row * values.stride + lane];
    const bool is_taken = mask.mask == nullptr || mask.mask[row * mask.stride + lane] != 0;
    from.keys[n] = sort_key(x);
    from.rows[n] = 0;
    n += detail::is_there(x) && is_taken ? 1U : 0U;
  }
  const keyed_rows sorted = radix_sort(n, from, spare, counts);
  return gini_of(
      n, [=](std::size_t i) { return figure_of(sorted.keys[i]); }, s, taken);
}

bool takes_part(const weighted_figure& x) {
  return detail::is_there(x.figure) && detail::is_there(x.weight) && x.weight != 0;
}

/// Sums over weighted figures.
struct weighted_sums {
  two_parts<double> weight{};
  two_parts<double> total{};
  double counted = 0;
  double least = no_number;
  double greatest = no_number;
  bool has_negative_weight = false;
};

weighted_sums sums_of(std::span<const weighted_figure> figures, decimal_scale value_scale,
                      decimal_scale weight_scale) {
  weighted_sums sums;
  compensated<double> weight;
  compensated<double> total;
  for (const weighted_figure& x : figures) {
    if (!takes_part(x)) continue;
    const double w = whole(x.weight, weight_scale);
    const two_parts<double> term = product(whole(x.figure, value_scale), w);
    weight.add(w);
    total.add(term.high, term.low);
    const bool is_first = sums.counted == 0;
    sums.least = is_first || x.figure < sums.least ? x.figure : sums.least;
    sums.greatest = is_first || x.figure > sums.greatest ? x.figure : sums.greatest;
    sums.has_negative_weight = sums.has_negative_weight || w < 0;
    sums.counted += 1;
  }
  sums.weight = normal(two_parts<double>{weight.sum, weight.lost});
  sums.total = normal(two_parts<double>{total.sum, total.lost});
  return sums;
}

template <theil_index Index>
cell weighted_theil_of(std::span<const weighted_figure> figures, decimal_scale value_scale,
                       decimal_scale weight_scale) {
  const weighted_sums sums = sums_of(figures, value_scale, weight_scale);
  if (sums.has_negative_weight) return {no_number, status::out_of_domain};
  compensated<double> terms;
  for (const weighted_figure& x : figures) {
    if (!takes_part(x)) continue;
    const two_parts<double> part = times(sums.weight, whole(x.figure, value_scale));
    terms.add(whole(x.weight, weight_scale) * theil_term_of<Index>(part, sums.total));
  }
  const double value = (terms.sum + terms.lost) / sums.weight.high;
  return detail::single(theil_cell(Index, value, sums.counted, sums.least, sums.total.high));
}

}  // namespace

cell gini_of_sorted(std::span<const double> figures, decimal_scale s, taken_as taken) noexcept {
  return gini_of(
      figures.size(), [=](std::size_t i) { return figures[i]; }, s, taken);
}

cell weighted_gini(std::span<weighted_figure> figures, decimal_scale value_scale,
                   decimal_scale weight_scale) noexcept {
  const auto end = std::partition(figures.begin(), figures.end(), takes_part);
  std::sort(figures.begin(), end, [](const weighted_figure& a, const weighted_figure& b) {
    return a.figure < b.figure || (a.figure == b.figure && a.weight < b.weight);
  });
  const auto sorted = figures.first(static_cast<std::size_t>(end - figures.begin()));
  const weighted_sums sums = sums_of(sorted, value_scale, weight_scale);
  if (sums.has_negative_weight) return {no_number, status::out_of_domain};
  compensated<double> up_to;
  compensated<double> ranked;
  for (const weighted_figure& x : sorted) {
    const double w = whole(x.weight, weight_scale);
    // The weights up to the one before, less those behind this one.
    two_parts<double> place = minus(two_parts<double>{up_to.sum, up_to.lost}, sums.weight);
    up_to.add(w);
    place = plus(place, two_parts<double>{up_to.sum, up_to.lost});
    const two_parts<double> term = times(times(place, w), whole(x.figure, value_scale));
    ranked.add(term.high, term.low);
  }
  const double value =
      rounded(divided(two_parts<double>{ranked.sum, ranked.lost}, times(sums.weight, sums.total)));
  const bool is_even = value < 0 || sums.least == sums.greatest;
  return detail::single(index_cell(is_even ? 0 : value, sums.counted, sums.least, sums.total.high));
}

std::size_t gini_scratch(std::span<const segment> segments) noexcept {
  std::size_t bytes = 0;
  for (const segment& s : segments) {
    const std::size_t n = rows_of(s);
    const std::size_t network = scratch_arrays::size<double>(sorted_places(n) * sorted_lanes);
    bytes = std::max({bytes, network, radix_scratch(n)});
  }
  return bytes;
}

void segment_gini(block_view values, mask_view taking_part, std::span<const segment> segments,
                  std::size_t lanes, decimal_scale s, taken_as taken, std::span<std::byte> scratch,
                  std::span<double> out, std::span<status> why) noexcept {
  const std::size_t most_rows = loops<sort_loops>().most_rows;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const segment rows = segments[i];
    double* const to = out.data() + i * lanes;
    status* const reason = why.data() + i * lanes;
    if (rows_of(rows) <= most_rows) {
      auto* const sorted =
          scratch_arrays(scratch).take<double>(sorted_places(rows_of(rows)) * sorted_lanes);
      loops<inequality_loops>().gini(values, taking_part, rows, lanes, s, taken, sorted, to,
                                     reason);
      continue;
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const cell c = gini_by_radix(values, taking_part, rows, lane, s, taken, scratch);
      to[lane] = c.value;
      reason[lane] = c.why;
    }
  }
}

cell theil(theil_index index, std::span<const double> figures, decimal_scale s) noexcept {
  const moments m = moments_of(figures, s);
  const segment all{0, figures.size()};
  moments_view sets;
  sets.counted = &m.counted;
  sets.sum = &m.sum;
  sets.sum_rest = &m.sum_rest;
  sets.shift = &m.shift;
  sets.squares = &m.squares;
  sets.squares_rest = &m.squares_rest;
  sets.least = &m.least;
  sets.greatest = &m.greatest;
  cell c;
  segment_theil(index, {figures.data(), 1}, {}, {&all, 1}, 1, s, sets, {&c.value, 1}, {&c.why, 1});
  return c;
}

cell weighted_theil(theil_index index, std::span<const weighted_figure> figures,
                    decimal_scale value_scale, decimal_scale weight_scale) noexcept {
  return index == theil_index::t
             ? weighted_theil_of<theil_index::t>(figures, value_scale, weight_scale)
             : weighted_theil_of<theil_index::l>(figures, value_scale, weight_scale);
}

void segment_theil(theil_index index, block_view values, mask_view taking_part,
                   std::span<const segment> segments, std::size_t lanes, decimal_scale s,
                   const moments_view& of_segments, std::span<double> out,
                   std::span<status> why) noexcept {
  loops<inequality_loops>().segment_theil(index, values, taking_part, segments.data(),
                                          segments.size(), lanes, s, of_segments, out.data(),
                                          why.data());
}

void theil_parts(theil_index index, const moments_view& of_groups,
                 std::span<const double> index_of_groups, std::span<const segment> areas,
                 std::size_t lanes, const moments_view& of_areas, cell_columns within,
                 cell_columns between) noexcept {
  loops<inequality_loops>().theil_parts(index, of_groups, index_of_groups.data(), areas.data(),
                                        areas.size(), lanes, of_areas, within, between);
}

cell herfindahl(const moments& m) noexcept { return detail::single(herfindahl(parts_of(m))); }

void herfindahl(const moments_view& sets, std::span<double> out, std::span<status> why) noexcept {
  loops<inequality_loops>().herfindahl(out.size(), sets, out.data(), why.data());
}

}  // namespace zhibiao::inline ZB_ABI::kernels
