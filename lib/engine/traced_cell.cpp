#include "engine/traced_cell.hpp"

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/value/error.hpp>

#include "engine/goal_course.hpp"
#include "engine/growth.hpp"
#include "engine/peer_groups.hpp"
#include "engine/slab_measure.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

std::size_t block_of(const panel& data, period at) {
  for (std::size_t b = 0; b < data.blocks().size(); ++b) {
    const panel_block& block = data.blocks()[b];
    const bool is_it =
        at.is_valid() && block.frequency() == at.frequency() && block.form() == at.form();
    if (is_it) return b;
  }
  throw error(errc::unknown_period,
              "nothing is reported for periods such as " + (at.is_valid() ? to_string(at) : "-"));
}

/// A request for nothing but cells of one indicator and period.
request request_of(const panel& data, const request& what, const result_cell& cell) {
  request one;
  one.indicators = {data.catalog()[cell.indicator].id};
  one.periods = {cell.period};
  one.targets = what.targets;
  one.calendar = what.calendar;
  one.method = what.method;
  one.min_coverage = what.min_coverage;
  one.peers = what.peers;
  return one;
}

result_cell computed_cell(const panel_source& from, const request& what, const result_cell& cell) {
  const panel& data = from.frame();
  request one = request_of(data, what, cell);
  one.areas.emplace_back(data.areas()[cell.area].code);
  if (cell.statistic) {
    one.measures.clear();
    one.statistics = {*cell.statistic};
    const result_set results = evaluate(from, one);
    return results.find(cell.area, cell.indicator, cell.period, *cell.statistic).value_or(cell);
  }
  one.measures = {cell.measure};
  const result_set results = evaluate(from, one);
  return results.find(cell.area, cell.indicator, cell.period, cell.measure).value_or(cell);
}

}  // namespace

traced_cell::traced_cell(const panel& data, const request& what, const result_cell& wanted)
    : source_(data),
      what_(what),
      block_(block_of(data, wanted.period)),
      cell_(computed_cell(source_, what, wanted)),
      series_(source_, block_, wanted.indicator,
              data.areas().is_leaf(wanted.area) ? depth::towns : depth::roll_up),
      levels_(source_, wanted.indicator, what.targets, needed_areas(), {what.min_coverage}),
      targets_(series_, levels_) {
  if (needs_peers(cell_.measure)) find_peers();
  const slab_areas areas = needed_areas();
  const slab_settings settings{what.min_coverage};
  if (cell_.measure == measure::completion) targets_.read_bases(series_, areas, settings);
  if (needs_plan(cell_.measure)) {
    schedule_.emplace(source_, series_, levels_, what.method, what.calendar, areas, settings);
  }

  if (engine::is_growth(cell_.measure)) {
    growth_.emplace(cell_.measure, what.method, definition(), series_.shape());
    const std::optional<std::size_t> at = block().find(cell_.period);
    if (at) terms_ = growth_->terms(*at);
  }
  // The base can be reported where the period itself is beyond all that is.
  std::optional<std::size_t> last = block().find(cell_.period);
  if (!last && is_change() && base_period().is_valid()) last = block().find(base_period());
  if (!last) return;
  reader_ = series_.open(reach());
  slab_.emplace(series_, areas, settings, reader_.get(), *last, *last + 1, reach());
  now_ = column_of(cell_.period);
}

std::size_t traced_cell::reach() const {
  if (is_change()) return lag();
  const std::optional<std::size_t> at = block().find(cell_.period);
  if (!at) return 0;
  return reach_of(cell_.measure, what_.method, series_.shape(), *at, *at + 1);
}

slab_areas traced_cell::needed_areas() const noexcept {
  slab_areas areas;
  areas.towns = towns();
  if (!is_town()) areas.uppers = {&cell_.area, 1};
  return areas;
}

void traced_cell::find_peers() {
  const area_tree& areas = data().areas();
  const peer_groups groups(areas, {&cell_.area, 1}, what_.peers.within);
  if (groups.peers(0) == 0) return;
  request all = request_of(data(), what_, cell_);
  const bool is_rank_or_share = cell_.measure == measure::rank || cell_.measure == measure::share;
  const measure own = is_rank_or_share ? measure::value : measure::difference;
  const measure among = is_rank_or_share ? measure::rank : cell_.measure;
  all.measures = {own, among};
  for (const area_index a : groups.members()) all.areas.emplace_back(areas[a].code);
  const result_set results = evaluate(source_, all);
  for (const area_index a : groups.members()) {
    const auto find = [&](measure m) {
      return results.find(a, cell_.indicator, cell_.period, m).value_or(result_cell());
    };
    peers_.push_back({find(own), find(among)});
  }
}

double traced_cell::min_coverage() const noexcept {
  return what_.min_coverage.value_or(definition().min_coverage);
}

bool traced_cell::is_change() const noexcept {
  return cell_.measure == measure::difference || cell_.measure == measure::year_on_year ||
         cell_.measure == measure::period_on_period;
}

bool traced_cell::in_points() const noexcept {
  return changes_in_points(definition().kind) || cell_.measure == measure::difference;
}

std::size_t traced_cell::lag() const noexcept {
  if (cell_.measure == measure::period_on_period) return 1;
  return static_cast<std::size_t>(periods_per_year(cell_.period.frequency()));
}

period traced_cell::base_period() const {
  const bool is_first_year = cell_.period.year() == 1;
  return is_first_year ? period() : cell_.period.shifted(-static_cast<int>(lag()));
}

result_cell traced_cell::other(measure m, indicator_index of) const {
  result_cell wanted;
  wanted.area = cell_.area;
  wanted.indicator = of;
  wanted.period = cell_.period;
  wanted.measure = m;
  return computed_cell(source_, what_, wanted);
}

std::vector<figure> traced_cell::growth_figures() const {
  const growth of(*slab_, *growth_);
  return is_town() ? of.figures_of_town(0, *now_) : of.figures_of_area(0, *now_);
}

period traced_cell::period_of(growth_terms::position p) const {
  const period first = series_.shape().first;
  const auto ordinal = static_cast<std::int32_t>(first.ordinal() + p);
  if (ordinal < periods_per_year(first.frequency())) return {};
  return period::from_ordinal(first.frequency(), ordinal, first.form());
}

const target* traced_cell::wanted() const noexcept {
  const std::optional<std::size_t> at = block().find(cell_.period);
  return at ? targets_.find(*at, cell_.area, is_town()) : stated_target();
}

const target* traced_cell::stated_target() const noexcept {
  if (what_.targets == nullptr) return nullptr;
  return what_.targets->find(cell_.indicator, cell_.area, is_town(), cell_.period);
}

std::optional<way> traced_cell::scheduled() const {
  if (!schedule_ || !now_) return std::nullopt;
  const std::size_t at = slab_->period_of(*now_);
  return is_town() ? schedule_->of_town(0, at) : schedule_->of_upper(0, at);
}

std::optional<goal_terms> traced_cell::goal() const {
  if (!is_of_years(cell_.measure) || !schedule_ || !now_) return std::nullopt;
  goal_course of(*slab_, cell_.measure, *schedule_, what_.method);
  return is_town() ? of.terms_of_town(0, *now_) : of.terms_of_upper(0, *now_);
}

const growth_base* traced_cell::growth_base_of_target() const noexcept {
  const target* t = wanted();
  return t == nullptr || !block().find(cell_.period) ? nullptr : levels_.base_of(*t);
}

reachable traced_cell::still_possible() const {
  return late_report(*slab_, cell_.measure, targets_, what_.method)
      .reach_of(slab_->segments().front(), *now_);
}

std::vector<late_town> traced_cell::late_towns() const {
  return late_report(*slab_, cell_.measure, targets_, what_.method)
      .late_towns(slab_->segments().front(), *now_);
}

double traced_cell::base_of_target(const target& t) const noexcept {
  return is_town() ? targets_.base_of_town(t, 0) : targets_.base_of_upper(t, 0);
}

std::optional<std::size_t> traced_cell::column_of(period p) const noexcept {
  if (!slab_ || !p.is_valid()) return std::nullopt;
  const std::optional<std::size_t> at = block().find(p);
  const std::size_t first = slab_->period_of(0);
  if (!at || *at < first || *at >= first + slab_->columns()) return std::nullopt;
  return *at - first;
}

figure traced_cell::value(std::size_t column) const noexcept {
  return is_town() ? slab_->values().at(0, column) : slab_->above().at(0, column);
}

figure traced_cell::stated(std::size_t column) const noexcept {
  return is_town() ? slab_->stated().at(0, column) : slab_->stated_above().at(0, column);
}

figure traced_cell::numerator(std::size_t column) const noexcept {
  return is_town() ? slab_->numerators()->at(0, column) : slab_->numerators_above()->at(0, column);
}

figure traced_cell::denominator(std::size_t column) const noexcept {
  return is_town() ? slab_->denominators()->at(0, column)
                   : slab_->denominators_above()->at(0, column);
}

bool traced_cell::comes_from_towns() const noexcept { return now_ && comes_from_towns(*now_); }

bool traced_cell::comes_from_towns(std::size_t column) const noexcept {
  return !is_town() && slab_->above().comes_from_towns(0, column);
}

bool traced_cell::comes_from_parts() const noexcept {
  return now_ && parts() && numerator(*now_).is_there() && denominator(*now_).is_there();
}

bool traced_cell::takes_part(area_index town, std::size_t column) const noexcept {
  const std::optional<participation>& all = slab_->taking_part();
  return all && all->has(row_of(town), column);
}

bool traced_cell::went_in(area_index town, std::size_t column) const noexcept {
  if (!takes_part(town, column)) return false;
  if (is_growth() && terms_ && terms_->refused == status::ok) {
    return std::ranges::all_of(terms_->spans, [&](const auto& span) {
      return std::ranges::all_of(span, [&](growth_terms::position p) {
        const std::optional<std::size_t> at = p < 0 ? std::nullopt : column_of(period_of(p));
        return at && takes_part(town, *at);
      });
    });
  }
  if (!is_change()) return true;
  return now_ && *now_ >= lag() && takes_part(town, *now_) && takes_part(town, *now_ - lag());
}

part_sums traced_cell::sums() const {
  return sums_of_parts(slab_->inputs(), *slab_->taking_part(), slab_->segments().front(), *now_);
}

area_change::compared traced_cell::compared() const {
  if (!is_town()) return area_change(*slab_, {lag(), in_points(), false}).compare(0, *now_);
  area_change::compared two{value(*now_), {}};
  two.base.why = status::base_not_reported;
  if (*now_ >= lag()) two.base = value(*now_ - lag());
  return two;
}

}  // namespace zhibiao::inline ZB_ABI::engine
