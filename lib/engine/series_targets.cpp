#include "engine/series_targets.hpp"

#include <zhibiao/value/decimal.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

std::array<double, 3> numbers_of(const target& t) noexcept {
  return {t.wanted.lower, t.wanted.upper, t.base.value_or(kernels::no_number)};
}

/// The digits after the point of a target's bounds and base; none where it is no decimal.
std::optional<double> power_of(const target& t) noexcept {
  double power = 1;
  for (const double x : numbers_of(t)) {
    if (!std::isfinite(x)) continue;
    const std::optional<int> places = fewest_places(x);
    if (!places) return std::nullopt;
    power = std::max(power, power_of_ten(*places));
  }
  return power;
}

}  // namespace

series_targets::series_targets(const series& of, const level_targets& wanted)
    : wanted_(wanted), shape_(of.shape()), list_(wanted.list()), periods_(of.shape().period_count) {
  // A rate made from its parts has no last digit.
  const bool has_parts = of.catalog().parts(of.index()).has_value();
  if (of.stated() && of.stated()->exact_decimals && !has_parts) {
    scale_ = {power_of_ten(*of.stated()->exact_decimals), true};
  }

  // Sorted by period and area, every town before single areas.
  for (auto t = list_.begin(); t != list_.end();) {
    const auto last = std::find_if(
        t, list_.end(), [&](const target& other) { return other.deadline != t->deadline; });
    if (const std::optional<std::size_t> period = shape_.find(t->deadline)) {
      period_targets& here = periods_[*period];
      if (!t->area) here.every_town = &*t++;
      here.of_areas = {t, last};
    }
    t = last;
  }
  for (const target& t : list_) {
    const bool is_here =
        t.deadline.frequency() == shape_.frequency() && t.deadline.form() == shape_.form();
    if (scale_.exact && is_here) scale_.power = std::max(scale_.power, power_of(t).value_or(1));
  }
  for (const target& t : list_) {
    const auto numbers = numbers_of(t);
    const bool all = wanted.why_of(t) == status::ok && power_of(t).has_value() &&
                     std::ranges::all_of(numbers, [&](double x) { return fits(x); });
    fits_.push_back(static_cast<std::uint8_t>(all));
  }
}

const target* series_targets::find(std::size_t period, area_index area,
                                   bool is_town) const noexcept {
  const period_targets& here = periods_[period];
  const auto found =
      std::ranges::lower_bound(here.of_areas, area, {}, [](const target& t) { return *t.area; });
  if (found != here.of_areas.end() && *found->area == area) return &*found;
  return is_town ? here.every_town : nullptr;
}

bool series_targets::fits(double x) const noexcept {
  return !std::isfinite(x) || std::fabs(x) * scale_.power < kernels::largest_whole;
}

void series_targets::read_bases(const series& of, const slab_areas& areas,
                                const slab_settings& settings) {
  std::vector<std::size_t> needed;
  const auto need = [&](const target& t) {
    if (t.base || !t.base_period) return;
    if (const std::optional<std::size_t> at = shape_.find(*t.base_period)) needed.push_back(*at);
  };
  for (const period_targets& here : periods_) {
    if (here.every_town != nullptr) need(*here.every_town);
    std::ranges::for_each(here.of_areas, need);
  }
  std::ranges::sort(needed);
  needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
  if (needed.empty()) return;

  const std::unique_ptr<figure_reader> reader = of.open(0);
  for (const std::size_t at : needed) {
    const slab one(of, areas, settings, reader.get(), at, at + 1, 0);
    base_figures& base = bases_[at];
    for (std::size_t row = 0; row < areas.towns.size(); ++row) {
      base.towns.push_back(one.values().value(row, 0));
    }
    for (std::size_t row = 0; row < areas.uppers.size(); ++row) {
      base.uppers.push_back(one.above().at(row, 0).value);
    }
  }
}

const series_targets::base_figures* series_targets::bases_of(const target& t) const noexcept {
  if (!t.base_period) return nullptr;
  const std::optional<std::size_t> at = shape_.find(*t.base_period);
  if (!at) return nullptr;
  const auto found = bases_.find(*at);
  return found == bases_.end() ? nullptr : &found->second;
}

double series_targets::base_of_town(const target& t, std::size_t row) const noexcept {
  if (t.base) return *t.base;
  const base_figures* const base = bases_of(t);
  return base == nullptr ? kernels::no_number : base->towns[row];
}

double series_targets::base_of_upper(const target& t, std::size_t row) const noexcept {
  if (t.base) return *t.base;
  const base_figures* const base = bases_of(t);
  return base == nullptr ? kernels::no_number : base->uppers[row];
}

}  // namespace zhibiao::inline ZB_ABI::engine
