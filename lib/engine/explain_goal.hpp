#pragma once

#include <zhibiao/engine/explain.hpp>

#include "engine/explain_text.hpp"
#include "engine/traced_cell.hpp"

#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The same four things as of other measures, of progress over years.
std::string formula_of_goal(const traced_cell& cell, const speaker& say);
std::string worked_of_goal(const traced_cell& cell, const speaker& say);
std::string rule_of_goal(const traced_cell& cell, const speaker& say);
std::vector<explained_input> inputs_of_goal(const traced_cell& cell, const speaker& say);

}  // namespace zhibiao::inline ZB_ABI::engine
