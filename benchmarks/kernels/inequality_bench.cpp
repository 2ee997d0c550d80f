#include <zhibiao/kernels/inequality.hpp>

#include "measured.hpp"
#include "segments.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

constexpr zk::decimal_scale cents{100, true};

/// Figures above zero, as indices of inequality want them.
zhibiao::buffer<double> positive_figures(std::size_t cells) {
  zhibiao::buffer<double> values = figures_of(cells, 0);
  for (std::size_t i = 0; i < cells; ++i) values[i] = std::fabs(values[i]) + 1;
  return values;
}

// Gini coefficients of counties of 14 towns. Bound by sorting.
void segment_gini(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto values = positive_figures(cells);
  const std::vector<zk::segment> counties = counties_of(cells / periods);
  std::vector<std::byte> scratch(zk::gini_scratch(counties));
  std::vector<double> out(counties.size() * periods);
  std::vector<zhibiao::status> why(out.size());
  for (auto _ : state) {
    zk::segment_gini({values.data(), periods}, {}, counties, periods, cents,
                     zk::taken_as::population, scratch, out, why);
    benchmark::ClobberMemory();
  }
  report(state, cells, 8);
}
BENCHMARK(segment_gini)->Apply(sizes);

// Theil's index of counties, after their moments. Bound by arithmetic: a logarithm a figure.
void segment_theil(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto values = positive_figures(cells);
  const std::vector<zk::segment> counties = counties_of(cells / periods);
  std::vector<std::uint32_t> counted(counties.size() * periods);
  std::vector<double> numbers(counted.size() * zk::moments_numbers);
  const zk::moments_columns moments = zk::moments_in(numbers, counted);
  zk::segment_moments({values.data(), periods}, {}, counties, periods, cents, moments);
  std::vector<double> out(counted.size());
  std::vector<zhibiao::status> why(counted.size());
  for (auto _ : state) {
    zk::segment_theil(zk::theil_index::t, {values.data(), periods}, {}, counties, periods, cents,
                      moments, out, why);
    benchmark::ClobberMemory();
  }
  report(state, cells, 8);
}
BENCHMARK(segment_theil)->Apply(sizes);

}  // namespace
}  // namespace zhibiao_bench
