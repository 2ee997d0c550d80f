#pragma once

#include <zhibiao/config.hpp>

#include <boost/accumulators/framework/accumulator_base.hpp>
#include <boost/accumulators/framework/depends_on.hpp>
#include <boost/accumulators/framework/extractor.hpp>

/// The two ways to make a feature of one's own for Boost.Accumulators: from results of other features,
/// or from the figures themselves.
namespace zhibiao::inline ZB_ABI::stats {

/// A feature that keeps something of its own: `Accumulator` is called with every figure and has a
/// `result`, as Boost's manual describes under "Extending the Framework". In both it can ask for the
/// results of the features it depends on.
///
///     class growth_accumulator : public ba::accumulator_base { ... };
///     struct growth : zhibiao::stats::feature<growth_accumulator> {};
template <class Accumulator, class... DependsOn>
struct feature : boost::accumulators::depends_on<DependsOn...> {
  struct impl {
    template <class Sample, class Weight>
    struct apply {
      using type = Accumulator;
    };
  };
};

namespace detail {

template <class Function>
struct result_of {
  using type = typename Function::result_type;
};
template <class Result, class... Arguments>
struct result_of<Result (*)(Arguments...)> {
  using type = Result;
};
template <class Result, class... Arguments>
struct result_of<Result (*)(Arguments...) noexcept> {
  using type = Result;
};

template <auto Formula, class... Sources>
struct formula_accumulator : boost::accumulators::accumulator_base {
  using result_type = typename result_of<decltype(Formula)>::type;

  formula_accumulator(boost::accumulators::dont_care) {}

  template <class Arguments>
  result_type result(const Arguments& arguments) const {
    return Formula(boost::accumulators::extractor<Sources>()(arguments)...);
  }
};

}  // namespace detail

/// A feature whose result is `Formula` of the results of `Sources`, which are features of Boost, of ours
/// or of yours. `Formula` is a pointer to a function, or an object of a class without data that has an
/// `operator()` and says its `result_type`. The feature keeps nothing itself, and a source that several
/// formulas name is gathered once.
///
///     double width_of(double least, double greatest) { return greatest - least; }
///     struct width : zhibiao::stats::formula<&width_of, ba::tag::min, ba::tag::max> {};
template <auto Formula, class... Sources>
struct formula : feature<detail::formula_accumulator<Formula, Sources...>, Sources...> {};

}  // namespace zhibiao::inline ZB_ABI::stats
