#pragma once

#include <zhibiao/panel/panel.hpp>

#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// The note of a February figure that stands for January and February together: several surveys are not
/// taken in January, and the first figure of the year is published for both.
inline constexpr std::string_view january_and_february = "1-2月合计";

/// The panel with single periods in place of year-to-date figures (累计数分解为当期数): within a year
/// p(t) = YTD(t) - YTD(t - 1) and p(1) = YTD(1), of every indicator that is summed over time. Where
/// nobody reports January, the figure of February stands for both months and its note says so. A cumulative that
/// fell leaves a negative figure that is kept, `revised_down`, where the natural limits know no negative
/// ones. A period whose predecessor is missing is not made.
///
/// Figures of a rate or mean with parts follow from its parts. What is not summed over time cannot be taken
/// apart and stays as it was, such as unique persons; so does what is in single periods already. Where the
/// catalogue insists on year-to-date for what is converted, the panel's own no longer does.
///
/// Bounds give the difference of the bounds; a difference with an estimated figure is estimated, but
/// `revised_down` where it is that as well. O(figures).
panel to_single_periods(const panel& data);

}  // namespace zhibiao::inline ZB_ABI
