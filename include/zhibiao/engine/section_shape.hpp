#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/request.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/value/period.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// What a section of a result will hold.
struct section_shape {
  zhibiao::measure measure = zhibiao::measure::value;
  std::optional<zhibiao::statistic> statistic;  ///< none for the measure itself
  std::vector<indicator_index> indicators;
  std::vector<area_index> areas;
  std::vector<period> periods;

  /// How many values it has, and how many statuses.
  std::size_t cells() const noexcept { return indicators.size() * areas.size() * periods.size(); }
};

/// The sections that `evaluate` would give, in their order, without computing any: how much memory
/// `request::outputs` needs. Throws as `evaluate` does.
std::vector<section_shape> plan_sections(const panel& data, const request& what);
std::vector<section_shape> plan_sections(const figure_source& from, const request& what);

}  // namespace zhibiao::inline ZB_ABI
