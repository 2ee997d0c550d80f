#pragma once

#include <zhibiao/engine/explain.hpp>

#include "engine/explain_text.hpp"
#include "engine/traced_cell.hpp"

#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The figures that went into the cell, and those that did not.
std::vector<explained_input> inputs_of(const traced_cell& cell, const speaker& say);

}  // namespace zhibiao::inline ZB_ABI::engine
