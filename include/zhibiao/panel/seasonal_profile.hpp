#pragma once

#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/period.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// How what is wanted of a year is spread over its months, quarters or halves (季节进度). Exact: the shares
/// are decimals, and add up to one.
class seasonal_profile {
 public:
  /// The shares of the year's periods, as parts of one: 0.085, ... `of` is the indicator it holds for;
  /// none: every one that has no profile of its own. Throws `error(bad_profile)` where a year does not have
  /// so many periods, a share is negative, or they do not add up to one.
  static seasonal_profile make(std::optional<indicator_index> of, frequency f,
                               std::span<const decimal> shares);

  const std::optional<indicator_index>& indicator() const noexcept { return of_; }
  zhibiao::frequency frequency() const noexcept { return frequency_; }

  /// What is due from January to the end of a period, as a part of the year; none where the profile is
  /// coarser than that.
  std::optional<ratio> until(period p) const noexcept;

  /// The shares, by period, in units of 1 / `unit()`.
  std::span<const std::int64_t> shares() const noexcept { return shares_; }
  std::int64_t unit() const noexcept { return unit_; }

 private:
  std::optional<indicator_index> of_;
  zhibiao::frequency frequency_ = frequency::year;
  std::vector<std::int64_t> shares_;
  std::int64_t unit_ = 1;
};

}  // namespace zhibiao::inline ZB_ABI
