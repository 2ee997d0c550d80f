#include <zhibiao/panel/seasonal_profile.hpp>
#include <zhibiao/value/error.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>

namespace zhibiao::inline ZB_ABI {

seasonal_profile seasonal_profile::make(std::optional<indicator_index> of, zhibiao::frequency f,
                                        std::span<const decimal> shares) {
  const int periods = periods_per_year(f);
  if (shares.size() != static_cast<std::size_t>(periods)) {
    throw error(errc::bad_profile, "expected " + std::to_string(periods) + " shares, found " +
                                       std::to_string(shares.size()));
  }
  decimal sum;
  std::int32_t places = 0;
  for (const decimal& share : shares) {
    if (share.mantissa < 0) {
      throw error(errc::bad_profile,
                  "expected a share that is not negative, found " + to_string(share));
    }
    sum = sum + share;
    places = std::max(places, share.scale);
  }
  if (sum != decimal{1, 0}) {
    throw error(errc::bad_profile,
                "expected shares that add up to 1 (100 %), found " + to_string(sum));
  }
  seasonal_profile made;
  made.of_ = of;
  made.frequency_ = f;
  for (std::int32_t i = 0; i < places; ++i) made.unit_ *= 10;
  for (const decimal& share : shares) {
    std::int64_t whole = share.mantissa;
    for (std::int32_t i = share.scale; i < places; ++i) whole *= 10;
    made.shares_.push_back(whole);
  }
  return made;
}

std::optional<ratio> seasonal_profile::until(period p) const noexcept {
  const int periods = p.index() * periods_per_year(frequency_);
  if (periods % periods_per_year(p.frequency()) != 0) return std::nullopt;
  const auto last = shares_.begin() + periods / periods_per_year(p.frequency());
  return ratio{std::accumulate(shares_.begin(), last, std::int64_t{0}), unit_};
}

}  // namespace zhibiao::inline ZB_ABI
