#include "engine/goal_terms.hpp"

#include <zhibiao/kernels/growth_ratio.hpp>
#include <zhibiao/kernels/progress_chart.hpp>

namespace zhibiao::inline ZB_ABI::engine {

using kernels::cell;
using kernels::course;
using kernels::none;

cell goal_formula::of(const goal_terms& t, double current) const {
  course c = t.course;
  c.current = current;
  if (definition_.kind == indicator_kind::binary) return of_yes_or_no(c);
  switch (what_) {
    case measure::trend:
      return kernels::growth_trend(c);
    case measure::goal_class:
      return level(t, c);
    case measure::goal_score:
      return score(t, c);
    default:
      return progress(t, c);
  }
}

bool goal_formula::rises(const goal_terms& t) const noexcept {
  if (what_ != measure::trend && t.has_goal()) {
    // The share of the way grows toward the goal, wherever that is; the anticipated gap closes as the
    // figure gets better, and everything else rises with it.
    if (by_ == progress_method::unsd) return t.course.goal > t.course.base;
    if (by_ == progress_method::escap && what_ == measure::goal_progress) return !t.course.up;
  }
  return t.course.up;
}

/// A yes or no does not grow; the progress chart counts a yes as met.
cell goal_formula::of_yes_or_no(const course& c) const {
  if (what_ != measure::goal_class || by_ != progress_method::unsd) {
    return none(status::out_of_domain);
  }
  if (c.current != c.current) return none(status::not_reported);
  return {c.current != 0 ? 3.0 : 1.0, status::ok};
}

cell goal_formula::projected(const goal_terms& t, double current) const {
  std::vector<kernels::dated_figure> series = t.series;
  if (series.empty()) return none(status::base_not_reported);
  series.back().value = current;
  return kernels::projected_figure(series, t.course.years_to_goal);
}

double goal_formula::room(const goal_terms& t) const {
  const interval& limits = definition_.limits;
  return kernels::room_to_grow(t.course.base, t.course.up ? limits.upper : limits.lower);
}

cell goal_formula::progress(const goal_terms& t, const course& c) const {
  if (t.is_parity) return none(status::out_of_domain);
  switch (by_) {
    case progress_method::unsd:
      return kernels::projected_share(c);
    case progress_method::escap: {
      const status missing = kernels::missing_of(c);
      if (missing != status::ok) return none(missing);
      const cell end = projected(t, c.current);
      if (!has_number(end.why)) return end;
      course anticipated = c;
      anticipated.current = end.value;
      return kernels::anticipated_gap(anticipated);
    }
    default:
      return kernels::growth_ratio(c);
  }
}

cell goal_formula::level(const goal_terms& t, const course& c) const {
  if (t.is_parity) return none(status::out_of_domain);
  switch (by_) {
    case progress_method::unsd: {
      const bool is_percent = dimension_of(definition_.unit) == dimension::percent;
      return t.has_goal() ? kernels::projected_share_class(c, is_percent)
                          : kernels::projected_trend_class(c);
    }
    case progress_method::escap: {
      const status missing = kernels::missing_of(c);
      if (missing != status::ok) return none(missing);
      const cell end = projected(t, c.current);
      if (!has_number(end.why)) return end;
      course anticipated = c;
      anticipated.current = end.value;
      return kernels::anticipated_gap_class(anticipated);
    }
    case progress_method::eurostat:
      return t.has_goal() ? kernels::growth_ratio_class(c)
                          : kernels::growth_trend_class_of_eurostat(c);
    case progress_method::open_sdg:
      break;
  }
  return t.has_goal() ? kernels::growth_ratio_class(c) : kernels::growth_trend_class(c, room(t));
}

cell goal_formula::score(const goal_terms& t, const course& c) const {
  switch (by_) {
    case progress_method::open_sdg:
      if (t.is_parity) return none(status::out_of_domain);
      return t.has_goal() ? kernels::growth_ratio_score(c)
                          : kernels::growth_trend_score(c, room(t));
    case progress_method::escap:
      return t.is_parity ? kernels::parity_status(c) : kernels::goal_status(c);
    default:
      return none(status::out_of_domain);  // the method has no score
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
