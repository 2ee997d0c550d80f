#include <zhibiao/panel/panel.hpp>

#include <algorithm>

namespace zhibiao::inline ZB_ABI {

std::optional<std::size_t> panel_block::find(period p) const noexcept {
  if (p.frequency() != frequency() || p.form() != form() || p.ordinal() < first_.ordinal()) {
    return std::nullopt;
  }
  const auto i = static_cast<std::size_t>(p.ordinal() - first_.ordinal());
  if (i >= period_count_) return std::nullopt;
  return i;
}

std::optional<std::size_t> panel_block::slot(indicator_index i) const noexcept {
  if (i >= slot_of_.size() || slot_of_[i] < 0) return std::nullopt;
  return static_cast<std::size_t>(slot_of_[i]);
}

std::span<const remark> panel_block::remarks(std::size_t slot) const noexcept {
  const auto before = [](const remark& r, std::uint64_t cell) { return r.cell < cell; };
  const std::uint64_t begin = slot * slot_cells_;
  const auto first = std::lower_bound(remarks_.begin(), remarks_.end(), begin, before);
  const auto last = std::lower_bound(first, remarks_.end(), begin + slot_cells_, before);
  return {first, last};
}

const remark* panel_block::find_remark(std::size_t slot, area_index area,
                                       std::size_t period) const noexcept {
  const std::uint64_t cell = slot * slot_cells_ + area * period_count_ + period;
  const auto found = std::lower_bound(remarks_.begin(), remarks_.end(), cell,
                                      [](const remark& r, std::uint64_t c) { return r.cell < c; });
  return found != remarks_.end() && found->cell == cell ? &*found : nullptr;
}

interval panel_block::known(std::size_t slot, area_index area, std::size_t period) const noexcept {
  if (const remark* said = find_remark(slot, area, period)) return said->known;
  return exactly(values_[slot * slot_cells_ + area * period_count_ + period]);
}

panel::panel() {
  auto empty = std::make_shared<contents>();
  empty->catalog = std::make_shared<const zhibiao::catalog>();
  empty->areas = std::make_shared<const area_tree>();
  data_ = std::move(empty);
}

const panel_block* panel::find_block(frequency f, form form) const noexcept {
  for (const panel_block& b : data_->blocks) {
    if (b.frequency() == f && b.form() == form) return &b;
  }
  return nullptr;
}

}  // namespace zhibiao::inline ZB_ABI
