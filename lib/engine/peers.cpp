#include <zhibiao/engine/peers.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace zhibiao::inline ZB_ABI {
namespace {

using kernels::tie_rule;

constexpr std::array<tie_rule, 5> rules = {tie_rule::standard, tie_rule::dense, tie_rule::modified,
                                           tie_rule::ordinal, tie_rule::fractional};
constexpr std::array<std::string_view, rules.size()> names = {"standard", "dense", "modified",
                                                              "ordinal", "fractional"};
static_assert(std::ranges::is_sorted(rules));

}  // namespace

std::string_view name(tie_rule ties) noexcept { return names[static_cast<std::size_t>(ties)]; }

std::optional<tie_rule> parse_tie_rule(std::string_view text) noexcept {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return rules[static_cast<std::size_t>(found - names.begin())];
}

std::span<const tie_rule> all_tie_rules() noexcept { return rules; }

}  // namespace zhibiao::inline ZB_ABI
