#pragma once

#include <zhibiao/kernels/rank.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// With whom an area is compared in a rank, a share or a contribution: with the areas of its own level inside the same
/// area of another level, itself among them. All of them count, whether or not they are asked for.
struct peer_choice {
  /// The name of that other level: `county` for towns among those of their county. Empty: all areas of the
  /// level are peers. An area that lies inside no area of that level has none.
  std::string within;
  /// The ranks of equal figures.
  kernels::tie_rule ties = kernels::tie_rule::standard;
};

/// As on the command line: `standard`, `dense`, `modified`, `ordinal`, `fractional`.
std::string_view name(kernels::tie_rule ties) noexcept;

/// Reads what `name` gives; none for anything else.
std::optional<kernels::tie_rule> parse_tie_rule(std::string_view text) noexcept;

/// Every rule, in the order of the enumeration.
std::span<const kernels::tie_rule> all_tie_rules() noexcept;

}  // namespace zhibiao::inline ZB_ABI
