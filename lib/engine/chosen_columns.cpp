#include "engine/chosen_columns.hpp"

#include "engine/taken_from.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

figures cut(const figures& all, std::span<const std::size_t> columns, arena* memory) {
  figures f;
  f.rows = all.rows;
  f.columns = columns.size();
  f.stride = f.columns;
  f.scale = all.scale;
  f.own = taken_from<double>(memory, f.rows * f.columns);
  f.values = f.own.data();
  for (std::size_t row = 0; row < f.rows; ++row) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      f.own[row * f.columns + k] = all.value(row, columns[k]);
    }
  }
  for (const marked_cell& m : all.marks) {
    const std::size_t row = m.offset / all.columns;
    const std::size_t column = m.offset % all.columns;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      if (columns[k] != column) continue;
      f.marks.push_back(m);
      f.marks.back().offset = row * f.columns + k;
    }
  }
  return f;
}

}  // namespace

chosen_columns::chosen_columns(const roll_up_inputs& all, std::span<const std::size_t> columns,
                               arena* memory)
    : timeline_(all.timeline->over(columns)), inputs_(all) {
  inputs_.timeline = &timeline_;
  const auto cut_to = [&](const figures* from, std::optional<figures>& to) -> const figures* {
    if (from == nullptr) return nullptr;
    return &to.emplace(cut(*from, columns, memory));
  };
  inputs_.numerator = cut_to(all.numerator, numerator_);
  inputs_.denominator = cut_to(all.denominator, denominator_);
  inputs_.weight = cut_to(all.weight, weight_);
  inputs_.value = cut_to(all.value, value_);
  if (all.value->parts) {
    value_->parts = {inputs_.numerator, inputs_.denominator, all.value->parts->factor,
                     all.value->parts->stated_scale};
  }
  taking_part_.emplace(participation::in_every_column(inputs_, memory));
}

}  // namespace zhibiao::inline ZB_ABI::engine
