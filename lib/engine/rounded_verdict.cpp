#include "engine/rounded_verdict.hpp"

#include <zhibiao/kernels/gap.hpp>
#include <zhibiao/value/rounding.hpp>

namespace zhibiao::inline ZB_ABI::engine {

interval rounded(const interval& known, int places) {
  const auto end = [&](double x) {
    return round(x, decimal_places(places), rounding_mode::half_even);
  };
  // What comes near to an end is rounded onto it.
  return {end(known.lower), end(known.upper), false, false};
}

measured_cell verdict_of(const figure& x, const interval& known, const target* t, status aim) {
  if (!has_number(x.why)) return no_result(x.why);
  if (t == nullptr) return no_result(status::no_target);
  if (!has_number(aim)) return no_result(aim);
  measured_cell made = exact_result(kernels::verdict(known, t->wanted));
  // A bound that decides leaves nothing uncertain about the verdict.
  const status hidden = x.estimated ? status::estimated : status::ok;
  const status current = x.why == status::bounded ? hidden : x.why;
  if (has_number(made.cell.why)) made.cell.why = weaker(weaker(made.cell.why, current), aim);
  return made;
}

measured_cell rounded_verdict::of_town(std::size_t row, std::size_t column, const figure& x) {
  const auto town = static_cast<area_index>(of().areas().towns.first + row);
  return of_figure(x, targets_.find(of().period_of(column), town, true));
}

measured_cell rounded_verdict::of_upper(std::size_t row, std::size_t column, const figure& x) {
  return of_figure(x, targets_.find(of().period_of(column), of().areas().uppers[row], false));
}

measured_cell rounded_verdict::of_figure(const figure& x, const target* t) const {
  return verdict_of(x, rounded(x.known, of().definition().decimals), t,
                    t != nullptr ? targets_.why_of(*t) : status::ok);
}

}  // namespace zhibiao::inline ZB_ABI::engine
