#pragma once

#include "engine/explain_text.hpp"
#include "engine/traced_cell.hpp"

#include <string>

namespace zhibiao::inline ZB_ABI::engine {

/// The rule that decided the status of the cell.
std::string rule_of(const traced_cell& cell, const speaker& say);

}  // namespace zhibiao::inline ZB_ABI::engine
