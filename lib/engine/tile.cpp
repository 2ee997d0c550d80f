#include "engine/tile.hpp"

#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/gap.hpp>
#include <zhibiao/value/decimal.hpp>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <span>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::decimal_scale;
using kernels::no_number;

/// The scale in which all of some numbers are whole; none of their neighbours has a say.
decimal_scale scale_of(std::initializer_list<double> numbers) noexcept {
  double power = 1;
  double largest = 0;
  for (const double x : numbers) {
    if (!std::isfinite(x)) continue;
    const std::optional<int> places = fewest_places(x);
    if (!places) return {};
    power = std::max(power, power_of_ten(*places));
    largest = std::max(largest, std::fabs(x));
  }
  return largest * power < kernels::largest_whole ? decimal_scale{power, true} : decimal_scale{};
}

/// A number as the quotient of two whole ones, where it is a decimal.
kernels::quotient quotient_of(double x) noexcept {
  const decimal_scale s = scale_of({x});
  return {kernels::whole(x, s), s.power};
}

/// The shortfall of a figure that is a quotient, rounded once.
cell shortfall_of(const kernels::quotient& x, const interval& goal) noexcept {
  const bool has_lower = std::isfinite(goal.lower);
  const bool has_upper = std::isfinite(goal.upper);
  cell below;
  cell above;
  if (has_lower) below = kernels::difference(quotient_of(goal.lower), x);
  if (has_upper) above = kernels::difference(x, quotient_of(goal.upper));
  if (!has_upper) return below;
  if (!has_lower) return above;
  return {std::max({below.value, above.value, 0.0}), status::ok};
}

/// The offsets that a change over `lag` periods touches, given the cells that are not exact.
std::vector<std::size_t> touched(const known_cells& known, std::size_t periods, std::size_t lag) {
  std::vector<std::size_t> at;
  for (const known_cell& k : known) {
    if (k.offset % periods >= lag) at.push_back(k.offset);
    if (k.offset % periods + lag < periods) at.push_back(k.offset + lag);
  }
  std::ranges::sort(at);
  at.erase(std::unique(at.begin(), at.end()), at.end());
  return at;
}

}  // namespace

bool tile::has_figures(const catalog& indicators, const panel_block& block,
                       indicator_index indicator) {
  if (block.slot(indicator)) return true;
  const std::optional<indicator_parts>& parts = indicators.parts(indicator);
  return parts && block.slot(parts->numerator) && block.slot(parts->denominator);
}

tile::tile(const panel& data, const panel_block& block, indicator_index indicator,
           std::optional<double> min_coverage)
    : data_(data),
      block_(block),
      index_(indicator),
      definition_(data.catalog()[indicator]),
      towns_(data.areas().leaf_count()),
      rows_(data.areas().size()),
      periods_(block.period_count()),
      stated_(read_stated(block, rows_, indicator)) {
  value_ = read_stated(block, rows_, indicator);
  inputs_.rule = definition_.over_areas;
  inputs_.limits = definition_.limits;
  inputs_.min_coverage = min_coverage.value_or(definition_.min_coverage);
  if (const std::optional<indicator_parts>& parts = data.catalog().parts(indicator)) {
    numerator_ = read_stated(block, rows_, parts->numerator);
    denominator_ = read_stated(block, rows_, parts->denominator);
    inputs_.numerator = &*numerator_;
    inputs_.denominator = &*denominator_;
    inputs_.factor = parts->factor;
    value_ = compute_from_parts(std::move(value_), *numerator_, *denominator_, parts->factor,
                                definition_.limits);
  }
  if (const std::optional<indicator_index> w = data.catalog().weight(indicator)) {
    weight_ = read_stated(block, rows_, *w);
    inputs_.weight = &*weight_;
  }
  roll_up();
}

void tile::roll_up() {
  const std::size_t upper = rows_ - towns_;
  basis_.assign(upper * periods_, basis::own_report);
  coverage_.assign(upper * periods_, {});
  for (std::size_t r = towns_; r < rows_; ++r) {
    segments_.push_back(data_.areas().leaves(static_cast<area_index>(r)));
  }
  if (upper == 0) return;

  const bool is_quotient = definition_.kind == indicator_kind::rate ||
                           definition_.kind == indicator_kind::mean ||
                           definition_.kind == indicator_kind::index;
  const status refusal = is_quotient ? status::no_weight : status::out_of_domain;
  if (definition_.over_areas == area_aggregation::none) {
    for (std::size_t i = towns_ * periods_; i < rows_ * periods_; ++i) {
      if (value_.why[i] != status::not_reported) continue;  // a figure, or its own reason for none
      const row_range towns = segments_[i / periods_ - towns_];
      if (any_town_reports(towns, i % periods_)) value_.why[i] = refusal;
      coverage_[i - towns_ * periods_] = {0, static_cast<std::uint32_t>(towns.size()), no_number};
      value_.flagged = true;
    }
    return;
  }

  // The towns' own figures stay as they are while the rows above them are written.
  inputs_.value = &value_;
  taking_part_ = find_participation(inputs_, towns_);
  leave_out_contradictions();
  rolled_up sums = roll_up_towns(inputs_, taking_part_, segments_, 0);
  known_cells above;
  for (std::size_t i = 0; i < sums.cells.size(); ++i) {
    const std::size_t offset = towns_ * periods_ + i;
    if (sums.coverage[i].counted == 0 && value_.why[offset] != status::not_reported) {
      if (const interval* k = find_known(value_.known, offset)) above.push_back({offset, *k});
      continue;
    }
    basis_[i] = basis::towns;
    if (!value_.estimates.empty()) value_.estimates[offset] = 0;
    if (sums.estimates[i] != 0) value_.mark_estimated(offset);
    coverage_[i] = sums.coverage[i];
    if (sums.coverage[i].counted == 0 && any_town_reports(segments_[i / periods_], i % periods_)) {
      value_.why[offset] = refusal;  // towns state a rate, but none its parts
      value_.flagged = true;
      continue;
    }
    cell c = covered(sums.cells[i], sums.coverage[i], inputs_.min_coverage);
    if (!value_.quotients.empty()) {
      value_.quotients[offset] = sums.quotients.empty() ? kernels::quotient{} : sums.quotients[i];
    }
    if (c.why == status::not_reported &&
        any_town_withholds(segments_[i / periods_], i % periods_)) {
      c.why = status::suppressed;
    }
    value_.value[offset] = c.value;
    value_.why[offset] = c.why;
    if (c.why != status::ok && c.why != status::not_reported) value_.flagged = true;
    if (!has_number(c.why)) continue;
    if (const interval* k = find_known(sums.known, i)) above.push_back({offset, *k});
  }
  std::erase_if(value_.known, [&](const known_cell& k) { return k.offset >= towns_ * periods_; });
  value_.known.insert(value_.known.end(), above.begin(), above.end());
}

/// A town whose parts contradict each other has no rate, and must not lend its parts to the area above.
void tile::leave_out_contradictions() {
  if (inputs_.rule != area_aggregation::ratio_of_sums) return;
  for (std::size_t i = 0; i < taking_part_.size(); ++i) {
    const bool is_contradiction =
        value_.why[i] == status::out_of_domain && value_.quotients[i].all != 0;
    if (is_contradiction) taking_part_[i] = 0;
  }
}

bool tile::any_town_reports(row_range towns, std::size_t t) const noexcept {
  for (std::size_t town = towns.first; town < towns.last; ++town) {
    if (value_.has(town * periods_ + t)) return true;
  }
  return false;
}

bool tile::any_town_withholds(row_range towns, std::size_t t) const noexcept {
  for (std::size_t town = towns.first; town < towns.last; ++town) {
    if (value_.why[town * periods_ + t] == status::suppressed) return true;
  }
  return false;
}

measured tile::compute(measure m, const targets* wanted) const {
  const bool in_points = changes_in_points(definition_.kind);
  const auto a_year = static_cast<std::size_t>(periods_per_year(block_.frequency()));
  switch (m) {
    case measure::stated: {
      measured stated = copy_of(stated_);
      for (std::size_t i = 0; i < stated.coverage.size(); ++i) {
        stated.coverage[i] = {stated_.has(towns_ * periods_ + i) ? 1U : 0U, 1, no_number};
      }
      return stated;
    }
    case measure::difference:
      return change(a_year, true);
    case measure::year_on_year:
      if (definition_.kind == indicator_kind::binary) break;
      return change(a_year, in_points);
    case measure::period_on_period: {
      if (definition_.kind == indicator_kind::binary) break;
      measured change_on_previous = change(1, in_points);
      // A cumulative figure always exceeds the one before it: that is no growth.
      if (block_.form() == form::year_to_date) refuse(change_on_previous);
      return change_on_previous;
    }
    case measure::gap:
    case measure::completion:
    case measure::verdict: {
      static const targets none;
      return gap(m, wanted != nullptr ? *wanted : none);
    }
    case measure::value:
      return copy_of(value_);
  }
  // A yes or no has no rate of change.
  measured none = copy_of(value_);
  none.known.clear();
  for (std::size_t i = 0; i < rows_ * periods_; ++i) {
    none.value[i] = no_number;
    if (has_number(none.why[i])) none.why[i] = status::out_of_domain;
  }
  return none;
}

measured tile::copy_of(const figures& f) const {
  measured m(rows_, rows_ - towns_, periods_);
  std::copy_n(f.value.data(), rows_ * periods_, m.value.data());
  std::copy_n(f.why.data(), rows_ * periods_, m.why.data());
  m.known = f.known;
  m.coverage = coverage_;
  return m;
}

void tile::refuse(measured& m) const {
  for (std::size_t i = 0; i < rows_ * periods_; ++i) {
    m.value[i] = no_number;
    // A figure that is missing is the better reason.
    if (i % periods_ != 0 && value_.has(i) && value_.has(i - 1)) m.why[i] = status::not_comparable;
  }
  m.known.clear();
}

bool tile::breaks_between(std::size_t row, std::size_t t, std::size_t lag) const noexcept {
  if (value_.breaks.empty()) return false;
  const std::size_t i = row * periods_ + t;
  for (std::size_t back = 0; back < lag; ++back) {
    if (value_.breaks[i - back] != 0) return true;
  }
  return false;
}

measured tile::change(std::size_t lag, bool in_points) const {
  measured m(rows_, rows_ - towns_, periods_);
  change_rows(m, lag, in_points);
  change_known(m, lag, in_points);
  explain_missing_numbers(m, lag);
  m.coverage = coverage_;
  if (!taking_part_.empty()) change_rolled_up(m, lag, in_points);
  std::erase_if(m.known, [&](const known_cell& k) { return !has_number(m.why[k.offset]); });
  // Ends that are nearly the same may have been rounded past the figure between them.
  for (known_cell& k : m.known) {
    k.known.lower = std::min(k.known.lower, m.value[k.offset]);
    k.known.upper = std::max(k.known.upper, m.value[k.offset]);
  }
  return m;
}

/// Every row against itself `lag` periods earlier: one pass over the shifted block, then the first
/// periods of each row, which have met the end of the row before, are put right.
void tile::change_rows(measured& m, std::size_t lag, bool in_points) const {
  const std::size_t cells = rows_ * periods_;
  if (lag < cells) {
    const std::span<const double> current(value_.value.data() + lag, cells - lag);
    const std::span<const double> base(value_.value.data(), cells - lag);
    const std::span<double> out(m.value.data() + lag, cells - lag);
    const std::span<status> why(m.why.data() + lag, cells - lag);
    if (in_points) {
      kernels::difference(current, base, value_.scale, out, why);
    } else {
      kernels::percent_change(current, base, value_.scale, definition_.min_base, out, why);
    }
  }
  change_quotients(m, lag, in_points);
  for (std::size_t r = 0; r < rows_; ++r) {
    for (std::size_t t = 0; t < std::min(lag, periods_); ++t) {
      const std::size_t i = r * periods_ + t;
      m.value[i] = no_number;
      m.why[i] = value_.has(i) ? status::base_not_reported : status::not_reported;
    }
  }
}

/// The change of two figures of which one is only known as an interval: what is known of it, and the
/// status before those of the figures are added.
kernels::known_change tile::change_between(const known_figure& current, const known_figure& base,
                                           decimal_scale s, bool in_points) const {
  const cell printed =
      in_points ? kernels::difference(current.value, base.value, s)
                : kernels::percent_change(current.value, base.value, s, definition_.min_base);
  kernels::known_change k;
  if (in_points) {
    k = {kernels::difference(current.known, base.known, s), printed.why};
  } else {
    k = kernels::percent_change(current.known, base.known, s, definition_.min_base);
    // Of a base beyond zero the printed number can still be none to divide by: 超过0件.
    if (has_number(k.why)) k.why = has_number(printed.why) ? printed.why : status::undetermined;
  }
  return k;
}

cell tile::change_of(const kernels::quotient& current, const kernels::quotient& base,
                     bool in_points) const noexcept {
  return in_points ? kernels::difference(current, base)
                   : kernels::percent_change(current, base, definition_.min_base);
}

/// Cells that the scale of the series does not make exact: those made from parts, which have been rounded
/// once already, and those of a series without a last digit.
void tile::change_quotients(measured& m, std::size_t lag, bool in_points) const {
  if (value_.quotients.empty() && !value_.scale.exact) {
    // One long decimal in a series must not cost the other cells their exactness.
    for (std::size_t i = lag; i < rows_ * periods_; ++i) {
      if (!has_number(m.why[i])) continue;
      const double x = value_.value[i];
      const double b = value_.value[i - lag];
      const decimal_scale s = scale_of({x, b});
      const cell c = in_points ? kernels::difference(x, b, s)
                               : kernels::percent_change(x, b, s, definition_.min_base);
      m.value[i] = c.value;
      m.why[i] = c.why;
    }
    return;
  }
  for (std::size_t i = lag; i < value_.quotients.size(); ++i) {
    if (!has_number(m.why[i])) continue;
    const kernels::quotient& base = value_.quotients[i - lag];
    if (value_.quotients[i].all != value_.quotients[i].all || base.all != base.all) continue;
    const cell c = change_of(value_.quotients[i], base, in_points);
    m.value[i] = c.value;
    m.why[i] = c.why;
  }
}

/// Cells whose current or base figure is only known as an interval.
void tile::change_known(measured& m, std::size_t lag, bool in_points) const {
  for (const std::size_t i : touched(value_.known, periods_, lag)) {
    if (!value_.has(i) || !value_.has(i - lag)) continue;
    if (is_rolled_up(i) || is_rolled_up(i - lag)) continue;
    const known_figure current{value_.value[i], value_.known_at(i)};
    const known_figure base{value_.value[i - lag], value_.known_at(i - lag)};
    const kernels::known_change k = change_between(current, base, value_.scale, in_points);
    m.why[i] = k.why;
    if (!has_number(k.why)) {
      m.value[i] = no_number;
    } else {
      m.known.push_back({i, k.known});
    }
  }
}

/// The statuses of the inputs carried into those of the change.
void tile::explain_missing_numbers(measured& m, std::size_t lag) const {
  if (!value_.flagged && value_.breaks.empty()) return;
  for (std::size_t i = 0; i < rows_ * periods_; ++i) {
    const status current = value_.why[i];
    const std::size_t t = i % periods_;
    if (!has_number(current)) {
      m.why[i] = current;
    } else if (t < lag || !has_number(value_.why[i - lag])) {
      const bool low = t >= lag && value_.why[i - lag] == status::coverage_low;
      m.why[i] = low ? status::coverage_low : status::base_not_reported;
    } else if (breaks_between(i / periods_, t, lag)) {
      m.why[i] = status::not_comparable;
    } else if (has_number(m.why[i])) {
      m.why[i] = weaker(m.why[i], weaker(current, value_.why[i - lag]));
    }
    if (!has_number(m.why[i])) m.value[i] = no_number;
  }
}

/// Areas above the towns: the towns that report in both periods, unless all do (同口径).
void tile::change_rolled_up(measured& m, std::size_t lag, bool in_points) const {
  const participation both = matched(taking_part_, towns_, periods_, lag);
  const rolled_up current = roll_up_towns(inputs_, both, segments_, 0);
  const rolled_up base = roll_up_towns(inputs_, both, segments_, lag);
  for (std::size_t r = towns_; r < rows_; ++r) {
    for (std::size_t t = lag; t < periods_; ++t) {
      const std::size_t i = r * periods_ + t;
      const std::size_t u = upper_cell(r, t);
      if (basis_[u] == basis::own_report && basis_[u - lag] == basis::own_report) continue;
      if (!has_number(value_.why[i])) continue;
      if (!has_number(value_.why[i - lag])) {
        m.coverage[u] = current.coverage[u];
        continue;
      }

      m.value[i] = no_number;
      if (basis_[u] != basis_[u - lag]) {
        m.why[i] = status::not_comparable;
        continue;
      }
      m.coverage[u] = current.coverage[u];
      const bool is_covered =
          current.coverage[u].counted != 0 &&
          has_number(covered({0, status::ok}, current.coverage[u], inputs_.min_coverage).why);
      if (!is_covered) {
        m.why[i] = status::coverage_low;
        continue;
      }
      if (!value_.breaks.empty()) {
        const row_range towns = segments_[r - towns_];
        bool broken = false;
        for (std::size_t town = towns.first; town < towns.last; ++town) {
          broken = broken || (both[town * periods_ + t] != 0 && breaks_between(town, t, lag));
        }
        if (broken) {
          m.why[i] = status::not_comparable;
          continue;
        }
      }

      const cell x = current.cells[u];
      const cell b = base.cells[u];
      const decimal_scale s = kernels::fitting(rolled_up_scale(), x.value, b.value);
      cell c = in_points ? kernels::difference(x.value, b.value, s)
                         : kernels::percent_change(x.value, b.value, s, definition_.min_base);
      if (!current.quotients.empty() && has_number(c.why)) {
        c = change_of(current.quotients[u], base.quotients[u], in_points);
      }
      const interval* const x_known = find_known(current.known, u);
      const interval* const b_known = find_known(base.known, u);
      if (has_number(x.why) && has_number(b.why) && (x_known != nullptr || b_known != nullptr)) {
        const kernels::known_change k = change_between(
            {x.value, x_known != nullptr ? *x_known : exactly(x.value)},
            {b.value, b_known != nullptr ? *b_known : exactly(b.value)}, s, in_points);
        c.why = k.why;
        if (!has_number(k.why)) {
          c.value = no_number;
        } else {
          m.known.push_back({i, k.known});
        }
      }
      if (!has_number(x.why)) {
        c.why = x.why;
      } else if (!has_number(b.why)) {
        c.why = status::base_not_reported;
      } else if (has_number(c.why)) {
        c.why = weaker(c.why, weaker(x.why, b.why));
      }
      c = covered(c, current.coverage[u], inputs_.min_coverage);
      m.value[i] = c.value;
      m.why[i] = c.why;
    }
  }
  std::ranges::sort(m.known, {}, &known_cell::offset);
}

tile::compared tile::compare(area_index area, std::size_t t, std::size_t lag) const {
  const std::size_t i = area * periods_ + t;
  compared c;
  c.current = {value_.value[i], value_.why[i]};
  c.known_current = value_.known_at(i);
  if (t < lag) {
    c.base.why = status::base_not_reported;
    return c;
  }
  c.base = {value_.value[i - lag], value_.why[i - lag]};
  c.known_base = value_.known_at(i - lag);
  if (!is_rolled_up(i) || !is_rolled_up(i - lag)) return c;

  const participation both = matched(taking_part_, towns_, periods_, lag);
  const std::span<const row_range> segment(&segments_[area - towns_], 1);
  const rolled_up current = roll_up_towns(inputs_, both, segment, 0);
  const rolled_up base = roll_up_towns(inputs_, both, segment, lag);
  c.current = current.cells[t];
  c.base = base.cells[t];
  const interval* k = find_known(current.known, t);
  c.known_current = k != nullptr ? *k : exactly(c.current.value);
  k = find_known(base.known, t);
  c.known_base = k != nullptr ? *k : exactly(c.base.value);
  return c;
}

tile::part_sums tile::sums_of_parts(area_index area, std::size_t t) const {
  const row_range towns = data_.areas().leaves(area);
  const kernels::segment segment{towns.first, towns.last};
  const auto sum_of = [&](const figures& f) {
    double total = 0;
    std::uint32_t counted = 0;
    kernels::segment_sums({f.value.data() + t, periods_}, {taking_part_.data() + t, periods_},
                          {&segment, 1}, 1, f.scale, {&total, 1}, {&counted, 1});
    return kernels::unscaled(total, f.scale);
  };
  return {sum_of(*numerator_), sum_of(*denominator_)};
}

/// The scale in which the figures and the bounds are all whole.
decimal_scale tile::scale_with(const std::vector<double>& bounds) const {
  if (!value_.scale.exact) return {};
  double largest = 0;
  for (std::size_t i = 0; i < rows_ * periods_; ++i) {
    if (value_.has(i)) largest = std::max(largest, std::fabs(value_.value[i]));
  }
  double power = value_.scale.power;
  for (const double b : bounds) {
    if (!std::isfinite(b)) continue;
    largest = std::max(largest, std::fabs(b));
    const std::optional<int> places = fewest_places(b);
    if (!places) return {};
    power = std::max(power, power_of_ten(*places));
  }
  return largest * power < kernels::largest_whole ? decimal_scale{power, true} : decimal_scale{};
}

/// A weighted mean has no last digit, whatever the figures it is made from.
decimal_scale tile::rolled_up_scale() const noexcept {
  return inputs_.rule == area_aggregation::weighted_mean ? decimal_scale{} : value_.scale;
}

double tile::base_of(const target& t, area_index area) const noexcept {
  if (t.base) return *t.base;
  if (!t.base_period) return no_number;
  const std::optional<std::size_t> column = block_.find(*t.base_period);
  return column ? value_.value[area * periods_ + *column] : no_number;
}

measured tile::gap(measure what, const targets& wanted) const {
  measured m(rows_, rows_ - towns_, periods_);
  m.coverage = coverage_;
  const std::size_t cells = rows_ * periods_;
  std::vector<double> lower(cells, no_number);
  std::vector<double> upper(cells, no_number);
  std::vector<double> base(cells, no_number);
  std::vector<std::uint8_t> open(cells, 0);
  std::vector<double> bounds;
  std::vector<std::size_t>
      without_base;  // cells whose progress counts from a figure that is missing
  if (!wanted.empty()) {
    for (std::size_t i = 0; i < cells; ++i) {
      const auto row = static_cast<area_index>(i / periods_);
      const target* t = wanted.find(index_, row, is_town(row), block_.period_at(i % periods_));
      if (t == nullptr) continue;
      lower[i] = t->wanted.lower;
      upper[i] = t->wanted.upper;
      base[i] = base_of(*t, row);
      if (t->base_period && base[i] != base[i]) without_base.push_back(i);
      open[i] = static_cast<std::uint8_t>((t->wanted.lower_open ? 1 : 0) |
                                          (t->wanted.upper_open ? 2 : 0));
      for (const double b : {lower[i], upper[i], base[i]}) {
        if (b == b && (bounds.empty() || bounds.back() != b)) bounds.push_back(b);
      }
    }
  }

  const decimal_scale s = scale_with(bounds);
  const decimal_scale above = rolled_up_scale().exact ? s : decimal_scale{};
  const std::size_t town_cells = towns_ * periods_;
  const auto compute = [&](std::size_t first, std::size_t count, decimal_scale scale) {
    const auto run = [&](const auto& all) { return std::span(all).subspan(first, count); };
    const kernels::wanted_span to_reach{run(lower), run(upper), run(base), run(open)};
    const std::span<const double> x = value_.value.span().subspan(first, count);
    const std::span<double> out(m.value.data() + first, count);
    const std::span<status> why(m.why.data() + first, count);
    switch (what) {
      case measure::gap:
        kernels::shortfall(x, to_reach, scale, out, why);
        break;
      case measure::completion:
        kernels::completion(x, to_reach, scale, out, why);
        break;
      default:
        kernels::verdict(x, to_reach, out, why);
        break;
    }
  };
  compute(0, town_cells, s);
  compute(town_cells, cells - town_cells, above);
  if (what != measure::verdict) {
    for (std::size_t i = 0; i < cells; ++i) {
      if (!has_number(m.why[i])) continue;
      const interval goal{lower[i], upper[i], false, false};
      const bool has_quotient =
          !value_.quotients.empty() && value_.quotients[i].all == value_.quotients[i].all;
      if (what == measure::gap && has_quotient) {
        const cell c = shortfall_of(value_.quotients[i], goal);
        m.value[i] = c.value;
        m.why[i] = c.why;
      } else if (!(i < town_cells ? s : above).exact) {
        const decimal_scale own = scale_of({value_.value[i], lower[i], upper[i], base[i]});
        const cell c = what == measure::gap
                           ? kernels::shortfall(value_.value[i], goal, own)
                           : kernels::completion(value_.value[i], goal, base[i], own);
        m.value[i] = c.value;
        m.why[i] = c.why;
      }
    }
  }
  if (what == measure::completion) {
    for (const std::size_t i : without_base) {
      m.value[i] = no_number;
      if (value_.has(i)) m.why[i] = status::base_not_reported;
    }
  }

  for (const known_cell& k : value_.known) {
    if (!value_.has(k.offset) || lower[k.offset] != lower[k.offset]) continue;
    const decimal_scale scale = k.offset < town_cells ? s : above;
    const interval goal{lower[k.offset], upper[k.offset], (open[k.offset] & 1) != 0,
                        (open[k.offset] & 2) != 0};
    if (what == measure::verdict) {
      const cell v = kernels::verdict(k.known, goal);
      m.value[k.offset] = v.value;
      m.why[k.offset] = v.why;
    } else if (has_number(m.why[k.offset])) {
      m.known.push_back(
          {k.offset, what == measure::gap
                         ? kernels::shortfall(k.known, goal, scale)
                         : kernels::completion(k.known, goal, base[k.offset], scale)});
    }
  }

  if (value_.flagged) {
    for (std::size_t i = 0; i < cells; ++i) {
      status current = value_.why[i];
      // A bound that decides leaves nothing uncertain about the verdict.
      if (what == measure::verdict && current == status::bounded) {
        current = value_.is_estimated(i) ? status::estimated : status::ok;
      }
      if (!has_number(current)) {
        m.why[i] = current;
        m.value[i] = no_number;
      } else if (has_number(m.why[i])) {
        m.why[i] = weaker(m.why[i], current);
      }
    }
  }
  return m;
}

}  // namespace zhibiao::inline ZB_ABI::engine
