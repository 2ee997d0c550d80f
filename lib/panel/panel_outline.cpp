#include "panel/panel_outline.hpp"

namespace zhibiao::inline ZB_ABI::detail {
namespace {

// 8 GiB of numbers. What asks for more is a wrong year far more often than a large country.
constexpr std::uint64_t most_cells = std::uint64_t{1} << 30U;

}  // namespace

void panel_outline::add(const panel_outline& other) noexcept {
  for (std::size_t b = 0; b < most_blocks; ++b) {
    if (other.spans_[b].is_empty()) continue;
    spans_[b].add(other.spans_[b].first);
    spans_[b].add(other.spans_[b].last);
  }
  for (std::size_t i = 0; i < seen_.size(); ++i) seen_[i] |= other.seen_[i];
}

std::vector<indicator_index> panel_outline::indicators(std::size_t block) const {
  std::vector<indicator_index> list;
  for (std::size_t i = 0; i < seen_.size() / most_blocks; ++i) {
    const auto indicator = static_cast<indicator_index>(i);
    if (has(indicator, block)) list.push_back(indicator);
  }
  return list;
}

std::optional<std::size_t> panel_outline::only_block() const noexcept {
  std::optional<std::size_t> only;
  for (std::size_t b = 0; b < most_blocks; ++b) {
    if (spans_[b].is_empty()) continue;
    if (only) return std::nullopt;
    only = b;
  }
  return only;
}

bool panel_outline::keeps_forms(const catalog& catalog) const noexcept {
  // The whole year has one form only.
  for (std::size_t b = block_of(frequency::half, form::single); b < most_blocks; b += 2) {
    if (spans_[b].is_empty() && spans_[b + 1].is_empty()) continue;
    for (std::size_t n = 0; n < catalog.size(); ++n) {
      const auto i = static_cast<indicator_index>(n);
      const bool single = has(i, b);
      const bool cumulative = has(i, b + 1);
      const zhibiao::indicator& what = catalog[i];
      const bool is_mixed = single && cumulative;
      const bool is_level = cumulative && what.kind == indicator_kind::stock;
      const bool is_other =
          (single && what.form == form::year_to_date) || (cumulative && what.form == form::single);
      if (is_mixed || is_level || is_other) return false;
    }
  }
  return true;
}

std::optional<std::size_t> panel_outline::too_large(std::size_t areas) const {
  for (std::size_t b = 0; b < most_blocks; ++b) {
    const std::size_t slots = indicators(b).size();
    if (slots > 0 && areas * spans_[b].size() > most_cells / slots) return b;
  }
  return std::nullopt;
}

}  // namespace zhibiao::inline ZB_ABI::detail
