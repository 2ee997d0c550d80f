#include <zhibiao/engine/figure_source.hpp>

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

class panel_reader final : public figure_reader {
 public:
  panel_reader(const panel_block& block, std::size_t areas, std::span<const std::size_t> slots)
      : block_(block), areas_(areas), slots_(slots.begin(), slots.end()), remarks_(slots.size()) {}

  std::size_t longest_run() const noexcept override { return block_.period_count(); }

  figure_run read(std::size_t slot, std::size_t first, std::size_t last) override {
    const std::size_t periods = block_.period_count();
    figure_run run;
    run.values = block_.values(slots_[slot]).data() + first;
    run.value_stride = periods;
    const std::span<const observation_status> statuses = block_.statuses(slots_[slot]);
    if (!statuses.empty()) run.statuses = statuses.data() + first;
    run.status_stride = periods;

    std::vector<remarked_figure>& remarks = remarks_[slot];
    remarks.clear();
    for (const remark& r : block_.remarks(slots_[slot])) {
      const std::size_t cell = r.cell - slots_[slot] * areas_ * periods;
      const std::size_t t = cell % periods;
      if (r.how == qualifier::exact || t < first || t >= last) continue;
      remarks.push_back({static_cast<area_index>(cell / periods), t, r.how, r.known});
    }
    run.remarks = remarks;
    return run;
  }

 private:
  const panel_block& block_;
  std::size_t areas_;
  std::vector<std::size_t> slots_;
  std::vector<std::vector<remarked_figure>> remarks_;  ///< by position in `slots_`
};

}  // namespace

std::optional<std::size_t> block_shape::find(period p) const noexcept {
  if (p.frequency() != frequency() || p.form() != form() || p.ordinal() < first.ordinal()) {
    return std::nullopt;
  }
  const auto t = static_cast<std::size_t>(p.ordinal() - first.ordinal());
  return t < period_count ? std::optional(t) : std::nullopt;
}

std::optional<std::size_t> block_shape::slot(indicator_index i) const noexcept {
  const auto found = std::ranges::lower_bound(indicators, i);
  if (found == indicators.end() || *found != i) return std::nullopt;
  return static_cast<std::size_t>(found - indicators.begin());
}

panel_source::panel_source(panel data) : data_(std::move(data)) {
  for (const panel_block& b : data_.blocks()) {
    block_shape shape;
    shape.first = b.first_period();
    shape.period_count = b.period_count();
    shape.indicators.assign(b.indicators().begin(), b.indicators().end());
    for (std::size_t slot = 0; slot < shape.indicators.size(); ++slot) {
      shape.exact_decimals.push_back(b.exact_decimals(slot));
    }
    shapes_.push_back(std::move(shape));
  }
}

std::unique_ptr<figure_reader> panel_source::open(std::size_t block,
                                                  std::span<const std::size_t> slots,
                                                  std::size_t) const {
  return std::make_unique<panel_reader>(data_.blocks()[block], data_.areas().size(), slots);
}

}  // namespace zhibiao::inline ZB_ABI
