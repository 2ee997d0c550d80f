#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/kernels/deviations.hpp>
#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/kernels/shape.hpp>
#include <zhibiao/stats/feature.hpp>
#include <zhibiao/value/status.hpp>

#include <boost/accumulators/framework/accumulator_base.hpp>
#include <boost/accumulators/framework/depends_on.hpp>
#include <boost/accumulators/framework/extractor.hpp>
#include <boost/accumulators/framework/parameters/sample.hpp>
#include <boost/accumulators/framework/parameters/weight.hpp>

#include <cstdint>
#include <type_traits>

namespace zhibiao::inline ZB_ABI::stats::detail {

namespace ba = boost::accumulators;

/// The accumulator of a feature, by the kind of sample: `Accumulator<double>` of figures, and of moments
/// of blocks of them.
template <template <class> class Accumulator>
struct by_sample {
  template <class Sample, class Weight>
  struct apply {
    static_assert(std::is_void_v<Weight>,
                  "this statistic knows no weights: take weighted_mean, or a set without weights");
    using type = Accumulator<std::conditional_t<std::is_arithmetic_v<Sample>, double, Sample>>;
  };
};

/// What a loop has added up, on its way into a struct for a function that is called. GCC 12 would otherwise
/// see neighbours in memory, hold them in pairs from the start, and spend as much time again on putting
/// each figure's terms into pairs.
inline double taken_out(double x) noexcept {
  const volatile double alone = x;
  return alone;
}

/// A sum and what rounding takes from it (Knuth's TwoSum).
struct running_sum {
  double sum = 0;
  double rest = 0;

  void add(double x) noexcept {
    const double next = sum + x;
    const double part = next - sum;
    rest += (sum - (next - part)) + (x - part);
    sum = next;
  }
  double total() const noexcept { return sum + rest; }
};

template <class Sample>
class sum_accumulator : public ba::accumulator_base {
 public:
  using result_type = kernels::cell;

  sum_accumulator(ba::dont_care) {}

  template <class Arguments>
  void operator()(const Arguments& arguments) {
    add(arguments[ba::sample]);
  }

  result_type result(ba::dont_care) const noexcept {
    if (counted_ == 0) return {};
    return kernels::total(sum_.total(), {});
  }

 private:
  void add(double x) noexcept {
    if (kernels::detail::is_missing(x)) return;
    sum_.add(x);
    ++counted_;
  }
  void add(const kernels::moments& m) noexcept {
    sum_.add(m.sum);
    sum_.add(m.sum_rest);
    counted_ += m.counted;
  }

  running_sum sum_;
  std::uint64_t counted_ = 0;
};

/// Of moments: merged.
template <class Moments>
class merging_accumulator : public ba::accumulator_base {
 public:
  using result_type = Moments;

  merging_accumulator(ba::dont_care) {}

  template <class Arguments>
  void operator()(const Arguments& arguments) {
    merged_ = kernels::merged(merged_, arguments[ba::sample]);
  }

  result_type result(ba::dont_care) const noexcept { return merged_; }

 private:
  Moments merged_;
};

template <class Moments>
class deviations_accumulator : public merging_accumulator<Moments> {
 public:
  using merging_accumulator<Moments>::merging_accumulator;
};

template <>
class deviations_accumulator<double> : public ba::accumulator_base {
 public:
  using result_type = kernels::deviation_sums;

  deviations_accumulator(ba::dont_care) {}

  template <class Arguments>
  void operator()(const Arguments& arguments) {
    const double x = arguments[ba::sample];
    if (kernels::detail::is_missing(x)) return;
    if (counted_ == 0) origin_ = least_ = greatest_ = x;
    ++counted_;
    const double d = x - origin_;
    sum_ += d;
    squares_ += d * d;
    // Not an if: nobody foretells which figure is a record, and so processors guess wrong.
    least_ = x < least_ ? x : least_;
    greatest_ = x > greatest_ ? x : greatest_;
  }

  result_type result(ba::dont_care) const noexcept {
    return {counted_, origin_, sum_, squares_, least_, greatest_};
  }

 private:
  std::uint32_t counted_ = 0;
  double origin_ = kernels::no_number;
  double sum_ = 0;
  double squares_ = 0;
  double least_ = kernels::no_number;
  double greatest_ = kernels::no_number;
};

template <class Moments>
class shape_accumulator : public merging_accumulator<Moments> {
 public:
  using merging_accumulator<Moments>::merging_accumulator;
};

/// Sums of powers over short runs, each around its first figure, that are merged. Short runs keep the
/// rounding small however far from the mean that figure is.
template <>
class shape_accumulator<double> : public ba::accumulator_base {
 public:
  using result_type = kernels::shape_moments;

  shape_accumulator(ba::dont_care) {}

  template <class Arguments>
  void operator()(const Arguments& arguments) {
    const double x = arguments[ba::sample];
    if (kernels::detail::is_missing(x)) return;
    if (run_.count == longest_run) {
      before_ = so_far();
      run_ = {};
    }
    if (run_.count == 0) run_.origin = x;
    const double d = x - run_.origin;
    const double square = d * d;
    run_.count += 1;
    run_.s1 += d;
    run_.s2 += square;
    run_.s3 += square * d;
    run_.s4 += square * square;
  }

  result_type result(ba::dont_care) const noexcept { return so_far(); }

 private:
  static constexpr double longest_run = 64;

  // Copies are handed to the compiled half: what is handed to it itself, the compiler no longer keeps in
  // registers.
  kernels::shape_moments so_far() const noexcept {
    const kernels::shape_moments run =
        kernels::shape_of({taken_out(run_.count), taken_out(run_.origin), taken_out(run_.s1),
                           taken_out(run_.s2), taken_out(run_.s3), taken_out(run_.s4)});
    if (before_.count == 0) return run;
    const kernels::shape_moments before = before_;
    return kernels::merged(before, run);
  }

  kernels::power_sums run_;
  kernels::shape_moments before_;
};

class weighted_mean_accumulator : public ba::accumulator_base {
 public:
  using result_type = kernels::cell;

  weighted_mean_accumulator(ba::dont_care) {}

  template <class Arguments>
  void operator()(const Arguments& arguments) {
    const double x = arguments[ba::sample];
    const double w = arguments[ba::weight];
    if (kernels::detail::is_missing(x)) return;
    reported_ = true;
    if (kernels::detail::is_missing(w)) return;
    has_weight_ = true;
    total_.add(x * w);
    weights_.add(w);
  }

  result_type result(ba::dont_care) const noexcept {
    if (!reported_) return {};
    if (!has_weight_) return {kernels::no_number, status::no_weight};
    return kernels::weighted_mean(total_.total(), {}, weights_.total());
  }

 private:
  running_sum total_;
  running_sum weights_;
  bool reported_ = false;
  bool has_weight_ = false;
};

// Formulas of figures in their unit, by what they are gathered in.

struct moments_formula {
  using result_type = kernels::moments;
  kernels::moments operator()(const kernels::deviation_sums& d) const noexcept {
    return kernels::moments_of({d.counted, taken_out(d.origin), taken_out(d.sum),
                                taken_out(d.squares), taken_out(d.least), taken_out(d.greatest)});
  }
  kernels::moments operator()(const kernels::moments& m) const noexcept { return m; }
};

struct count_formula {
  using result_type = kernels::cell;
  template <class Moments>
  kernels::cell operator()(const Moments& m) const noexcept {
    return {static_cast<double>(m.counted), status::ok};
  }
};

struct minimum_formula {
  using result_type = kernels::cell;
  template <class Moments>
  kernels::cell operator()(const Moments& m) const noexcept {
    return m.counted == 0 ? kernels::cell{} : kernels::finite(m.least, status::ok);
  }
};

struct maximum_formula {
  using result_type = kernels::cell;
  template <class Moments>
  kernels::cell operator()(const Moments& m) const noexcept {
    return m.counted == 0 ? kernels::cell{} : kernels::finite(m.greatest, status::ok);
  }
};

struct mean_formula {
  using result_type = kernels::cell;
  kernels::cell operator()(const kernels::deviation_sums& d) const noexcept {
    return kernels::mean(d);
  }
  kernels::cell operator()(const kernels::moments& m) const noexcept {
    return kernels::mean(m, {});
  }
};

struct variance_formula {
  using result_type = kernels::cell;
  kernels::cell operator()(const kernels::deviation_sums& d) const noexcept {
    return kernels::variance(d);
  }
  kernels::cell operator()(const kernels::moments& m) const noexcept {
    return kernels::variance(m, {});
  }
};

struct standard_deviation_formula {
  using result_type = kernels::cell;
  kernels::cell operator()(const kernels::deviation_sums& d) const noexcept {
    return kernels::standard_deviation(d);
  }
  kernels::cell operator()(const kernels::moments& m) const noexcept {
    return kernels::standard_deviation(m, {});
  }
};

struct coefficient_of_variation_formula {
  using result_type = kernels::cell;
  kernels::cell operator()(const kernels::deviation_sums& d) const noexcept {
    return kernels::coefficient_of_variation(d);
  }
  kernels::cell operator()(const kernels::moments& m) const noexcept {
    return kernels::coefficient_of_variation(m, {});
  }
};

}  // namespace zhibiao::inline ZB_ABI::stats::detail

/// Features of ours for Boost.Accumulators, to be named beside those of Boost and of your own:
///
///     stats::accumulators_of<tag::mean, tag::skewness, ba::tag::median> towns;
///     for (double x : figures) towns(x);
///     const kernels::cell s = stats::skewness(towns);
///
/// What they give is a cell, with a status where there is no number. Of figures, a NaN is missing and
/// left out. The samples may also be the moments of blocks of figures, which are merged: the features
/// that serve the towns of a county serve a prefecture from the moments of its counties.
namespace zhibiao::inline ZB_ABI::tag {

/// Sum (合计), compensated for rounding. No number: `not_reported` of no figures, `overflow`.
struct sum : boost::accumulators::depends_on<> {
  using impl = stats::detail::by_sample<stats::detail::sum_accumulator>;
};

/// What the statistics below are made from: of figures, `kernels::deviation_sums`; of moments, these
/// merged.
struct deviations : boost::accumulators::depends_on<> {
  using impl = stats::detail::by_sample<stats::detail::deviations_accumulator>;
};

/// Count, sum, squares and extremes as `kernels::moments`, to be merged a level up. Figures are taken
/// for numbers in their unit, `decimal_scale{}`. (Moments that `kernels::segment_moments` made of
/// whole-scaled figures merge too, but nobody knows their scale here: make statistics of the merged
/// moments with the functions of `kernels/moments.hpp`, not with the features below.)
struct moments : stats::formula<stats::detail::moments_formula{}, deviations> {};

/// Formulas and statuses are those of `kernels/deviations.hpp` and `kernels/moments.hpp`. The divisor of
/// the variance, and of what is made from it, is n - 1.
struct count : stats::formula<stats::detail::count_formula{}, deviations> {};
struct minimum : stats::formula<stats::detail::minimum_formula{}, deviations> {};
struct maximum : stats::formula<stats::detail::maximum_formula{}, deviations> {};
struct mean : stats::formula<stats::detail::mean_formula{}, deviations> {};
struct variance : stats::formula<stats::detail::variance_formula{}, deviations> {};
struct standard_deviation
    : stats::formula<stats::detail::standard_deviation_formula{}, deviations> {};
struct coefficient_of_variation
    : stats::formula<stats::detail::coefficient_of_variation_formula{}, deviations> {};

/// What the four statistics below are made from, as `kernels::shape_moments`; of figures, or merged from
/// such moments. The relative error of m2 to m4 is some 1e-13 at most, however far from zero the figures
/// lie; distances between them from 1e-75 to 1e75 stay within the range of a double.
struct shape : boost::accumulators::depends_on<> {
  using impl = stats::detail::by_sample<stats::detail::shape_accumulator>;
};

/// Statistics from `shape`; formulas and statuses are those of `kernels/shape.hpp`.
struct skewness : stats::formula<&kernels::skewness, shape> {};
struct kurtosis : stats::formula<&kernels::kurtosis, shape> {};
struct sample_skewness : stats::formula<&kernels::sample_skewness, shape> {};
struct sample_kurtosis : stats::formula<&kernels::sample_kurtosis, shape> {};

/// Weighted mean (加权平均) of a set with weights, which is called as `towns(x, ba::weight = w)`:
/// sum w x / sum w over the figures that have a weight, both sums compensated. No number:
/// `not_reported` of no figures, `no_weight` where none has a weight, `out_of_domain` where the weights
/// add to zero or less, `overflow`.
struct weighted_mean : stats::feature<stats::detail::weighted_mean_accumulator> {};

}  // namespace zhibiao::inline ZB_ABI::tag

namespace zhibiao::inline ZB_ABI::stats {

// What takes the result of a feature out of a set.
inline constexpr boost::accumulators::extractor<tag::moments> moments{};
inline constexpr boost::accumulators::extractor<tag::count> count{};
inline constexpr boost::accumulators::extractor<tag::sum> sum{};
inline constexpr boost::accumulators::extractor<tag::minimum> minimum{};
inline constexpr boost::accumulators::extractor<tag::maximum> maximum{};
inline constexpr boost::accumulators::extractor<tag::mean> mean{};
inline constexpr boost::accumulators::extractor<tag::variance> variance{};
inline constexpr boost::accumulators::extractor<tag::standard_deviation> standard_deviation{};
inline constexpr boost::accumulators::extractor<tag::coefficient_of_variation>
    coefficient_of_variation{};
inline constexpr boost::accumulators::extractor<tag::shape> shape{};
inline constexpr boost::accumulators::extractor<tag::skewness> skewness{};
inline constexpr boost::accumulators::extractor<tag::kurtosis> kurtosis{};
inline constexpr boost::accumulators::extractor<tag::sample_skewness> sample_skewness{};
inline constexpr boost::accumulators::extractor<tag::sample_kurtosis> sample_kurtosis{};
inline constexpr boost::accumulators::extractor<tag::weighted_mean> weighted_mean{};

}  // namespace zhibiao::inline ZB_ABI::stats
