#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/value/period.hpp>

#include "engine/figures.hpp"
#include "engine/slab.hpp"

#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The figures of one period, of the rows that a slab of the same areas has.
struct earlier_figures {
  std::vector<figure> towns;
  std::vector<figure> uppers;
};

/// The figures of an indicator in a period, wherever in the source they are. A year that is not reported as
/// one is what its last period says: the total to its end, of what adds up over time, else the figure at
/// its end. Reads from the source, so no reader of it may be open that must be alone.
earlier_figures read_earlier(const figure_source& from, indicator_index indicator, period at,
                             const slab_areas& areas, const slab_settings& settings);

}  // namespace zhibiao::inline ZB_ABI::engine
