#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

/// Ranks (位次) of the areas of a segment. Figures are compared as they are, never rounded; 0 and -0 are
/// equal. A figure that is missing or does not take part has no rank, and shifts nobody's.
namespace zhibiao::inline ZB_ABI::kernels {

/// Who is first: of an indicator that is to rise the largest, of one that is to fall the smallest.
enum class rank_order : std::uint8_t { largest_first, smallest_first };

/// The ranks of equal figures, here of 9, 7, 7, 5.
enum class tie_rule : std::uint8_t {
  standard,    ///< 1, 2, 2, 4: one more than are better (并列名次顺延)
  dense,       ///< 1, 2, 2, 3: one more than figures are better
  modified,    ///< 1, 3, 3, 4: how many are better or equal
  ordinal,     ///< 1, 2, 3, 4: equal ones in the order of the rows, which is that of the area codes
  fractional,  ///< 1, 2.5, 2.5, 4: the mean of the ordinal ranks
};

/// How many bytes of scratch memory `segment_ranks` needs for segments of these sizes, aligned as a double
/// is.
std::size_t rank_scratch(std::span<const segment> segments) noexcept;

/// Ranks the rows of each segment, lane by lane. The rank of a figure goes to its row and lane of `out`,
/// `ok`, or `not_reported` where it has none; rows outside of all segments are left alone, and segments
/// must not overlap. `ranked[segment * lanes + lane]` is how many have a rank.
/// Segments of up to 128 rows are compared figure by figure, larger ones sorted by radix; both give the
/// same. O(rows * lanes); no allocation; safe to call from several threads, each with scratch memory of
/// its own.
void segment_ranks(block_view values, mask_view taking_part, std::span<const segment> segments,
                   std::size_t lanes, rank_order order, tie_rule ties, std::span<std::byte> scratch,
                   cell_block out, std::span<std::uint32_t> ranked) noexcept;

/// Percent rank: (rank - 1) / (ranked - 1) of a standard rank among so many, from 0 for the first to 1; a
/// bare number. No number: `not_reported` without a rank, `out_of_domain` where only one is ranked.
/// Source: the `n_prank` of COINr, which ranks the smallest first.
cell percent_rank(const cell& standard_rank, std::uint32_t ranked) noexcept;

/// Standard ranks as `segment_ranks` leaves them, made percent ranks where they stand.
void make_percent_ranks(std::span<const segment> segments, std::size_t lanes,
                        std::span<const std::uint32_t> ranked, cell_block ranks) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
