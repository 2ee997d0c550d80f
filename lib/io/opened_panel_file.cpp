#include "io/opened_panel_file.hpp"

#include "io/packed_areas.hpp"
#include "io/packed_catalog.hpp"
#include "io/packed_targets.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <iterator>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

void from_file_order([[maybe_unused]] std::span<double> values) noexcept {
  if constexpr (std::endian::native == std::endian::big) {
    for (double& x : values) {
      x = std::bit_cast<double>(__builtin_bswap64(std::bit_cast<std::uint64_t>(x)));
    }
  }
}

opened_panel_file::opened_panel_file(const std::string& path) : file_(path) {
  std::string bytes(
      static_cast<std::size_t>(std::min<std::uint64_t>(file_.size(), panel_file_header_size)),
      '\0');
  file_.read(0, bytes.data(), bytes.size());
  const panel_file_header header = unpack_header(bytes, file_.size(), path);
  catalog_ = std::make_shared<const zhibiao::catalog>(
      unpack_catalog(section(header.catalog, "the catalogue"), path));
  areas_ =
      std::make_shared<const area_tree>(unpack_areas(section(header.areas, "the areas"), path));
  if (header.targets.size != 0) {
    targets_ = unpack_targets(section(header.targets, "the targets"), path, catalog_->size(),
                              areas_->size());
  }
  directory_ = unpack_directory(section(header.directory, "the directory"), header,
                                catalog_->size(), areas_->size(), path);
  check_padding(header.catalog, "the catalogue", {});
  check_padding(header.areas, "the areas", {});
  if (header.targets.size != 0) check_padding(header.targets, "the targets", {});
  check_padding(header.directory, "the directory", {});
  for (const packed_block_entry& b : directory_.blocks) {
    block_shape& shape = shapes_.emplace_back();
    shape.first = b.first;
    shape.period_count = b.period_count;
    for (const packed_slot& s : b.slots) {
      shape.indicators.push_back(s.indicator);
      shape.exact_decimals.push_back(s.exact_decimals < 0 ? std::nullopt
                                                          : std::optional<int>(s.exact_decimals));
    }
  }
}

column_range opened_panel_file::columns(std::size_t block, std::size_t run) const noexcept {
  const packed_block_entry& b = directory_.blocks[block];
  return run_columns(b.first, b.period_count, b.periods_per_run, run);
}

std::size_t opened_panel_file::run_with(std::size_t block, std::size_t column) const noexcept {
  const packed_block_entry& b = directory_.blocks[block];
  return run_count(b.first, column + 1, b.periods_per_run) - 1;
}

void opened_panel_file::fail_damaged(std::string message, place where) const {
  where.file = file_.path();
  throw error(errc::damaged_file, std::move(message), std::move(where));
}

void opened_panel_file::fail_sum(const std::string& what, const file_piece& p, std::uint64_t found,
                                 place where) const {
  fail_damaged(what + " are damaged: expected the checksum " + checksum_text(p.checksum) +
                   " of the " + std::to_string(p.size) + " bytes from offset " +
                   std::to_string(p.offset) + ", found " + checksum_text(found),
               std::move(where));
}

place opened_panel_file::place_of(std::size_t block, std::size_t slot,
                                  const column_range& run) const {
  const block_shape& shape = shapes_[block];
  place where;
  where.indicator = (*catalog_)[shape.indicators[slot]].id;
  where.period = to_string(shape.period_at(run.first));
  if (run.size() > 1) where.period += " to " + to_string(shape.period_at(run.last - 1));
  return where;
}

void opened_panel_file::check_padding(const file_piece& p, const std::string& what,
                                      place where) const {
  const auto behind = std::ranges::upper_bound(directory_.ends, p.offset);
  const std::uint64_t start = *std::prev(behind);
  std::array<char, long_piece_alignment> bytes{};
  const auto padding = std::span(bytes).first(static_cast<std::size_t>(p.offset - start));
  file_.read(start, padding.data(), padding.size());
  const auto found = std::ranges::find_if(padding, [](char c) { return c != 0; });
  if (found == padding.end()) return;
  const auto at = start + static_cast<std::uint64_t>(found - padding.begin());
  fail_damaged("the bytes before " + what +
                   " are damaged: expected zeros, found another byte at offset " +
                   std::to_string(at),
               std::move(where));
}

void opened_panel_file::finish_check(const run_check& found, const file_piece& p, const char* what,
                                     const place& where) const {
  const std::uint64_t sum = found.sum.value();
  if (sum != p.checksum) fail_sum(what, p, sum, where);
  // With the right checksum it was written so, by a program that must not be trusted.
  if (!found.is_good) {
    fail_damaged(std::string(what) + " are none that a panel may hold", where);
  }
}

std::string opened_panel_file::remarks(const file_piece& p, const place& where) const {
  check_padding(p, "the remarks", where);
  return section(p, "the remarks", where);
}

// Long pieces are read twice: their size may be as wrong as the rest.
std::string opened_panel_file::section(const file_piece& p, const std::string& what,
                                       place where) const {
  constexpr std::uint64_t short_piece = std::uint64_t{4} << 20U;
  constexpr std::size_t chunk_bytes = std::size_t{256} << 10U;
  if (p.size > short_piece) {
    running_checksum sum;
    std::string chunk(chunk_bytes, '\0');
    for (std::uint64_t at = 0; at < p.size; at += chunk.size()) {
      chunk.resize(static_cast<std::size_t>(std::min<std::uint64_t>(chunk_bytes, p.size - at)));
      file_.read(p.offset + at, chunk.data(), chunk.size());
      sum.add(chunk);
    }
    if (sum.value() != p.checksum) fail_sum(what, p, sum.value(), std::move(where));
  }
  std::string bytes(static_cast<std::size_t>(p.size), '\0');
  file_.read(p.offset, bytes.data(), bytes.size());
  const std::uint64_t sum = checksum(bytes);
  if (sum != p.checksum) fail_sum(what, p, sum, std::move(where));
  return bytes;
}

}  // namespace zhibiao::inline ZB_ABI::detail
