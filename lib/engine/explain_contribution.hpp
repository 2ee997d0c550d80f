#pragma once

#include <zhibiao/engine/explain.hpp>

#include "engine/explain_text.hpp"
#include "engine/traced_cell.hpp"

#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// What an area adds to the change of its peers in words: the formula, the numbers put in, the rule that
/// decided, and the changes of all peers.
std::string formula_of_contribution(const traced_cell& cell, const speaker& say);
std::string worked_of_contribution(const traced_cell& cell, const speaker& say);
std::string rule_of_contribution(const traced_cell& cell, const speaker& say);
std::vector<explained_input> inputs_of_contribution(const traced_cell& cell, const speaker& say);

}  // namespace zhibiao::inline ZB_ABI::engine
