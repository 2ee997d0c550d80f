#pragma once

#include <zhibiao/engine/explain.hpp>

#include "engine/explain_text.hpp"
#include "engine/traced_cell.hpp"

#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// Headline growth and what it is made of in words: the formula, the numbers put in, the rule that decided,
/// and the figures of both years with the towns behind them.
std::string formula_of_effect(const traced_cell& cell, const speaker& say);
std::string worked_of_effect(const traced_cell& cell, const speaker& say);
std::string rule_of_effect(const traced_cell& cell, const speaker& say);
std::vector<explained_input> inputs_of_effect(const traced_cell& cell, const speaker& say);

}  // namespace zhibiao::inline ZB_ABI::engine
