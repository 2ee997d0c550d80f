#include "panel/panel_assembly.hpp"

#include <zhibiao/panel/buffer.hpp>
#include <zhibiao/panel/missing.hpp>

#include "panel/closed_limits.hpp"
#include "panel/in_threads.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {
panel_assembly::panel_assembly(std::shared_ptr<const zhibiao::catalog> catalog,
                               std::shared_ptr<const area_tree> areas, const panel_outline& outline,
                               int threads, arena* memory)
    : catalog_(std::move(catalog)), areas_(std::move(areas)), threads_(threads) {
  for (std::size_t b = 0; b < most_blocks; ++b) {
    if (!outline.periods(b).is_empty()) open(outline, b, memory);
  }
  if (const std::optional<std::size_t> only = outline.only_block()) only_room_ = &rooms_[*only];
}

void panel_assembly::open(const panel_outline& outline, std::size_t number, arena* memory) {
  position_[number] = blocks_.size();
  block_figures& b = blocks_.emplace_back();
  const panel_outline::span& periods = outline.periods(number);
  b.first_period = period_of(static_cast<period_key>(periods.first) << block_bits |
                             static_cast<period_key>(number));
  b.period_count = periods.size();
  b.indicators = outline.indicators(number);

  room& to = rooms_[number];
  to.period_count = b.period_count;
  to.first_period = periods.first;
  to.first_of.assign(catalog_->size(), 0);
  const std::size_t slot_cells = areas_->size() * b.period_count;
  for (std::size_t slot = 0; slot < b.indicators.size(); ++slot) {
    to.first_of[b.indicators[slot]] = slot * slot_cells;
  }

  const std::size_t cells = b.indicators.size() * slot_cells;
  b.values = memory != nullptr ? buffer<double>(cells, *memory) : buffer<double>(cells);
  to.cells = b.values.data();
  const std::size_t parts = useful_threads(threads_, cells);
  in_threads(parts, [&](std::size_t part) {
    const share mine = share_of(cells, part, parts, buffer<double>::alignment / sizeof(double));
    fill_lines(to.cells + mine.first, (mine.last - mine.first) * sizeof(double), no_row_bits);
  });
}

void panel_assembly::find(const area_index* areas, const indicator_index* indicators,
                          const period_key* periods, std::size_t n, double** cells) const noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    cells[i] = find(areas[i], indicators[i], periods[i]);
    __builtin_prefetch(cells[i], 1);
  }
}

void panel_assembly::find_parts(const std::uint32_t* areas, const std::uint32_t* indicators,
                                const std::uint32_t* periods, std::size_t n,
                                double** cells) const noexcept {
  double* const first = only_room_->cells;
  const auto row = static_cast<std::uint32_t>(only_room_->period_count);
  for (std::size_t i = 0; i < n; ++i) {
    cells[i] = first + (areas[i] * row + indicators[i] + periods[i]);
    __builtin_prefetch(cells[i], 1);
  }
}

void panel_assembly::write(double* const* cells, const double* values, std::size_t n) noexcept {
  // Atomic only so that several threads may meet in a cell: on the machine it is a plain store.
  for (std::size_t i = 0; i < n; ++i) {
    std::atomic_ref<double>(*cells[i]).store(values[i], std::memory_order_relaxed);
  }
}

void panel_assembly::look_through() {
  for (const block_figures& b : blocks_) {
    const std::span<const double> cells = b.values.span();
    const std::size_t slot_cells = areas_->size() * b.period_count;
    const std::size_t parts = useful_threads(threads_, cells.size());
    std::vector<std::vector<cell_summary>> found(parts);
    in_threads(parts, [&](std::size_t part) {
      found[part].resize(b.indicators.size());
      const share mine = share_of(cells.size(), part, parts);
      for (std::size_t from = mine.first; from < mine.last;) {
        const std::size_t slot = from / slot_cells;
        const std::size_t to = std::min(mine.last, (slot + 1) * slot_cells);
        found[part][slot].add(cells.subspan(from, to - from));
        from = to;
      }
    });
    for (std::size_t part = 1; part < parts; ++part) {
      for (std::size_t slot = 0; slot < found[0].size(); ++slot) {
        found[0][slot].add(found[part][slot]);
      }
    }
    summaries_.push_back(std::move(found[0]));
  }
}

std::size_t panel_assembly::filled() const noexcept {
  std::size_t sum = 0;
  for (const auto& slots : summaries_) {
    for (const cell_summary& s : slots) sum += s.filled;
  }
  return sum;
}

bool panel_assembly::keeps_limits() const {
  for (std::size_t b = 0; b < summaries_.size(); ++b) {
    for (std::size_t slot = 0; slot < summaries_[b].size(); ++slot) {
      const cell_summary& s = summaries_[b][slot];
      const bool has_numbers = s.least <= s.greatest;
      const closed_limits limits = closed((*catalog_)[blocks_[b].indicators[slot]].limits);
      if (has_numbers && !(limits.hold(s.least) && limits.hold(s.greatest))) return false;
    }
  }
  return true;
}

bool panel_assembly::keeps_validity() const {
  for (const block_figures& b : blocks_) {
    for (const limited_area& l : areas_->limited()) {
      for (std::size_t t = 0; t < b.period_count; ++t) {
        if (l.valid.holds_in(b.first_period.shifted(static_cast<int>(t)))) continue;
        for (std::size_t slot = 0; slot < b.indicators.size(); ++slot) {
          const std::size_t cell = (slot * areas_->size() + l.area) * b.period_count + t;
          if (!is_missing(b.values[cell])) return false;
        }
      }
    }
  }
  return true;
}

panel_assembly::cell_place panel_assembly::place_of(area_index area, indicator_index indicator,
                                                    period_key period) noexcept {
  const std::size_t number = block_of(period);
  const room& in = rooms_[number];
  return {&blocks_[position_[number]],
          static_cast<std::size_t>(in.find(area, indicator, period) - in.cells)};
}

void panel_assembly::set_status(cell_place where, observation_status status) {
  buffer<observation_status>& statuses = where.block->statuses;
  if (statuses.empty()) {
    statuses = buffer<observation_status>(where.block->values.size(), observation_status::normal);
  }
  statuses[where.cell] = status;
}

void panel_assembly::add_remark(cell_place where, remark said) {
  said.cell = where.cell;
  where.block->remarks.push_back(std::move(said));
}

panel panel_assembly::finish(std::size_t reported) {
  for (std::size_t n = 0; n < blocks_.size(); ++n) {
    block_figures& b = blocks_[n];
    const auto is_before = [](const remark& x, const remark& y) { return x.cell < y.cell; };
    std::sort(b.remarks.begin(), b.remarks.end(), is_before);
    const std::size_t slot_cells = areas_->size() * b.period_count;
    for (const remark& said : b.remarks) {
      if (is_missing(b.values[said.cell])) continue;
      decimals_finder& decimals = summaries_[n][said.cell / slot_cells].decimals;
      if (std::isfinite(said.known.lower)) decimals.add(said.known.lower);
      if (std::isfinite(said.known.upper)) decimals.add(said.known.upper);
    }
    for (const cell_summary& s : summaries_[n]) {
      const std::int8_t found = s.decimals.found();
      b.exact_decimals.push_back(found < 0 ? std::nullopt : std::optional<int>(found));
    }
  }
  return panel::make(std::move(catalog_), std::move(areas_), std::move(blocks_), reported);
}

}  // namespace zhibiao::inline ZB_ABI::detail
