#pragma once

#include <zhibiao/value/date.hpp>
#include <zhibiao/value/period.hpp>

#include <string>

namespace zhibiao::inline ZB_ABI {

/// The days [from, to) on which something holds (有效期): the first day belongs to it, the last does not.
/// A side without a day is open.
struct validity {
  date from;
  date to;

  /// On every day.
  constexpr bool is_always() const noexcept { return !from.is_valid() && !to.is_valid(); }
  /// On no day.
  constexpr bool is_never() const noexcept {
    return from.is_valid() && to.is_valid() && !(from < to);
  }
  constexpr bool holds_on(date day) const noexcept {
    return from <= day && (!to.is_valid() || day < to);
  }
  /// A period belongs to what holds on its last day: a year is published on the areas of its end.
  bool holds_in(period p) const { return holds_on(last_day(p)); }

  friend constexpr bool operator==(const validity&, const validity&) = default;
};

/// Holds on no day.
inline constexpr validity never{date::from_number(0), date::from_number(0)};

/// The days on which both hold.
constexpr validity both(const validity& a, const validity& b) noexcept {
  validity v{a.from < b.from ? b.from : a.from, a.to};
  if (b.to.is_valid() && (!a.to.is_valid() || b.to < a.to)) v.to = b.to;
  return v;
}

/// `[2021-01-01, 2022-01-01)`; an open side is `...`.
std::string to_string(const validity& v);

}  // namespace zhibiao::inline ZB_ABI
