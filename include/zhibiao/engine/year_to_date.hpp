#pragma once

#include <zhibiao/panel/panel.hpp>

namespace zhibiao::inline ZB_ABI {

/// The panel with year-to-date figures in place of single periods (当期数累计): YTD(t) = p(1) + ... + p(t)
/// within the year, of every indicator that is summed over time and finer than the year. All of these must
/// be reported, but for January where the note of February says that it stands for both
/// (`january_and_february`).
///
/// Figures of a rate or mean with parts follow from its parts where both are summed. What is not summed over
/// time stays in single periods: a level at a date is its own year-to-date, and unique persons cannot be
/// added. Where the catalogue insists on single periods for what is converted, the panel's own no longer
/// does.
///
/// Bounds add like figures; a sum with an estimated figure is estimated. O(figures).
panel to_year_to_date(const panel& data);

}  // namespace zhibiao::inline ZB_ABI
