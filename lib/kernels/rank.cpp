#include <zhibiao/kernels/rank.hpp>

#include "kernels/loops.hpp"
#include "kernels/radix_sort.hpp"
#include "kernels/rank_loops.hpp"
#include "kernels/scratch.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

/// Lanes that are gathered together: a cache line of them.
constexpr std::size_t gathered_lanes = 8;

std::size_t rows_of(const segment& s) { return s.last - s.first; }

/// Equal figures: places [first, last) from the best on, and how many better figures there are.
struct run {
  std::size_t first;
  std::size_t last;
  std::size_t better;
};

// The rank of each in a run; by `ordinal` that of its first.
double rank_of(const run& r, tie_rule ties) {
  switch (ties) {
    case tie_rule::dense:
      return static_cast<double>(r.better + 1);
    case tie_rule::modified:
      return static_cast<double>(r.last);
    case tie_rule::fractional:
      return static_cast<double>(r.first + r.last + 1) / 2;
    case tie_rule::standard:
    case tie_rule::ordinal:
      break;
  }
  return static_cast<double>(r.first + 1);
}

// Calls f(run) for the runs of n sorted figures.
template <class Figure, class F>
void each_run(const Figure& figure, std::size_t n, const F& f) {
  std::size_t better = 0;
  for (std::size_t first = 0; first < n; ++better) {
    std::size_t last = first + 1;
    while (last < n && figure(last) == figure(first)) ++last;
    f(run{first, last, better});
    first = last;
  }
}

bool takes_part(mask_view mask, std::size_t row, std::size_t lane) {
  return mask.mask == nullptr || mask.mask[row * mask.stride + lane] != 0;
}

/// What a segment is ranked with and where to.
struct task {
  block_view values;
  mask_view mask;
  rank_order order;
  tie_rule ties;
  cell_block out;

  void put(std::size_t row, std::size_t lane, const cell& rank) const {
    const std::size_t at = row * out.stride + lane;
    out.values[at] = rank.value;
    out.why[at] = rank.why;
  }
};

void rank_by_radix(const task& t, segment rows, std::size_t first, std::size_t lanes,
                   std::span<std::byte> scratch, std::uint32_t* ranked) {
  const std::size_t n = rows_of(rows);
  scratch_arrays memory(scratch);
  auto* const columns = memory.take<double>(n * gathered_lanes);
  const keyed_rows from{memory.take<std::uint64_t>(n), memory.take<std::uint32_t>(n)};
  const keyed_rows spare{memory.take<std::uint64_t>(n), memory.take<std::uint32_t>(n)};
  auto* const counts = memory.take<std::uint32_t>(radix_counts(n));
  // Lane by lane each row would be read, and written, as often as there are lanes.
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t row = rows.first + i;
    for (std::size_t k = 0; k < lanes; ++k) {
      const double x = t.values.values[row * t.values.stride + first + k];
      columns[k * n + i] = takes_part(t.mask, row, first + k) ? x : no_number;
    }
  }
  const bool negated = t.order == rank_order::largest_first;
  for (std::size_t k = 0; k < lanes; ++k) {
    double* const column = columns + k * n;
    std::size_t count = 0;
    for (std::size_t i = 0; i < n; ++i) {
      from.keys[count] = sort_key(negated ? -column[i] : column[i]);
      from.rows[count] = static_cast<std::uint32_t>(i);
      count += detail::is_there(column[i]) ? 1U : 0U;
    }
    ranked[k] = static_cast<std::uint32_t>(count);
    const keyed_rows sorted = radix_sort(count, from, spare, counts);
    const auto key = [=](std::size_t i) { return sorted.keys[i]; };
    const double step = t.ties == tie_rule::ordinal ? 1 : 0;
    each_run(key, count, [&](const run& r) {
      double rank = rank_of(r, t.ties);
      for (std::size_t i = r.first; i < r.last; ++i, rank += step) column[sorted.rows[i]] = rank;
    });
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < lanes; ++k) {
      const double rank = columns[k * n + i];
      const bool is_ranked = detail::is_there(rank);
      t.put(rows.first + i, first + k, {rank, is_ranked ? status::ok : status::not_reported});
    }
  }
}

std::size_t radix_scratch(std::size_t rows) {
  return scratch_arrays::size<double>(rows * gathered_lanes) +
         2 * scratch_arrays::size<std::uint64_t>(rows) +
         2 * scratch_arrays::size<std::uint32_t>(rows) +
         scratch_arrays::size<std::uint32_t>(radix_counts(rows));
}

}  // namespace

std::size_t rank_scratch(std::span<const segment> segments) noexcept {
  std::size_t bytes = 0;
  for (const segment& s : segments) {
    const std::size_t n = rows_of(s);
    if (n <= most_compared_rows) continue;
    bytes = std::max(bytes, radix_scratch(n));
  }
  return bytes;
}

void segment_ranks(block_view values, mask_view taking_part, std::span<const segment> segments,
                   std::size_t lanes, rank_order order, tie_rule ties, std::span<std::byte> scratch,
                   cell_block out, std::span<std::uint32_t> ranked) noexcept {
  const task t{values, taking_part, order, ties, out};
  std::uint32_t* to = ranked.data();
  for (const segment& rows : segments) {
    const std::size_t n = rows_of(rows);
    if (n <= most_compared_rows) {
      loops<rank_loops>().ranks(values, taking_part, rows, lanes, order, ties, out, to);
    } else {
      for (std::size_t first = 0; first < lanes; first += gathered_lanes) {
        rank_by_radix(t, rows, first, std::min(gathered_lanes, lanes - first), scratch, to + first);
      }
    }
    to += lanes;
  }
}

cell percent_rank(const cell& standard_rank, std::uint32_t ranked) noexcept {
  if (!has_number(standard_rank.why)) return standard_rank;
  if (ranked < 2) return {no_number, status::out_of_domain};
  return {(standard_rank.value - 1) / (ranked - 1.0), standard_rank.why};
}

void make_percent_ranks(std::span<const segment> segments, std::size_t lanes,
                        std::span<const std::uint32_t> ranked, cell_block ranks) noexcept {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    for (std::size_t row = segments[i].first; row < segments[i].last; ++row) {
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::size_t at = row * ranks.stride + lane;
        const cell c = percent_rank({ranks.values[at], ranks.why[at]}, ranked[i * lanes + lane]);
        ranks.values[at] = c.value;
        ranks.why[at] = c.why;
      }
    }
  }
}

}  // namespace zhibiao::inline ZB_ABI::kernels
