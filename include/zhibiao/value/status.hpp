#pragma once

#include <zhibiao/config.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Why a result cell holds the number it holds, or none. One byte a cell; the closed list with its
/// words stands in `value/status.def`. Statuses below 32 come with a number, the others without.
///
/// Where several apply, the first of this order is given: no current figure (`no_such_area`,
/// `not_reported`, `suppressed`, `coverage_low`, `no_weight`, `out_of_domain`), no base (`base_not_reported`, or
/// `coverage_low` where too few towns reported it), `not_comparable`, base zero, signs; and among those with a number `partial`, `bounded`, `estimated`,
/// `revised_down`, `small_base`, `ok`.
enum class status : std::uint8_t {
#define ZB_STATUS(name, number, has_number, zh, en) name = number,
#include <zhibiao/value/status.def>
#undef ZB_STATUS
};

/// Language of the texts meant for people.
enum class language : std::uint8_t { zh, en };

/// True where a cell of this status holds a number.
constexpr bool has_number(status s) noexcept { return static_cast<std::uint8_t>(s) < 32; }

/// Of two statuses with a number the one to show, by the order above.
constexpr status weaker(status a, status b) noexcept {
  constexpr auto rank = [](status s) {
    switch (s) {
      case status::partial:
        return 5;
      case status::bounded:
        return 4;
      case status::estimated:
        return 3;
      case status::revised_down:
        return 2;
      case status::small_base:
        return 1;
      default:
        return 0;
    }
  };
  return rank(a) >= rank(b) ? a : b;
}

/// The status's name as in the list: `base_not_reported`.
std::string_view name(status s) noexcept;

/// The status in words for people.
std::string_view describe(status s, language lang) noexcept;

/// The status of that name, if there is one.
std::optional<status> parse_status(std::string_view name) noexcept;

/// Every status, in the order of the list.
std::span<const status> all_statuses() noexcept;

}  // namespace zhibiao::inline ZB_ABI
