#pragma once

#include "engine/explain_text.hpp"
#include "engine/traced_cell.hpp"

#include <string>

namespace zhibiao::inline ZB_ABI::engine {

/// How the cell is computed, in words.
std::string formula_of(const traced_cell& cell, const speaker& say);

/// The formula with the numbers in; empty where there is no number, nothing to compute, or too much to
/// write out.
std::string worked_of(const traced_cell& cell, const speaker& say);

}  // namespace zhibiao::inline ZB_ABI::engine
