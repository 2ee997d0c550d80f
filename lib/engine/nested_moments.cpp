#include "engine/nested_moments.hpp"

#include "engine/taken_from.hpp"

#include <algorithm>
#include <limits>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

/// The moments of so many sets, and what is made of them, stay in a core's own cache.
constexpr std::size_t sets_at_once = 4096;

}  // namespace

nested_moments::nested_moments(const figures& values, std::size_t first_column,
                               const nested_areas& areas, arena* memory)
    : values_(values),
      first_column_(first_column),
      lanes_(values.columns - first_column),
      areas_(areas),
      memory_(memory) {}

kernels::moments_view nested_moments::from(std::size_t area) const noexcept {
  return kernels::moments_from(all_, area * lanes_);
}

void nested_moments::make(const run_consumer& done) {
  const std::size_t sets = areas_.size() * lanes_;
  numbers_ = taken_from<double>(memory_, sets * kernels::moments_numbers);
  counted_ = taken_from<std::uint32_t>(memory_, sets);
  all_ =
      kernels::moments_in({numbers_.data(), numbers_.size()}, {counted_.data(), counted_.size()});

  const kernels::block_view figures = values_.view(0, first_column_);
  const std::size_t at_once = std::max<std::size_t>(sets_at_once / lanes_, 1);
  const std::size_t made_up = areas_.from_towns().size();
  for (std::size_t first = 0; first < made_up; first += at_once) {
    const std::size_t count = std::min(at_once, made_up - first);
    kernels::segment_moments(figures, {}, areas_.towns().subspan(first, count), lanes_,
                             values_.scale, kernels::moments_from(all_, first * lanes_));
    done(first, first + count);
  }
  const bool are_merged = made_up < areas_.size() && merge_exactly();
  for (std::size_t first = made_up; first < areas_.size(); first += at_once) {
    const std::size_t count = std::min(at_once, areas_.size() - first);
    const kernels::moments_columns to = kernels::moments_from(all_, first * lanes_);
    if (are_merged) {
      kernels::merged_segments(all_, areas_.made_up().subspan(first - made_up, count), lanes_, to);
    } else {
      kernels::segment_moments(figures, {}, areas_.towns().subspan(first, count), lanes_,
                               values_.scale, to);
    }
    done(first, first + count);
  }
}

/// True where the moments of an area come out the same to the last bit from its towns and from the moments
/// of areas that make it up. Else they are made from the towns, for no number may depend on what else was
/// asked for.
bool nested_moments::merge_exactly() const {
  if (!values_.scale.exact) return false;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double least = infinity;
  double greatest = -infinity;
  for (std::size_t i = 0; i < areas_.from_towns().size() * lanes_; ++i) {
    // Where there is none it is a NaN, and both comparisons fail.
    least = all_.least[i] < least ? all_.least[i] : least;
    greatest = all_.greatest[i] > greatest ? all_.greatest[i] : greatest;
  }
  constexpr double exact_up_to = 0x1p52;  // a bit less than the root of what the moments hold
  const double apart = (greatest - least) * values_.scale.power;
  return static_cast<double>(values_.rows) * std::max(apart, 0.0) < exact_up_to;
}

}  // namespace zhibiao::inline ZB_ABI::engine
