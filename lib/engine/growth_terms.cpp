#include "engine/growth_terms.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

growth_formula formula_of(measure m, const method_choice& by, const indicator& of) {
  if (m == measure::fixed_base) return growth_formula::index;
  if (m == measure::annualised) return growth_formula::annualised;
  if (changes_in_points(of.kind)) return growth_formula::points;
  if (m == measure::average_growth) {
    const bool is_level = by.average.value_or(of.average_growth) == averaging::level;
    return is_level ? growth_formula::level : growth_formula::cumulative;
  }
  const bool is_chained = m == measure::two_year_average && by.two_year == two_year_method::chained;
  return is_chained ? growth_formula::chained : growth_formula::level;
}

}  // namespace

bool is_growth(measure m) noexcept {
  return m == measure::fixed_base || m == measure::average_growth ||
         m == measure::two_year_average || m == measure::annualised ||
         m == measure::cumulative_ratio;
}

bool is_effect(measure m) noexcept {
  return m == measure::headline_growth || m == measure::panel_effect ||
         m == measure::own_rate_effect || m == measure::structure_effect ||
         m == measure::entry_effect || m == measure::exit_effect;
}

growth_rule::growth_rule(measure m, const method_choice& by, const indicator& of,
                         const block_shape& shape)
    : measure_(m),
      formula_(formula_of(m, by, of)),
      shape_(shape),
      a_year_(periods_per_year(shape.frequency())),
      base_(by.base_period) {}

growth_terms growth_rule::terms(std::size_t position) const {
  const period p = shape_.period_at(position);
  const bool is_cumulative = shape_.form() == form::year_to_date;
  growth_terms t;
  switch (measure_) {
    case measure::fixed_base:
    case measure::average_growth:
      return since_base(position);
    case measure::two_year_average:
      t = back(position, a_year_, 2);
      t.count = 2;
      break;
    case measure::annualised:
      t = back(position, 1, 1);
      t.count = static_cast<int>(a_year_);
      // A cumulative figure always exceeds the one before it: that is no growth.
      if (is_cumulative) t.refused = status::not_comparable;
      break;
    default:
      t = back(position, 1, 1);
      if (!is_cumulative) t.refused = status::out_of_domain;
      // What is cumulated begins anew with the year.
      if (is_cumulative && p.index() == 1) t.refused = status::not_comparable;
      break;
  }
  return t;
}

/// A year as base period stands for the same period of that year, so that months and years count from one.
/// An index has one base for all periods.
growth_terms growth_rule::since_base(std::size_t position) const {
  const auto now = static_cast<growth_terms::position>(position);
  const period p = shape_.period_at(position);
  growth_terms t;
  t.spans = {{now, now}};
  const bool is_of_block = base_->frequency() == p.frequency() && base_->form() == p.form();
  const bool is_year = measure_ == measure::average_growth && base_->frequency() == frequency::year;
  if (!is_of_block && !is_year) {
    t.refused = status::not_comparable;
    return t;
  }
  const std::int32_t base =
      is_of_block ? base_->ordinal()
                  : period::make(p.frequency(), base_->year(), p.index(), p.form()).ordinal();
  const std::ptrdiff_t back = p.ordinal() - base;
  const bool needs_years = measure_ == measure::average_growth;
  if (back < 0 || (needs_years && back == 0)) {
    t.refused = status::out_of_domain;
    return t;
  }
  if (needs_years && back % a_year_ != 0) {
    t.refused = status::not_comparable;
    return t;
  }
  t.count = static_cast<int>(back / a_year_);
  t.spans = {{now - back, now}};
  if (formula_ == growth_formula::cumulative) {
    t.spans.front().clear();
    for (std::ptrdiff_t at = now - back; at <= now; at += a_year_) {
      t.spans.front().push_back(at);
    }
  }
  return t;
}

growth_terms growth_rule::back(std::size_t position, std::ptrdiff_t lag, int links) const {
  const auto now = static_cast<growth_terms::position>(position);
  growth_terms t;
  if (formula_ != growth_formula::chained) {
    t.spans = {{now - links * lag, now}};
    return t;
  }
  for (int link = links; link-- > 0;) {
    t.spans.push_back({now - (link + 1) * lag, now - link * lag});
  }
  return t;
}

std::size_t growth_rule::reach(std::size_t first, std::size_t last) const {
  std::ptrdiff_t most = 0;
  for (std::size_t at = first; at < last; ++at) {
    const growth_terms t = terms(at);
    most = std::max(most, t.current() - std::max<growth_terms::position>(t.oldest(), 0));
  }
  return static_cast<std::size_t>(most);
}

}  // namespace zhibiao::inline ZB_ABI::engine
