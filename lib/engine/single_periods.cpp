#include <zhibiao/engine/single_periods.hpp>

#include "engine/other_form.hpp"

namespace zhibiao::inline ZB_ABI {

panel to_single_periods(const panel& data) { return engine::in_form(data, form::single); }

}  // namespace zhibiao::inline ZB_ABI
