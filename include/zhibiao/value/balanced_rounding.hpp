#pragma once

#include <zhibiao/value/rounding.hpp>

#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// Rounds parts so that they add up to their rounded total (最大余额法, largest remainder): each part is
/// taken down to a whole multiple of the step, and the steps that are then missing go, one each, to the
/// parts with the largest remainders; of equal remainders to the larger part, of equal parts to the one
/// that comes first, so list them in a stable order, such as by code. Every part ends at one of the two
/// multiples next to it.
///
/// A published table does not do this by itself: the usual way is to leave the difference and to say so
/// (部分数据因四舍五入的原因，存在总计与分项合计不等的情况).
///
/// Works on the shortest decimals of the doubles; exact. O(n log n). Throws `error(invalid_argument)` for
/// a step as in `round`, a part or total that is not finite, a total that is no multiple of the step, and
/// one that the parts cannot reach, `error(too_large)` beyond 18 digits.
/// Source: Hamilton's method of apportionment.
std::vector<double> balanced(std::span<const double> parts, double total, rounding_step step);

/// The same with the parts' own sum as the total, rounded as one figure.
std::vector<double> balanced(std::span<const double> parts, rounding_step step, rounding_mode mode);

}  // namespace zhibiao::inline ZB_ABI
