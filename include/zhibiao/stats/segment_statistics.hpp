#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/stats/accumulate.hpp>
#include <zhibiao/value/status.hpp>

#include <boost/accumulators/framework/extractor.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace zhibiao::inline ZB_ABI::stats {

/// What a feature gives, as a cell: a `cell` stays as it is; a number is `ok`, unless it is NaN
/// (`out_of_domain`) or infinite (`overflow`).
inline kernels::cell as_cell(const kernels::cell& result) noexcept { return result; }
template <class Number>
requires std::is_arithmetic_v<Number> kernels::cell as_cell(Number result)
noexcept {
  const auto value = static_cast<double>(result);
  if (kernels::detail::is_missing(value)) return {kernels::no_number, status::out_of_domain};
  return kernels::finite(value, status::ok);
}

/// Cells of some statistics, `[statistic][segment][lane]`, and how many figures each segment and lane
/// has, `[segment][lane]`; all in memory of the caller.
struct statistics_out {
  std::span<double> values;
  std::span<status> why;
  std::span<std::uint32_t> counted;
};

namespace detail {

/// Drawn into the loop by force: a call would keep the accumulators in memory.
template <class... Features>
class cell_writer {
 public:
  cell_writer(std::span<const kernels::segment> segments, std::size_t lanes, double min_coverage,
              const statistics_out& out)
      : segments_(segments), lanes_(lanes), min_coverage_(min_coverage), out_(out) {}

  template <class Accumulators>
  [[gnu::always_inline]] void operator()(std::size_t s, std::size_t lane,
                                         const Accumulators& accumulators, std::uint32_t counted) {
    if (lane == 0) {
      members_ = static_cast<std::uint32_t>(segments_[s].last - segments_[s].first);
      least_ = kernels::least_counted(members_, min_coverage_);
    }
    std::size_t at = s * lanes_ + lane;
    out_.counted[at] = counted;
    const status rule = why(counted);
    ((write<Features>(accumulators, rule, at), at += segments_.size() * lanes_), ...);
  }

 private:
  /// What the coverage rule says of so many figures.
  [[gnu::always_inline]] status why(std::uint32_t counted) const {
    if (counted == 0) return status::not_reported;
    if (counted >= members_) return status::ok;
    return counted < least_ ? status::coverage_low : status::partial;
  }

  template <class Feature, class Accumulators>
  [[gnu::always_inline]] void write(const Accumulators& accumulators, status rule,
                                    std::size_t at) const {
    kernels::cell c{kernels::no_number, rule};
    if (has_number(rule)) {
      c = as_cell(boost::accumulators::extractor<Feature>()(accumulators));
      if (has_number(c.why)) c.why = weaker(rule, c.why);
    }
    out_.values[at] = c.value;
    out_.why[at] = c.why;
  }

  std::span<const kernels::segment> segments_;
  std::size_t lanes_;
  double min_coverage_;
  statistics_out out_;
  std::uint32_t members_ = 0;  ///< of the segment at hand
  std::uint32_t least_ = 0;    ///< of them, for the coverage rule
};

}  // namespace detail

/// Statistics of every segment and lane: those of the figures that are there and take part, by the
/// coverage rule of `kernels::covered` with every row of a segment a member that counts for one.
/// `empty` is what each segment starts from, for features that take parameters. O(rows * lanes). Allocates
/// nothing and is safe to call from several threads at once, if the features are so; ours are.
template <class... Features>
void segment_statistics(kernels::block_view values, kernels::mask_view taking_part,
                        std::span<const kernels::segment> segments, std::size_t lanes,
                        double min_coverage, const statistics_out& out,
                        const std::type_identity_t<accumulators_of<Features...>>& empty = {}) {
  accumulate(values, taking_part, segments, lanes, empty,
             detail::cell_writer<Features...>(segments, lanes, min_coverage, out));
}

/// The same with weights: a row takes part where its figure and its weight are there.
template <class... Features>
void segment_statistics_weighted(
    kernels::block_view values, kernels::block_view weights, kernels::mask_view taking_part,
    std::span<const kernels::segment> segments, std::size_t lanes, double min_coverage,
    const statistics_out& out,
    const std::type_identity_t<weighted_accumulators_of<Features...>>& empty = {}) {
  accumulate_weighted(values, weights, taking_part, segments, lanes, empty,
                      detail::cell_writer<Features...>(segments, lanes, min_coverage, out));
}

}  // namespace zhibiao::inline ZB_ABI::stats
