#pragma once

#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/indicator.hpp>

#include "panel/period_key.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// What the figures of a panel span, found before any is placed: of each block the first and the last
/// period and which indicators it has.
class panel_outline {
 public:
  explicit panel_outline(std::size_t indicators) : seen_(indicators * most_blocks, 0) {}

  struct span {
    std::int32_t first = std::numeric_limits<std::int32_t>::max();
    std::int32_t last = std::numeric_limits<std::int32_t>::min();

    bool is_empty() const noexcept { return first > last; }
    std::size_t size() const noexcept {
      return is_empty() ? 0 : static_cast<std::size_t>(last - first) + 1;
    }
    void add(std::int32_t ordinal) noexcept {
      first = std::min(first, ordinal);
      last = std::max(last, ordinal);
    }
  };

  /// A figure of that indicator and period.
  void add(indicator_index i, period_key k) noexcept {
    add(k);
    add_to_block(i, block_of(k));
  }
  /// The two halves, for callers that find them apart.
  void add(period_key k) noexcept { spans_[block_of(k)].add(ordinal_of(k)); }
  void add_to_block(indicator_index i, std::size_t block) noexcept {
    seen_[i * most_blocks + block] = 1;
  }
  void add(const panel_outline& other) noexcept;

  const span& periods(std::size_t block) const noexcept { return spans_[block]; }
  bool has(indicator_index i, std::size_t block) const noexcept {
    return seen_[i * most_blocks + block] != 0;
  }

  /// The indicators of a block, ascending.
  std::vector<indicator_index> indicators(std::size_t block) const;

  /// The only block that has periods; none where several have, or no one.
  std::optional<std::size_t> only_block() const noexcept;

  /// False where single and year-to-date figures stand in one series, or in one that has the other
  /// form by its definition.
  bool keeps_forms(const catalog& catalog) const noexcept;

  /// A block of more cells than a panel takes over so many areas; none where all fit.
  std::optional<std::size_t> too_large(std::size_t areas) const;

 private:
  std::array<span, most_blocks> spans_;
  std::vector<std::uint8_t>
      seen_;  ///< [indicator][block]; bytes, since a bit takes a read to be set
};

}  // namespace zhibiao::inline ZB_ABI::detail
