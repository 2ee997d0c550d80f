#include <zhibiao/engine/section_shape.hpp>

#include "engine/request_plan.hpp"

namespace zhibiao::inline ZB_ABI {

std::vector<section_shape> plan_sections(const panel& data, const request& what) {
  return plan_sections(panel_source(data), what);
}

std::vector<section_shape> plan_sections(const figure_source& from, const request& what) {
  const engine::request_plan plan(from, what);
  std::vector<section_shape> shapes;
  for (std::size_t k = 0; k < plan.outputs(); ++k) {
    const std::span<const area_index> areas = plan.areas_of(k);
    for (const engine::block_plan& block : plan.blocks()) {
      shapes.push_back({plan.measure_of(k),
                        plan.statistic_of(k),
                        block.indicators,
                        {areas.begin(), areas.end()},
                        block.periods});
    }
  }
  return shapes;
}

}  // namespace zhibiao::inline ZB_ABI
