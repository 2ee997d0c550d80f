#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/request.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/town_figures.hpp>

#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// What `evaluate` computes for every town, as one block: of the request's only indicator and only
/// measure, at its periods, in the order of the panel's blocks. Throws `error(invalid_argument)` where
/// the request names more indicators or measures than one, or none, or any area or level, and what
/// `evaluate` throws. O(towns * periods).
town_figures figures_of_towns(const panel& data, const request& what);

/// The same of figures that need not be in memory, as those of the towns then are. `panel` of the result
/// is `from.frame()`.
town_figures figures_of_towns(const figure_source& from, const request& what);

/// The same of one indicator, at every period.
town_figures figures_of_towns(const panel& data, std::string_view indicator,
                              measure m = measure::value);

}  // namespace zhibiao::inline ZB_ABI
