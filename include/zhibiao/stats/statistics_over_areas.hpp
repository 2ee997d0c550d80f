#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/buffer.hpp>
#include <zhibiao/panel/town_figures.hpp>
#include <zhibiao/stats/segment_statistics.hpp>
#include <zhibiao/value/error.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace zhibiao::inline ZB_ABI::stats {

/// Statistics of the areas of one level.
template <class... Features>
struct area_statistics {
  std::vector<area_index> areas;  ///< in row order
  std::vector<period> periods;
  buffer<double> values;  ///< `[feature][area][period]`, NaN where the status has no number
  buffer<status> statuses;
  buffer<std::uint32_t> counted;  ///< towns that took part, `[area][period]`

  /// The cells of one feature, `[area][period]`.
  template <class Feature>
  std::span<const double> values_of() const noexcept {
    return values.span().subspan(position<Feature>() * counted.size(), counted.size());
  }
  template <class Feature>
  std::span<const status> statuses_of() const noexcept {
    return statuses.span().subspan(position<Feature>() * counted.size(), counted.size());
  }

  /// One cell, by positions in `areas` and `periods`.
  template <class Feature>
  kernels::cell at(std::size_t area, std::size_t period) const noexcept {
    const std::size_t i = area * periods.size() + period;
    return {values_of<Feature>()[i], statuses_of<Feature>()[i]};
  }

 private:
  template <class Feature>
  static constexpr std::size_t position() noexcept {
    static_assert((std::is_same_v<Feature, Features> || ...), "this feature was not asked for");
    std::size_t before = 0;
    (void)((std::is_same_v<Feature, Features> || (++before, false)) || ...);
    return before;
  }
};

namespace detail {

/// The minimum coverage to hold against: as given, else the indicator's.
inline double min_coverage_of(const town_figures& figures, std::optional<double> given) {
  if (!given) return figures.panel.catalog()[figures.indicator].min_coverage;
  if (!(*given > 0 && *given <= 1)) {
    throw error(errc::invalid_argument, "expected a minimum coverage above 0 and up to 1");
  }
  return *given;
}

inline kernels::block_view view_of(const town_figures& figures) noexcept {
  return {figures.values.data(), figures.periods.size()};
}

/// A statistic with an estimate or a bound among its figures is one too.
inline void pass_on_statuses(std::initializer_list<const town_figures*> sources,
                             std::span<const kernels::segment> segments, std::size_t periods,
                             std::span<status> why) {
  const auto is_said = [](status s) { return s != status::ok && has_number(s); };
  for (const town_figures* f : sources) {
    if (std::ranges::none_of(f->statuses.span(), is_said)) continue;
    for (std::size_t i = 0; i < why.size(); ++i) {
      if (!has_number(why[i])) continue;
      const std::size_t cell = i % (segments.size() * periods);
      const kernels::segment towns = segments[cell / periods];
      for (std::size_t town = towns.first; town < towns.last; ++town) {
        const std::size_t at = town * periods + cell % periods;
        const bool takes_part = std::ranges::all_of(
            sources, [&](const town_figures* s) { return has_number(s->statuses[at]); });
        if (takes_part) why[i] = weaker(why[i], f->statuses[at]);
      }
    }
  }
}

template <class... Features, class Compute>
area_statistics<Features...> over_areas(std::initializer_list<const town_figures*> sources,
                                        std::string_view level, Compute compute) {
  const town_figures& figures = **sources.begin();
  const area_tree& tree = figures.panel.areas();
  area_statistics<Features...> made;
  const std::span<const area_index> at_level = tree.at_level(level);
  made.areas.assign(at_level.begin(), at_level.end());
  made.periods = figures.periods;
  std::vector<kernels::segment> segments;
  segments.reserve(made.areas.size());
  for (const area_index a : made.areas) {
    segments.push_back({tree.leaves(a).first, tree.leaves(a).last});
  }

  const std::size_t periods = made.periods.size();
  const std::size_t cells = segments.size() * periods;
  made.values = buffer<double>(sizeof...(Features) * cells);
  made.statuses = buffer<status>(sizeof...(Features) * cells);
  made.counted = buffer<std::uint32_t>(cells);
  const std::span<status> why{made.statuses.data(), made.statuses.size()};
  compute(segments, periods,
          statistics_out{{made.values.data(), made.values.size()},
                         why,
                         {made.counted.data(), made.counted.size()}});
  pass_on_statuses(sources, segments, periods, why);
  return made;
}

}  // namespace detail

/// Statistics over the towns of every area of a level (各级汇总统计), each town counting once, whatever
/// its size. A town without a number is left out: with at least the minimum coverage (as given, else the
/// indicator's) the statistic is `partial`, below it `coverage_low` without a number; no town at all is
/// `not_reported`. Among those with a number the weakest status of the towns shows: of `bounded` figures
/// the printed ones are taken. Where the number is missing for another reason the feature says which.
///
///     const town_figures score = figures_of_towns(panel, "score");
///     const auto s = stats::statistics_over_areas<tag::skewness, ba::tag::max>(score, "county");
///     s.at<tag::skewness>(0, 0)
///
/// Throws `error`: unknown_level, invalid_argument (minimum coverage). O(towns * periods) for each
/// level; safe to call from several threads.
template <class... Features>
area_statistics<Features...> statistics_over_areas(
    const town_figures& figures, std::string_view level,
    std::optional<double> min_coverage = std::nullopt,
    const std::type_identity_t<accumulators_of<Features...>>& empty = {}) {
  const double least_coverage = detail::min_coverage_of(figures, min_coverage);
  return detail::over_areas<Features...>({&figures}, level,
                                         [&](std::span<const kernels::segment> segments,
                                             std::size_t lanes, const statistics_out& out) {
                                           segment_statistics<Features...>(
                                               detail::view_of(figures), {}, segments, lanes,
                                               least_coverage, out, empty);
                                         });
}

/// The same with weights, such as each town's population: a town takes part where figure and weight
/// both have a number. Coverage counts towns. Throws also where the weights are of another panel's size
/// or of other periods (invalid_argument).
template <class... Features>
area_statistics<Features...> statistics_over_areas_weighted(
    const town_figures& figures, const town_figures& weights, std::string_view level,
    std::optional<double> min_coverage = std::nullopt,
    const std::type_identity_t<weighted_accumulators_of<Features...>>& empty = {}) {
  const double least_coverage = detail::min_coverage_of(figures, min_coverage);
  if (weights.towns() != figures.towns() || weights.periods != figures.periods) {
    throw error(errc::invalid_argument,
                "expected weights of the same towns and periods as the figures, found others");
  }
  return detail::over_areas<Features...>({&figures, &weights}, level,
                                         [&](std::span<const kernels::segment> segments,
                                             std::size_t lanes, const statistics_out& out) {
                                           segment_statistics_weighted<Features...>(
                                               detail::view_of(figures), detail::view_of(weights),
                                               {}, segments, lanes, least_coverage, out, empty);
                                         });
}

}  // namespace zhibiao::inline ZB_ABI::stats
