#pragma once

#include <zhibiao/kernels/quotient.hpp>

#include <span>

/// Why the rate or mean of an area changed: because its members' own rates did, because their weights shifted,
/// or because members came and went.
namespace zhibiao::inline ZB_ABI::kernels {

/// One member's parts in both periods, of sums in whole scale: `part / all` is its rate. A member that does
/// not take part in a period has no number in either part of it.
struct split_member {
  quotient current;
  quotient base;
};

/// The change of the whole and what it is made of. Each is rounded once from twice the digits of a double;
/// before that own + structure + entry + exit = whole, so the five differ by no more than their roundings.
struct rate_split {
  cell whole;      ///< R - R', over all members of either period
  cell own;        ///< of members in both: the sum of mean(s) * (r - r')
  cell structure;  ///< of members in both: the sum of mean(r) * (s - s')
  cell entry;      ///< R less the rate of those of its members that were there before
  cell exit;       ///< the rate of those of the base that stayed, less R'
};

/// What a split is given in.
enum class split_unit : unsigned char {
  of_the_rates,     ///< as rates change, in points
  percent_of_base,  ///< in percent of R', as means change
};

/// Splits the change of R = sum(part) / sum(all) at the middle of both periods: s is a member's part of all
/// denominators of members in both, mean the average of base and current. All denominators are of one scale.
///
/// Exact 0 for entry where no member is new, and for exit where none has left. Own and structure: a member
/// whose denominator is 0 in one period has no rate of its own then; the one it has stands in for it, so that
/// its change is one of structure alone. No number, all five alike: `not_reported` without a current member,
/// `base_not_reported` without one of the base, `not_comparable` where no member is in both, `out_of_domain`
/// where denominators add to zero or R' divides and is not positive, `overflow`. O(n), no allocation.
/// Source: shift-share analysis, midpoint weights.
rate_split split_of_rate(std::span<const split_member> members, split_unit in) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
