#include "engine/figure_change.hpp"

#include "engine/scale_of.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::decimal_scale;
using kernels::no_number;

}  // namespace

changed figure_change::of_report(const figure& current, const figure& base, bool is_broken) const {
  if (!has_number(current.why)) return {{no_number, current.why}, {}};
  if (!has_number(base.why)) {
    return {{no_number, without_base(base.why)}, {}};
  }
  if (is_broken) return {{no_number, status::not_comparable}, {}};
  const decimal_scale own = is_by_cell_ ? scale_of({current.value, base.value}) : scale_;
  return computed(current, base, own, scale_);
}

changed figure_change::of_sums(const figure& current, const figure& base, decimal_scale s) const {
  if (!has_number(current.why)) return {{no_number, current.why}, {}};
  if (!has_number(base.why)) return {{no_number, without_base(base.why)}, {}};
  return computed(current, base, s, s);
}

/// The number is computed in its own scale and what is known of it in that of its series.
changed figure_change::computed(const figure& current, const figure& base, decimal_scale own,
                                decimal_scale s) const {
  const double x = current.value;
  const double b = base.value;
  changed c;
  c.cell =
      in_points_ ? kernels::difference(x, b, own) : kernels::percent_change(x, b, own, min_base_);
  const bool is_quotient =
      current.made_of.all == current.made_of.all && base.made_of.all == base.made_of.all;
  if (is_quotient && has_number(c.cell.why)) {
    c.cell = in_points_ ? kernels::difference(current.made_of, base.made_of)
                        : kernels::percent_change(current.made_of, base.made_of, min_base_);
  }
  c.known = exactly(c.cell.value);
  if (!is_exact(current.known) || !is_exact(base.known)) {
    const kernels::known_change k = known_between(current, base, s);
    c.cell.why = k.why;
    if (!has_number(k.why)) c.cell.value = no_number;
    // Ends that are nearly the same may have been rounded past the figure between them.
    c.known = k.known;
    c.known.lower = std::min(c.known.lower, c.cell.value);
    c.known.upper = std::max(c.known.upper, c.cell.value);
  }
  if (has_number(c.cell.why)) c.cell.why = weaker(c.cell.why, weaker(current.why, base.why));
  return c;
}

/// What is known of the change of two figures of which one is only known as an interval, and the
/// status before those of the figures are added.
kernels::known_change figure_change::known_between(const figure& current, const figure& base,
                                                   decimal_scale s) const {
  const double x = current.value;
  const double b = base.value;
  if (in_points_) {
    return {kernels::difference(current.known, base.known, s), kernels::difference(x, b, s).why};
  }
  kernels::known_change k = kernels::percent_change(current.known, base.known, s, min_base_);
  // Of a base beyond zero the printed number can still be none to divide by: 超过0件.
  const status printed = kernels::percent_change(x, b, s, min_base_).why;
  if (has_number(k.why)) k.why = has_number(printed) ? printed : status::undetermined;
  return k;
}

}  // namespace zhibiao::inline ZB_ABI::engine
