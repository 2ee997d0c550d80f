#include "engine/series.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::engine {

series::series(const figure_source& from, std::size_t block, indicator_index indicator,
               engine::depth depth)
    : from_(&from), block_(block), indicator_(indicator), depth_(depth) {
  stated_ = find(indicator);
  if (depth_ == depth::stated) return;
  if (const std::optional<indicator_parts>& parts = catalog().parts(indicator)) {
    numerator_ = find(parts->numerator);
    denominator_ = find(parts->denominator);
  }
  if (depth_ == depth::towns) return;
  if (const std::optional<indicator_index> w = catalog().weight(indicator)) weight_ = find(*w);
}

std::optional<series::input> series::find(indicator_index indicator) {
  const std::optional<std::size_t> slot = shape().slot(indicator);
  if (!slot) return std::nullopt;
  const auto place = std::ranges::find(slots_, *slot);
  const auto at = static_cast<std::size_t>(place - slots_.begin());
  if (place == slots_.end()) slots_.push_back(*slot);
  return input{at, shape().exact_decimals[*slot]};
}

std::unique_ptr<figure_reader> series::open(std::size_t reach) const {
  return slots_.empty() ? nullptr : from_->open(block_, slots_, reach);
}

bool series::has_figures(const zhibiao::catalog& indicators, const block_shape& shape,
                         indicator_index indicator) {
  if (shape.slot(indicator)) return true;
  const std::optional<indicator_parts>& parts = indicators.parts(indicator);
  return parts && shape.slot(parts->numerator) && shape.slot(parts->denominator);
}

}  // namespace zhibiao::inline ZB_ABI::engine
