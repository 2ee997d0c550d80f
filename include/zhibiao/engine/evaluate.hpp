#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/request.hpp>
#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/engine/result_sink.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/targets.hpp>

#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Computes all that the request names.
///
/// A figure of an area above the towns is made from its towns as the indicator says: a sum, a ratio of
/// sums, a weighted mean. A missing town is never a zero: with at least the minimum coverage the
/// figure is `partial`, below it `coverage_low` without a number. A change of such a figure is taken
/// over the towns that report in both periods, unless all do (同口径). Where no town reports at all,
/// or the indicator is not to be aggregated, the area's own reported figure stands.
///
/// Base periods are found by the calendar: a year without figures is `base_not_reported`, and the year
/// before it is never taken for it. Year-to-date figures have no period on period
/// (`not_comparable`).
///
/// Throws `error`: unknown_indicator, unknown_area, unknown_level, unknown_period (a requested period
/// of a frequency and form that nothing is reported in), invalid_argument, cancelled. Data that allow
/// no number never throw. O(areas * periods) for each indicator and measure, of the areas asked for and
/// the towns under them; beyond the result, working memory for a slab a thread (one indicator, some
/// periods). The same input gives the same bits whatever the row order and thread count. Safe to call
/// from several threads at once.
result_set evaluate(const panel& data, const request& what);

/// The same of figures that need not be in memory. The result keeps `from.frame()`.
result_set evaluate(const figure_source& from, const request& what);

/// The same, handed over slab by slab: neither the figures nor the results need fit into memory. Where it
/// throws, the sink has been given a part of the results.
void evaluate(const figure_source& from, const request& what, result_sink& sink);

/// Year on year of every reported figure, at every level.
result_set year_on_year(const panel& data);

/// Shortfall, completion and verdict of every figure.
result_set target_gap(const panel& data, const targets& wanted);

/// Every figure of the areas of one level.
result_set roll_up(const panel& data, std::string_view level);

}  // namespace zhibiao::inline ZB_ABI
