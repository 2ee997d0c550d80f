#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/method.hpp>
#include <zhibiao/kernels/quotient.hpp>
#include <zhibiao/panel/targets.hpp>

#include "engine/earlier_figures.hpp"
#include "engine/level_targets.hpp"
#include "engine/schedule_time.hpp"
#include "engine/series.hpp"
#include "engine/slab.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// Where a figure should be on the way to its target.
struct way {
  /// Without a number: why there is no way. Else what the base makes of every result.
  status why = status::no_target;
  const target* goal_of = nullptr;  ///< null where there is no target
  bool is_total = false;            ///< a total that starts the year at zero, else a level
  bool is_limit = false;            ///< to stay under
  bool has_goal = false;            ///< one number to be reached; a range has none
  double goal = kernels::no_number;

  double base = kernels::no_number;  ///< of a level
  kernels::quotient base_made_of;    ///< without a number where the base has no parts
  status base_why = status::ok;      ///< without a number: why there is none
  status marks = status::ok;         ///< what the base makes of results that it goes into
  bool is_base_exact = true;
  bool leaves_open = false;  ///< what follows from the base is only as narrow as it is
  period start;              ///< the way begins at its end

  kernels::quotient elapsed;     ///< of the time
  bool is_elapsed_known = true;  ///< false where the profile is too coarse for the period
  /// Where the figure should be: the number, as it is, and as the quotient that it is rounded from.
  kernels::cell expected;
  kernels::quotient unrounded;
  bool is_straight = false;  ///< the way is due as the time is over
  int periods_left = 0;
};

/// The plan of one indicator in one block: which target each figure is on the way to, and where it should be.
/// The target of the figure's year comes first, then the nearest deadline that ends no earlier than the
/// period. A total of the year so far goes to a target of the year or of a later total in it; a single figure
/// that adds up over time, only to one of its own period or, of a year, of a later one.
class series_plan {
 public:
  /// Reads the figures of base periods, so no reader of the source may be open that must be alone.
  series_plan(const figure_source& from, const series& of, const level_targets& wanted,
              const method_choice& by, const working_calendar* calendar, const slab_areas& areas,
              const slab_settings& settings);
  series_plan(const series_plan&) = delete;
  series_plan& operator=(const series_plan&) = delete;

  /// The way of a town's figure, or of an area's above, by its row; the period by its place in the block.
  way of_town(std::size_t row, std::size_t at) {
    return find(at, areas_.towns.first + row, row, true);
  }
  way of_upper(std::size_t row, std::size_t at) { return find(at, areas_.uppers[row], row, false); }

 private:
  /// The targets of one deadline.
  struct deadline_targets {
    period deadline;
    const target* every_town = nullptr;
    std::span<const target> of_areas;  ///< by area
  };
  /// The targets that a figure of a period can be on the way to, the one to take first.
  struct period_plan {
    std::vector<const deadline_targets*> to;
    std::vector<const deadline_targets*> others;  ///< of later deadlines, to which it cannot be
  };

  way find(std::size_t at, std::size_t area, std::size_t row, bool is_town);
  way along(const target& t, period at, std::size_t row, bool is_town);
  void find_base(way& w, const target& t, std::size_t row, bool is_town);
  void find_elapsed(way& w, const target& t, period at);
  void find_expected(way& w, const target& t, period at);
  void find_between_milestones(way& w, const target& t, period at);
  bool is_total(period p) const noexcept;
  /// False where a figure of the period cannot be held against a target of that deadline.
  bool leads_to(period at, period deadline) const noexcept;
  period_plan plan_of(period at) const;
  static period start_of(const target& t);

  const series& of_;
  const level_targets& wanted_;
  elapsed_by by_;
  slab_areas areas_;
  schedule_time time_;
  std::vector<deadline_targets> deadlines_;
  std::vector<period_plan> periods_;  ///< by period of the block
  std::map<std::tuple<int, int, std::int32_t>, earlier_figures> starts_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
