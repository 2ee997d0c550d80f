#pragma once

#include <zhibiao/panel/area_changes.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/value/date.hpp>

namespace zhibiao::inline ZB_ABI {

/// The panel with its figures put on the areas of one day (可比口径): what is reported for earlier areas is
/// carried along the links to those that there are on that day, so that a figure and its base are of the
/// same territory. Rows stay the same; an area that is gone by then is there in no period any more, and
/// one that was made of others is there as long as they were.
///
/// For each area that changed after a period, from what its predecessors reported in it:
///
/// - a flow or stock that adds up over areas: the sum of `share * figure`. Exact where all shares are 1, as
///   of a merger; otherwise `estimated`. Bounds add like figures.
/// - a rate or mean with parts: its parts are carried, each by its own shares, and it is divided again. Where
///   only the rate is reported, it is the mean weighted by the denominator or the declared weight (an
///   index with a weight as well); a rate that is divided is passed on as it is. Both are `estimated`.
/// - one predecessor with share 1, as of a change of name: the figure as it is, with all that is said of it.
/// - anything else cannot be put on other areas: `not_comparable`.
///
/// A figure that one of the predecessors did not report is not reported; withheld by one, it is
/// withheld. Where no link says what a part of the territory was, it is `not_comparable`, and where there was
/// no predecessor at all `no_such_area`: a change from there is `not_comparable` either way. What areas above the towns report themselves
/// is `not_comparable` for periods before a town came or went.
///
/// Figures of periods that end on that day or later stay as they are, and so do the areas of later
/// changes. Each figure that was carried has its origin as its note. Throws `error(too_large)` where shares
/// over several changes take more than 18 digits. O(cells); safe to call from several threads.
///
/// Source: the comparable basis of the National Bureau of Statistics (各项指标的同比增速按可比口径计算).
panel on_areas_of(const panel& data, const area_changes& changes, date day);

}  // namespace zhibiao::inline ZB_ABI
