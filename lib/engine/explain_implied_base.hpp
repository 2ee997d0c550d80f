#pragma once

#include <zhibiao/engine/explain.hpp>

#include "engine/explain_text.hpp"
#include "engine/traced_cell.hpp"

#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The base behind a published growth in words: the formula, the numbers put in, the rule that decided, and the
/// growth with the figure that grew.
std::string formula_of_implied_base(const traced_cell& cell, const speaker& say);
std::string worked_of_implied_base(const traced_cell& cell, const speaker& say);
std::string rule_of_implied_base(const traced_cell& cell, const speaker& say);
std::vector<explained_input> inputs_of_implied_base(const traced_cell& cell, const speaker& say);

}  // namespace zhibiao::inline ZB_ABI::engine
