#include <zhibiao/panel/panel.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

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

panel panel::make(std::shared_ptr<const zhibiao::catalog> catalog,
                  std::shared_ptr<const area_tree> areas, std::vector<block_figures> blocks,
                  std::size_t reported) {
  const auto require = [](bool holds, const char* what) {
    if (!holds) throw error(errc::invalid_argument, std::string("expected ") + what);
  };
  require(catalog && areas, "a catalogue and an area list, found none");
  auto made = std::make_shared<contents>();
  for (block_figures& from : blocks) {
    const std::size_t slots = from.indicators.size();
    require(from.first_period.is_valid() && from.period_count > 0 && slots > 0,
            "a block of periods and indicators, found an empty one");
    const auto order = [](period p) {
      return std::pair(periods_per_year(p.frequency()), p.form());
    };
    require(made->blocks.empty() || order(made->blocks.back().first_) < order(from.first_period),
            "blocks from the coarsest frequency to the finest, each once");
    require(std::ranges::adjacent_find(from.indicators, std::greater_equal<>()) ==
                    from.indicators.end() &&
                from.indicators.back() < catalog->size(),
            "indicators of the catalogue, in its order");
    panel_block& b = made->blocks.emplace_back();
    b.first_ = from.first_period;
    b.period_count_ = from.period_count;
    b.slot_cells_ = areas->size() * from.period_count;
    b.first_.shifted(static_cast<int>(b.period_count_) - 1);
    const std::size_t cells = slots * b.slot_cells_;
    require(from.values.size() == cells &&
                (from.statuses.empty() || from.statuses.size() == cells) &&
                from.exact_decimals.size() == slots,
            "a figure for every indicator, area and period");
    const auto is_not_before = [](const remark& x, const remark& y) { return x.cell >= y.cell; };
    require(std::ranges::adjacent_find(from.remarks, is_not_before) == from.remarks.end() &&
                (from.remarks.empty() || from.remarks.back().cell < cells),
            "remarks in the order of their cells");
    b.slot_of_.assign(catalog->size(), -1);
    for (std::size_t slot = 0; slot < slots; ++slot) {
      b.slot_of_[from.indicators[slot]] = static_cast<std::int32_t>(slot);
      b.exact_decimals_.push_back(static_cast<std::int8_t>(from.exact_decimals[slot].value_or(-1)));
    }
    b.indicators_ = std::move(from.indicators);
    b.values_ = std::move(from.values);
    b.statuses_ = std::move(from.statuses);
    b.remarks_ = std::move(from.remarks);
  }
  made->catalog = std::move(catalog);
  made->areas = std::move(areas);
  made->reported = reported;
  return panel(std::move(made));
}

const panel_block* panel::find_block(frequency f, form form) const noexcept {
  for (const panel_block& b : data_->blocks) {
    if (b.frequency() == f && b.form() == form) return &b;
  }
  return nullptr;
}

}  // namespace zhibiao::inline ZB_ABI
