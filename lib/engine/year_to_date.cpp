#include <zhibiao/engine/year_to_date.hpp>

#include "engine/other_form.hpp"

namespace zhibiao::inline ZB_ABI {

panel to_year_to_date(const panel& data) { return engine::in_form(data, form::year_to_date); }

}  // namespace zhibiao::inline ZB_ABI
