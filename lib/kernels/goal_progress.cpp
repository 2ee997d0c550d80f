#include <zhibiao/kernels/average_growth.hpp>
#include <zhibiao/kernels/goal_progress.hpp>

#include <cmath>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

status why_none(const course& c) noexcept {
  const status missing = missing_of(c);
  if (missing != status::ok) return missing;
  return c.goal == c.base && !c.is_achieved() ? status::out_of_domain : status::ok;
}

cell fit(double x) noexcept { return finite(x, status::ok); }

}  // namespace

cell goal_status(const course& c) noexcept {
  const status why = why_none(c);
  if (why != status::ok) return none(why);
  if (c.is_achieved()) return {10, status::ok};
  const double gone = c.up ? c.current - c.base : c.base - c.current;
  return fit(10 * gone / std::fabs(c.goal - c.base));
}

cell parity_status(const course& c) noexcept {
  const status missing = missing_of(c);
  if (missing != status::ok) return none(missing);
  if (c.current == c.goal) return {10, status::ok};
  if (c.goal == c.base) return none(status::out_of_domain);
  return fit(10 - 10 * std::fabs(c.goal - c.current) / std::fabs(c.goal - c.base));
}

cell projected_figure(std::span<const dated_figure> figures, int year, double oldest) noexcept {
  if (figures.size() < 2) return none(status::out_of_domain);
  const int first = figures.front().year;
  const int last = figures.back().year;
  const double fade =
      1 + average_growth(quotient{oldest, 1}, quotient{1, 1}, last - first).value / 100;

  // Around the last year, so that what is summed is small.
  double weights = 0;
  double years = 0;
  double values = 0;
  double weight = 1;
  int at = last;
  const auto weigh = [&](int when) {
    for (; at > when; --at) weight *= fade;
    return weight;
  };
  for (std::size_t i = figures.size(); i-- > 0;) {
    const double w = weigh(figures[i].year);
    weights += w;
    years += w * (figures[i].year - last);
    values += w * figures[i].value;
  }
  const double mean_year = years / weights;
  const double mean = values / weights;
  double along = 0;
  double spread = 0;
  weight = 1;
  at = last;
  for (std::size_t i = figures.size(); i-- > 0;) {
    const double w = weigh(figures[i].year);
    const double off = figures[i].year - last - mean_year;
    along += w * off * (figures[i].value - mean);
    spread += w * off * off;
  }
  return fit(mean + along / spread * (year - last - mean_year));
}

cell anticipated_gap(const course& c) noexcept {
  const status why = why_none(c);
  if (why != status::ok) return none(why);
  if (c.is_achieved()) return {0, status::ok};
  const double way = std::fabs(c.goal - c.base);
  const bool goes_back = c.up ? c.current < c.base : c.current > c.base;
  if (goes_back) return fit(100 + 100 * std::fabs(c.base - c.current) / way);
  return fit(100 * std::fabs(c.goal - c.current) / way);
}

cell anticipated_gap_class(const course& c) noexcept {
  cell made = anticipated_gap(c);
  if (!has_number(made.why)) return made;
  made.value = made.value <= 10 ? 3 : made.value <= 100 ? 2 : 1;
  return made;
}

}  // namespace zhibiao::inline ZB_ABI::kernels
