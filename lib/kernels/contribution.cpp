#include <zhibiao/kernels/contribution.hpp>

#include "kernels/error_free.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

/// The change of the part in percent of `whole`, which is not zero.
cell in_percent_of(const growth_of_part& p, two_parts<double> whole_number) noexcept {
  const two_parts<double> own =
      minus<double>({whole(p.current, p.scale), 0}, {whole(p.base, p.scale), 0});
  return finite(rounded(divided(times(own, 100.0), whole_number)), status::ok);
}

cell missing(const growth_of_part& p) noexcept {
  if (detail::is_missing(p.current)) return {no_number, status::not_reported};
  if (detail::is_missing(p.base)) return {no_number, status::base_not_reported};
  // The sum of figures that are there is only missing where it is too large.
  return {no_number, status::overflow};
}

bool is_there(const growth_of_part& p) noexcept {
  return detail::is_there(p.current) && detail::is_there(p.base) &&
         detail::is_there(p.whole_current) && detail::is_there(p.whole_base);
}

}  // namespace

cell contribution(const growth_of_part& part) noexcept {
  if (!is_there(part)) return missing(part);
  const two_parts<double> change = minus<double>({part.whole_current, 0}, {part.whole_base, 0});
  if (rounded(change) == 0) return {no_number, status::out_of_domain};
  return in_percent_of(part, change);
}

cell pull(const growth_of_part& part) noexcept {
  if (!is_there(part)) return missing(part);
  if (!(part.whole_base > 0)) return {no_number, status::out_of_domain};
  return in_percent_of(part, {part.whole_base, 0});
}

}  // namespace zhibiao::inline ZB_ABI::kernels
