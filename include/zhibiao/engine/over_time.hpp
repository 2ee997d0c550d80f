#pragma once

#include <zhibiao/panel/panel.hpp>

namespace zhibiao::inline ZB_ABI {

/// The panel with the figures of a coarser frequency added, made from the finer single periods as each
/// indicator's `over_time` says (时间汇总): `sum` adds the periods, all of which must be reported;
/// `last` takes the last period's figure and never an earlier one; `ratio_of_sums` leaves the rate to
/// its parts, each by its own rule; `none` makes nothing. A period that cannot be made is not reported;
/// figures reported at the coarser frequency itself stay as they are. The finest frequency that has the
/// indicator is taken.
///
/// Bounds add like figures; a sum with an estimated member is estimated. Throws
/// `error(invalid_argument)` where the panel reports nothing finer than `coarser`.
panel over_time(const panel& data, frequency coarser);

}  // namespace zhibiao::inline ZB_ABI
