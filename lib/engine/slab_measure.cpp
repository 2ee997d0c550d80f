#include "engine/slab_measure.hpp"

#include <zhibiao/kernels/presence.hpp>

#include "engine/change.hpp"
#include "engine/gap.hpp"
#include "engine/gap_ratio.hpp"
#include "engine/goal_course.hpp"
#include "engine/growth.hpp"
#include "engine/growth_terms.hpp"
#include "engine/late_report.hpp"
#include "engine/panel_effect.hpp"
#include "engine/rate_effects.hpp"
#include "engine/rounded_verdict.hpp"
#include "engine/schedule.hpp"

#include <algorithm>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::no_number;

/// So many cells are worked on at a time, measure after measure: they stay in the nearest cache.
constexpr std::size_t strip_cells = 8192;

/// The figures as they are, before anything is made of them or after.
class figures_measure final : public slab_measure {
 public:
  figures_measure(const slab& of, bool is_stated) : slab_(of), is_stated_(is_stated) {}

  void write_towns(const row_run& rows, const cells_out& out) override {
    write_reported(rows, is_stated_ ? slab_.stated() : slab_.values(), out);
  }

  void write_above(std::size_t position, const cells_out& out) override {
    is_stated_ ? write_stated_above(position, out) : write_values_above(position, out);
  }

 private:
  void write_reported(const row_run& rows, const figures& f, const cells_out& out) const {
    const std::size_t first = slab_.first_column();
    kernels::as_reported(f.view(rows.first, first), {rows.size(), f.columns - first},
                         out.block(rows.position, 0));
    for (const marked_cell& m : f.marks_of(rows.first, rows.last)) {
      const std::size_t row = m.offset / f.columns;
      const std::size_t c = m.offset % f.columns;
      if (c < first) continue;
      out.put(rows.position_of(row), c - first, {f.value(row, c), m.why}, m.known);
    }
  }

  void write_stated_above(std::size_t position, const cells_out& out) const {
    const figures& f = slab_.stated_above();
    write_reported({0, f.rows, position}, f, out);
    for (std::size_t row = 0; row < f.rows; ++row) {
      for (std::size_t c = slab_.first_column(); c < f.columns; ++c) {
        out.coverage[row * out.stride + c - slab_.first_column()] = {f.has(row, c) ? 1U : 0U, 1,
                                                                     no_number};
      }
    }
  }

  void write_values_above(std::size_t position, const cells_out& out) const {
    const upper_figures& above = slab_.above();
    const std::size_t first = slab_.first_column();
    const std::size_t count = slab_.columns() - first;
    for (std::size_t row = 0; row < above.rows(); ++row) {
      const kernels::cell_block to = out.block(position + row, 0);
      std::copy_n(&above.value(row, first), count, to.values);
      std::copy_n(&above.why(row, first), count, to.why);
      std::copy_n(&above.coverage(row, first), count, out.coverage + row * out.stride);
      for (const known_cell& k : above.known_of(row)) {
        const std::size_t c = k.offset % slab_.columns();
        if (c >= first) out.put_known(position + row, c - first, k.known);
      }
    }
  }

  const slab& slab_;
  bool is_stated_;
};

/// A yes or no has no rate of change.
class no_rate final : public slab_measure {
 public:
  explicit no_rate(const slab& of) : slab_(of) {}

  void write_towns(const row_run& rows, const cells_out& out) override {
    for (std::size_t row = rows.first; row < rows.last; ++row) {
      for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
        out.put(rows.position_of(row), c - slab_.first_column(), none(slab_.values().why(row, c)));
      }
    }
  }

  void write_above(std::size_t position, const cells_out& out) override {
    for (std::size_t row = 0; row < slab_.above().rows(); ++row) {
      for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
        const std::size_t period = c - slab_.first_column();
        out.put(position + row, period, none(slab_.above().why(row, c)));
        out.coverage[row * out.stride + period] = slab_.above().coverage(row, c);
      }
    }
  }

 private:
  static kernels::cell none(status current) noexcept {
    return {no_number, has_number(current) ? status::out_of_domain : current};
  }

  const slab& slab_;
};

std::size_t periods_a_year(frequency f) noexcept {
  return static_cast<std::size_t>(periods_per_year(f));
}

}  // namespace

std::unique_ptr<slab_measure> make_measure(measure m, const slab& of, const measure_inputs& with) {
  const block_shape& shape = of.series().shape();
  const std::size_t a_year = periods_a_year(shape.frequency());
  const indicator_kind kind = of.definition().kind;
  const bool in_points = changes_in_points(kind);
  const bool has_rate = kind != indicator_kind::binary;
  switch (m) {
    case measure::value:
      return std::make_unique<figures_measure>(of, false);
    case measure::stated:
      return std::make_unique<figures_measure>(of, true);
    case measure::difference:
      return std::make_unique<change>(of, change_rule{a_year, true, false});
    case measure::year_on_year:
      if (!has_rate) break;
      return std::make_unique<change>(of, change_rule{a_year, in_points, false});
    case measure::period_on_period: {
      if (!has_rate) break;
      const bool is_cumulative = shape.form() == form::year_to_date;
      return std::make_unique<change>(of, change_rule{1, in_points, is_cumulative});
    }
    case measure::gap:
    case measure::completion:
      return std::make_unique<gap>(of, m, with.targets);
    case measure::verdict:
      if (with.method.comparison == compared_as::full) {
        return std::make_unique<gap>(of, m, with.targets);
      }
      return std::make_unique<rounded_verdict>(of, with.targets);
    case measure::relative_gap:
    case measure::unmet_ratio:
      return std::make_unique<gap_ratio>(of, m, with.targets);
    case measure::progress:
    case measure::elapsed:
    case measure::expected:
    case measure::lead:
    case measure::lamp:
    case measure::required_pace:
    case measure::required_rate:
    case measure::required_growth:
    case measure::projection:
    case measure::projected_completion:
      return std::make_unique<schedule>(of, m, *with.plan, with.method);
    case measure::goal_progress:
    case measure::goal_class:
    case measure::goal_score:
    case measure::trend:
      return std::make_unique<goal_course>(of, m, *with.plan, with.method);
    case measure::best_case:
    case measure::worst_case:
    case measure::outlook:
      return std::make_unique<late_report>(of, m, with.targets, with.method);
    case measure::implied_base:  // of a growth in `implied_bases`
    case measure::rank:
    case measure::share:
    case measure::contribution:
    case measure::pull:
    case measure::goal_distance:
    case measure::frontier_distance:
      break;  // in `slab_peers`
    case measure::headline_growth:
    case measure::panel_effect:
      if (!has_rate) break;
      return std::make_unique<panel_effect>(m, of, change_rule{a_year, in_points, false});
    case measure::own_rate_effect:
    case measure::structure_effect:
    case measure::entry_effect:
    case measure::exit_effect:
      if (of.definition().over_areas != area_aggregation::ratio_of_sums) break;
      return std::make_unique<rate_effects>(m, of, change_rule{a_year, in_points, false});
    case measure::fixed_base:
    case measure::annualised:
      if (in_points) break;
      [[fallthrough]];
    case measure::average_growth:
    case measure::two_year_average:
    case measure::cumulative_ratio:
      if (!has_rate) break;
      return std::make_unique<growth>(of, growth_rule(m, with.method, of.definition(), shape));
  }
  return std::make_unique<no_rate>(of);
}

std::size_t reach_of(measure m, const method_choice& by, const block_shape& shape,
                     std::size_t first, std::size_t last) {
  switch (m) {
    case measure::difference:
    case measure::year_on_year:
    case measure::contribution:
    case measure::pull:
    case measure::headline_growth:
    case measure::panel_effect:
    case measure::own_rate_effect:
    case measure::structure_effect:
    case measure::entry_effect:
    case measure::exit_effect:
    case measure::required_growth:
    case measure::best_case:
    case measure::worst_case:
    case measure::outlook:
      return periods_a_year(shape.frequency());
    case measure::period_on_period:
      return 1;
    case measure::goal_progress:
    case measure::goal_class:
    case measure::goal_score:
    case measure::trend:
      return last - 1;  // the base may be the first period there is
    default:
      return is_growth(m) ? growth_rule(m, by, {}, shape).reach(first, last) : 0;
  }
}

void write_measures(const slab& of, std::span<const measure> measures, const measure_inputs& with,
                    std::span<const row_run> towns, std::size_t first_upper,
                    std::span<const cells_out> out) {
  struct made_measure {
    std::unique_ptr<slab_measure> measure;
    const cells_out* out;
  };
  std::vector<made_measure> made;
  for (std::size_t k = 0; k < measures.size(); ++k) {
    const bool is_growth = of.series().catalog().grown(of.series().index()).has_value();
    if (needs_peers(measures[k]) || (measures[k] == measure::implied_base && is_growth)) continue;
    made.push_back({make_measure(measures[k], of, with), &out[k]});
  }

  const std::size_t strip = std::max<std::size_t>(strip_cells / of.columns(), 1);
  for (const row_run& all : towns) {
    for (std::size_t row = all.first; row < all.last; row += strip) {
      const row_run rows{row, std::min(row + strip, all.last), all.position_of(row)};
      for (const made_measure& m : made) m.measure->write_towns(rows, *m.out);
    }
  }
  if (of.areas().uppers.empty()) return;
  for (const made_measure& m : made) m.measure->write_above(first_upper, *m.out);
}

}  // namespace zhibiao::inline ZB_ABI::engine
