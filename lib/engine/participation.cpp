#include "engine/participation.hpp"

#include <zhibiao/kernels/presence.hpp>

#include "engine/taken_from.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

bool is_contradiction(const figures& f, const marked_cell& m) noexcept {
  return m.why == status::out_of_domain &&
         f.made_of(m.offset / f.columns, m.offset % f.columns).all != 0;
}

bool has_contradictions(const roll_up_inputs& in) noexcept {
  return in.rule == area_aggregation::ratio_of_sums &&
         std::ranges::any_of(in.value->marks,
                             [&](const marked_cell& m) { return is_contradiction(*in.value, m); });
}

}  // namespace

participation::participation(const roll_up_inputs& in, std::size_t lag, arena* memory)
    : first_(in.first()), second_(in.second()), columns_(first_->columns), lag_(lag) {
  // Sums of one figure, or of two that have to be there both, need no mask.
  const bool needs_mask = lag != 0 && (second_ != nullptr || in.weight != nullptr);
  if (needs_mask || has_contradictions(in)) find_towns(in, memory);
}

participation participation::in_every_column(const roll_up_inputs& in, arena* memory) {
  participation p(in, memory);
  if (p.mask_.empty()) p.find_towns(in, memory);
  for (std::size_t row = 0; row < p.first_->rows; ++row) {
    std::uint8_t* const mask = p.mask_.data() + row * p.columns_;
    const bool all = std::all_of(mask, mask + p.columns_, [](std::uint8_t m) { return m != 0; });
    std::fill_n(mask, p.columns_, static_cast<std::uint8_t>(all));
  }
  return p;
}

void participation::find_towns(const roll_up_inputs& in, arena* memory) {
  const std::size_t rows = first_->rows;
  mask_ = taken_from<std::uint8_t>(memory, rows * columns_);
  const figures& second = second_ != nullptr ? *second_ : *first_;
  kernels::find_pairs(first_->view(0, 0), second.view(0, 0), {rows, columns_}, mask_.data());
  if (in.rule == area_aggregation::ratio_of_sums) {
    for (const marked_cell& m : in.value->marks) {
      if (is_contradiction(*in.value, m)) mask_[m.offset] = 0;
    }
  }
  if (lag_ == 0) return;
  for (std::size_t row = 0; row < rows; ++row) {
    std::uint8_t* const mask = mask_.data() + row * columns_;
    for (std::size_t c = columns_; c-- > lag_;) mask[c] &= mask[c - lag_];
    std::fill_n(mask, std::min(lag_, columns_), std::uint8_t{0});
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
