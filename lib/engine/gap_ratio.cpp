#include "engine/gap_ratio.hpp"

#include <zhibiao/kernels/gap.hpp>
#include <zhibiao/kernels/schedule.hpp>

#include "engine/known_result.hpp"
#include "engine/scale_of.hpp"

#include <cmath>

namespace zhibiao::inline ZB_ABI::engine {

measured_cell gap_ratio::of_town(std::size_t row, std::size_t column, const figure& x) {
  const auto town = static_cast<area_index>(of().areas().towns.first + row);
  return ratio_of(x, targets_.find(of().period_of(column), town, true));
}

measured_cell gap_ratio::of_upper(std::size_t row, std::size_t column, const figure& x) {
  return ratio_of(x, targets_.find(of().period_of(column), of().areas().uppers[row], false));
}

measured_cell gap_ratio::ratio_of(const figure& x, const target* t) const {
  if (!has_number(x.why)) return no_result(x.why);
  if (t == nullptr) return no_result(status::no_target);
  const status aim = targets_.why_of(*t);
  if (!has_number(aim)) return no_result(aim);
  const bool is_limit = std::isinf(t->wanted.lower);
  // Of a range it is not said to which end.
  if (!is_limit && !std::isinf(t->wanted.upper)) return no_result(status::out_of_domain);
  measured_cell made = exact_result(ratio_at(x.value, *t));
  if (!has_number(made.cell.why)) return made;
  made.known = known_result(
      x, [&](double end) { return ratio_at(end, *t); },
      is_limit ? course::rising : course::falling);
  made.cell.why = weaker(weaker(made.cell.why, x.why), aim);
  return made;
}

kernels::cell gap_ratio::ratio_at(double x, const target& t) const {
  const bool is_limit = std::isinf(t.wanted.lower);
  const double goal = is_limit ? t.wanted.upper : t.wanted.lower;
  if (what_ == measure::unmet_ratio) {
    const double most = of().definition().limits.upper;
    if (is_limit) return {kernels::no_number, status::out_of_domain};
    return kernels::unmet_ratio(x, goal, most, scale_of({x, goal, most}));
  }
  const kernels::decimal_scale s = scale_of({x, goal});
  const kernels::cell missing = kernels::shortfall(x, t.wanted, s);
  if (!has_number(missing.why)) return missing;
  return kernels::relative_gap(missing.value, goal, s);
}

}  // namespace zhibiao::inline ZB_ABI::engine
