#pragma once

#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/period.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

// The fixed and the listed part of a packed panel file: docs/en/panel-file.md has it byte by byte.

inline constexpr std::uint32_t panel_file_version = 1;
inline constexpr std::size_t panel_file_header_size = 128;

/// Pieces begin at a multiple of `piece_alignment`, and those of `long_piece` bytes or more at a multiple
/// of `long_piece_alignment`, so that they can be read without the system's cache.
inline constexpr std::uint64_t piece_alignment = 64;
inline constexpr std::uint64_t long_piece = std::uint64_t{1} << 20U;
inline constexpr std::uint64_t long_piece_alignment = 4096;

/// A catalogue, an area list, targets or a directory is no longer than this.
inline constexpr std::uint64_t most_section_bytes = std::uint64_t{1} << 30U;

/// Where some bytes of the file stand, and their checksum; all zero where there are none.
struct file_piece {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t checksum = 0;
};

/// The first bytes of the file.
struct panel_file_header {
  std::uint64_t file_size = 0;
  file_piece catalog;
  file_piece areas;
  file_piece targets;
  file_piece directory;
};

std::string pack_header(const panel_file_header& header);

/// `bytes`: the first of the file, at most `panel_file_header_size`; `file_size`: what it really is.
/// Throws `error`: not_a_panel_file, newer_version, damaged_file.
panel_file_header unpack_header(std::string_view bytes, std::uint64_t file_size,
                                const std::string& file);

/// The figures of one indicator over a run of periods.
struct packed_run {
  file_piece values;
  file_piece statuses;  ///< none where all are normal
  file_piece remarks;   ///< none where there are none
  std::uint32_t remark_count = 0;
};

struct packed_slot {
  indicator_index indicator = 0;
  std::int8_t exact_decimals = -1;  ///< -1: none
  std::vector<packed_run> runs;
};

struct packed_block_entry {
  period first;
  std::uint32_t period_count = 0;
  std::uint32_t periods_per_run = 1;
  std::vector<bool> is_reported;  ///< by period: some row is about it
  std::vector<packed_slot> slots;
};

struct packed_directory {
  std::uint64_t reported = 0;
  std::vector<bool> is_reporting;  ///< by area: some row is about it
  std::vector<packed_block_entry> blocks;
  std::vector<std::uint64_t> ends;  ///< of the header and of every piece, ascending
};

/// A run's periods, as columns [first, last) of its block. Runs begin where the ordinal of a period is a
/// multiple of `periods_per_run`, so the first and the last may be shorter than the others.
struct column_range {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t size() const noexcept { return last - first; }
};
std::size_t run_count(const period& first, std::size_t period_count, std::size_t periods_per_run);
column_range run_columns(const period& first, std::size_t period_count, std::size_t periods_per_run,
                         std::size_t run);

std::string pack_directory(const packed_directory& directory);

/// Checks every number against the others and the size of the file, and that the pieces fill the file: no
/// two share a byte, and between them there are no more than it takes to align them.
/// Throws `error(damaged_file)`.
packed_directory unpack_directory(std::string_view bytes, const panel_file_header& header,
                                  std::size_t indicators, std::size_t areas,
                                  const std::string& file);

}  // namespace zhibiao::inline ZB_ABI::detail
