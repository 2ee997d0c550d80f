#include <zhibiao/kernels/goal_distance.hpp>

#include <cmath>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

cell fit(double x) noexcept { return finite(x, status::ok); }

}  // namespace

cell deviations_to_goal(double figure, double goal, bool up, double deviation,
                        std::size_t peers) noexcept {
  if (detail::is_missing(figure)) return none(status::not_reported);
  if (detail::is_missing(goal)) return none(status::no_target);
  if (peers < 3 || !(deviation > 0)) return none(status::out_of_domain);
  const double distance = (up ? goal - figure : figure - goal) / deviation;
  return fit(distance < 0 ? 0 : distance);
}

cell distance_to_frontier(double figure, double worst, double best) noexcept {
  if (detail::is_missing(figure)) return none(status::not_reported);
  if (detail::is_missing(worst) || detail::is_missing(best) || worst == best)
    return none(status::out_of_domain);
  return fit(100 * (worst - figure) / (worst - best));
}

}  // namespace zhibiao::inline ZB_ABI::kernels
