#pragma once

#include <zhibiao/panel/panel.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

/// Whether two panels hold the same, to the bit: also which kind of missing a cell is.
namespace zhibiao::test {

inline bool same_bits(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
    return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
  });
}

inline bool same_remark(const remark& a, const remark& b) {
  return a.cell == b.cell && a.how == b.how && a.known == b.known && a.printed == b.printed &&
         a.note == b.note;
}

inline bool same_block(const panel_block& a, const panel_block& b) {
  if (a.first_period() != b.first_period() || a.period_count() != b.period_count()) return false;
  if (!std::ranges::equal(a.indicators(), b.indicators())) return false;
  for (std::size_t slot = 0; slot < a.indicators().size(); ++slot) {
    if (!same_bits(a.values(slot), b.values(slot)) ||
        !std::ranges::equal(a.statuses(slot), b.statuses(slot)) ||
        !std::ranges::equal(a.remarks(slot), b.remarks(slot), same_remark) ||
        a.exact_decimals(slot) != b.exact_decimals(slot)) {
      return false;
    }
  }
  return true;
}

inline bool same_panel(const panel& a, const panel& b) {
  return a.reported() == b.reported() && std::ranges::equal(a.blocks(), b.blocks(), same_block);
}

}  // namespace zhibiao::test
