#include <zhibiao/kernels/quotient.hpp>

#include "measured.hpp"

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

constexpr zk::decimal_scale cents{100, true};
constexpr zhibiao::ratio percent{100, 1};

zk::quotient quotient_at(const zhibiao::buffer<double>& parts, const zhibiao::buffer<double>& alls,
                         std::size_t i) {
  return zk::quotient_of(parts[i], cents, alls[i], cents, percent);
}

// Rates of areas above the towns from their sums, cell by cell. Bound by arithmetic and the calls.
void value_of(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto parts = figures_of(cells, 0);
  const auto alls = figures_of(cells, 1);
  for (auto _ : state) {
    for (std::size_t i = 0; i < cells; ++i) {
      benchmark::DoNotOptimize(zk::value_of(quotient_at(parts, alls, i)));
    }
  }
  report(state, cells, 16);
}
BENCHMARK(value_of)->Apply(sizes);

// Changes of such rates in points, with twice the digits of a double. Bound by arithmetic; there are as
// many of them as areas above the towns.
void difference(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto parts = figures_of(cells, 0);
  const auto alls = figures_of(cells, 1);
  for (auto _ : state) {
    for (std::size_t i = 1; i < cells; ++i) {
      benchmark::DoNotOptimize(
          zk::difference(quotient_at(parts, alls, i), quotient_at(parts, alls, i - 1)));
    }
  }
  report(state, cells, 16);
}
BENCHMARK(difference)->Name("quotient_difference")->Apply(sizes);

}  // namespace
}  // namespace zhibiao_bench
