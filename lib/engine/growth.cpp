#include "engine/growth.hpp"

#include <zhibiao/kernels/average_growth.hpp>
#include <zhibiao/kernels/fixed_base.hpp>

#include "engine/scale_of.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::decimal_scale;
using kernels::known_change;
using kernels::no_number;
using kernels::quotient;

/// A figure as what it is divided from, exactly.
quotient quotient_of(const figure& x, decimal_scale s) {
  if (x.made_of.all == x.made_of.all) return x.made_of;
  const bool fits = s.exact && kernels::fitting(s, x.value, x.value).exact;
  return kernels::quotient_of(x.value, fits ? s : scale_of({x.value}));
}

bool is_earlier_missing(std::span<const figure> x) {
  return std::ranges::any_of(x.first(x.size() - 1),
                             [](const figure& f) { return !has_number(f.why); });
}

/// Why there is no base; the figures before the last are bases.
status base_reason(std::span<const figure> x) {
  const bool is_low = std::ranges::any_of(
      x.first(x.size() - 1), [](const figure& f) { return f.why == status::coverage_low; });
  return is_low ? status::coverage_low : status::base_not_reported;
}

}  // namespace

growth::growth(const slab& of, const growth_rule& rule)
    : slab_(of), rule_(rule), min_base_(of.definition().min_base) {
  for (std::size_t c = of.first_column(); c < of.columns(); ++c) {
    terms_.push_back(rule_.terms(of.period_of(c)));
  }
}

template <class At>
std::vector<figure> growth::figures_at(const growth_terms& t, const At& at) const {
  std::vector<figure> all;
  for (const std::vector<growth_terms::position>& span : t.spans) {
    for (const growth_terms::position p : span) {
      all.push_back(p < 0 ? figure() : at(column_of(p)));
    }
  }
  return all;
}

std::vector<figure> growth::figures_of_town(std::size_t row, std::size_t column) const {
  return figures_at(terms(column), [&](std::size_t c) { return slab_.values().at(row, c); });
}

std::vector<figure> growth::figures_of_area(std::size_t row, std::size_t column) const {
  const growth_terms& t = terms(column);
  const upper_figures& above = slab_.above();
  std::vector<figure> own = figures_at(t, [&](std::size_t c) { return above.at(row, c); });
  const bool all_made = std::ranges::all_of(t.spans, [&](const auto& span) {
    return std::ranges::all_of(span, [&](growth_terms::position p) {
      return p >= 0 && above.comes_from_towns(row, column_of(p));
    });
  });
  if (!all_made) return own;
  std::vector<figure> sums;
  for (const matched_span& s : match(column, slab_.segments().subspan(row, 1))) {
    for (std::size_t k = 0; k < s.columns; ++k) sums.push_back(s.at(0, k));
  }
  return sums;
}

std::size_t growth::reach_of(const growth_terms& t) const noexcept {
  const auto back = t.current() - std::max<growth_terms::position>(t.oldest(), 0);
  return static_cast<std::size_t>(back);
}

void growth::write_towns(const row_run& rows, const cells_out& out) {
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      const growth_terms& t = terms(c);
      const bool is_broken = slab_.values().breaks_between(row, c, reach_of(t));
      const changed made = of_reports(figures_of_town(row, c), t, is_broken);
      out.put(rows.position_of(row), c - slab_.first_column(), made.cell, made.known);
    }
  }
}

void growth::write_above(std::size_t position, const cells_out& out) {
  for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
    const matched_spans spans = match(c, slab_.segments());
    const std::size_t period = c - slab_.first_column();
    for (std::size_t row = 0; row < slab_.above().rows(); ++row) {
      const covered_change made = of_area(row, c, spans);
      out.put(position + row, period, made.change.cell, made.change.known);
      out.coverage[row * out.stride + period] = made.coverage;
    }
  }
}

/// None where nothing is rolled up, or the periods reach to before all that is reported.
growth::matched_spans growth::match(std::size_t column, std::span<const row_range> segments) const {
  const growth_terms& t = terms(column);
  matched_spans spans;
  if (!slab_.taking_part() || t.oldest() < 0 || t.refused != status::ok) return spans;
  for (const std::vector<growth_terms::position>& positions : t.spans) {
    std::vector<std::size_t> columns;
    for (const growth_terms::position p : positions) columns.push_back(column_of(p));
    matched_span s;
    s.columns = columns.size();
    s.towns = std::make_unique<chosen_columns>(slab_.inputs(), columns, slab_.memory());
    s.sums = s.towns->roll_up(segments);
    spans.push_back(std::move(s));
  }
  return spans;
}

growth::covered_change growth::of_area(std::size_t row, std::size_t column,
                                       const matched_spans& spans) const {
  const growth_terms& t = terms(column);
  const upper_figures& above = slab_.above();
  covered_change made{{}, above.coverage(row, column)};
  std::size_t from_towns = 0;
  const std::vector<figure> x = figures_at(t, [&](std::size_t c) {
    if (above.comes_from_towns(row, c)) ++from_towns;
    return above.at(row, c);
  });
  const bool has_current = has_number(x.back().why);
  const bool is_plain = !has_current || t.refused != status::ok || is_earlier_missing(x);
  if (is_plain || from_towns == 0) {
    made.change = of_reports(x, t, above.breaks_between(row, column, reach_of(t)));
  } else if (from_towns != x.size()) {
    made.change = {{no_number, status::not_comparable}, {}};
  } else {
    made = of_matched(row, column, spans);
  }
  return made;
}

growth::covered_change growth::of_matched(std::size_t row, std::size_t column,
                                          const matched_spans& spans) const {
  const double minimum = slab_.inputs().min_coverage;
  covered_change made;
  made.coverage = spans.back().coverage(row);
  std::vector<figure> x;
  for (const matched_span& s : spans) {
    made.coverage = lower_of(made.coverage, s.coverage(row));
    for (std::size_t k = 0; k < s.columns; ++k) x.push_back(s.at(row, k));
  }
  const bool is_covered = made.coverage.counted != 0 &&
                          has_number(covered({0, status::ok}, made.coverage, minimum).why);
  if (!is_covered) {
    made.change = {{no_number, status::coverage_low}, {}};
  } else if (breaks_in(slab_.segments()[row], column, spans)) {
    made.change = {{no_number, status::not_comparable}, {}};
  } else if (!has_number(x.back().why)) {
    made.change = {{no_number, x.back().why}, {}};
  } else if (is_earlier_missing(x)) {
    made.change = {{no_number, status::base_not_reported}, {}};
  } else {
    made.change = computed(x, terms(column), true);
    made.change.cell = covered(made.change.cell, made.coverage, minimum);
  }
  return made;
}

/// True where the series of a town that is compared breaks between the first and the last period.
bool growth::breaks_in(row_range towns, std::size_t column, const matched_spans& spans) const {
  const std::size_t reach = reach_of(terms(column));
  return std::ranges::any_of(
      slab_.values().marks_of(towns.first, towns.last), [&](const marked_cell& m) {
        const std::size_t at = m.offset % slab_.columns();
        const std::size_t town = m.offset / slab_.columns();
        return m.breaks && at <= column && at + reach > column &&
               std::ranges::any_of(
                   spans, [&](const matched_span& s) { return s.towns->takes_part(town); });
      });
}

changed growth::of_reports(std::span<const figure> x, const growth_terms& t, bool is_broken) const {
  if (!has_number(x.back().why)) return {{no_number, x.back().why}, {}};
  if (is_earlier_missing(x)) return {{no_number, base_reason(x)}, {}};
  if (t.refused != status::ok) return {{no_number, t.refused}, {}};
  if (is_broken) return {{no_number, status::not_comparable}, {}};
  return computed(x, t, false);
}

changed growth::computed(std::span<const figure> x, const growth_terms& t, bool is_matched) const {
  changed c;
  c.cell = number(x, t, is_matched);
  c.known = exactly(c.cell.value);
  if (!std::ranges::all_of(x, [](const figure& f) { return is_exact(f.known); })) {
    known_change k = known(x, t, is_matched);
    // Of a base beyond zero the printed number can still be none to divide by.
    if (has_number(k.why)) k.why = has_number(c.cell.why) ? c.cell.why : status::undetermined;
    c.cell.why = k.why;
    if (!has_number(k.why)) c.cell.value = no_number;
    // Ends that are nearly the same may have been rounded past the figure between them.
    c.known = k.known;
    c.known.lower = std::min(c.known.lower, c.cell.value);
    c.known.upper = std::max(c.known.upper, c.cell.value);
  }
  if (!has_number(c.cell.why)) return c;
  for (const figure& f : x) c.cell.why = weaker(c.cell.why, f.why);
  return c;
}

/// A weighted mean over the towns has no last digit, whatever it is made from.
decimal_scale growth::scale(bool is_matched) const {
  const bool is_mean = slab_.inputs().rule == area_aggregation::weighted_mean;
  return is_matched && is_mean ? decimal_scale{} : slab_.values().scale;
}

cell growth::number(std::span<const figure> x, const growth_terms& t, bool is_matched) const {
  std::vector<quotient> q;
  for (const figure& f : x) q.push_back(quotient_of(f, scale(is_matched)));
  const quotient& current = q.back();
  const quotient& base = q.front();
  switch (rule_.formula()) {
    case growth_formula::index:
      return kernels::fixed_base_index(current, base, min_base_);
    case growth_formula::level:
      return kernels::average_growth(current, base, t.count, min_base_);
    case growth_formula::cumulative:
      return kernels::cumulative_growth(base, std::span(q).subspan(1), min_base_);
    case growth_formula::annualised:
      return kernels::annualised_growth(current, base, t.count, min_base_);
    case growth_formula::points:
      return kernels::average_difference(current, base, t.count);
    case growth_formula::chained:
      break;
  }
  std::vector<kernels::growth_link> links;
  for (std::size_t i = 0; i + 1 < q.size(); i += 2) links.push_back({q[i + 1], q[i]});
  return kernels::chained_growth(links, min_base_);
}

known_change growth::known(std::span<const figure> x, const growth_terms& t,
                           bool is_matched) const {
  const interval& current = x.back().known;
  const interval& base = x.front().known;
  const decimal_scale s = kernels::fitting(scale(is_matched), x.back().value, x.front().value);
  switch (rule_.formula()) {
    case growth_formula::index: {
      known_change k = kernels::fixed_base_index(current, base, s, min_base_);
      // The base itself is 100 whatever it is.
      if (t.current() == t.oldest() && has_number(k.why)) k.known = exactly(100);
      return k;
    }
    case growth_formula::level:
      return kernels::average_growth(current, base, t.count, s, min_base_);
    case growth_formula::annualised:
      return kernels::annualised_growth(current, base, t.count, s, min_base_);
    case growth_formula::points:
      return {kernels::average_difference(current, base, t.count, s), status::bounded};
    case growth_formula::cumulative: {
      std::vector<interval> later;
      for (const figure& f : x.subspan(1)) later.push_back(f.known);
      return kernels::cumulative_growth(base, later, s, min_base_);
    }
    case growth_formula::chained:
      break;
  }
  std::vector<kernels::known_link> links;
  for (std::size_t i = 0; i + 1 < x.size(); i += 2) links.push_back({x[i + 1].known, x[i].known});
  known_change k = kernels::chained_growth(links, s, min_base_);
  // Where each base is the current figure of the link before, the figures between fall away.
  if (!is_matched && has_number(k.why)) {
    k.known = kernels::average_growth(current, base, t.count, s, min_base_).known;
  }
  return k;
}

}  // namespace zhibiao::inline ZB_ABI::engine
