#include <zhibiao/kernels/moments.hpp>

#include "measured.hpp"
#include "segments.hpp"

#include <cstdint>
#include <vector>

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

constexpr zk::decimal_scale cents{100, true};

// Count, sum, squares and extremes of the towns of every county from one pass, 20 periods side by side.
// Bound by arithmetic: sums and squares are kept with what rounding takes from them.
void segment_moments(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto values = figures_of(cells, 0);
  const std::vector<zk::segment> counties = counties_of(cells / periods);
  std::vector<std::uint32_t> counted(counties.size() * periods);
  std::vector<double> numbers(counted.size() * zk::moments_numbers);
  for (auto _ : state) {
    zk::segment_moments({values.data(), periods}, {}, counties, periods, cents,
                        zk::moments_in(numbers, counted));
    benchmark::ClobberMemory();
  }
  report(state, cells, 8);
}
BENCHMARK(segment_moments)->Apply(sizes);

// Standard deviations of so many sets. Bound by arithmetic: a division and a root each.
void standard_deviation(benchmark::State& state) {
  const auto sets = static_cast<std::size_t>(state.range(0));
  const auto values = figures_of(2 * sets, 0, 2);
  std::vector<zk::segment> pairs(sets);
  for (std::size_t i = 0; i < sets; ++i) pairs[i] = {2 * i, 2 * i + 2};
  std::vector<std::uint32_t> counted(sets);
  std::vector<double> numbers(sets * zk::moments_numbers);
  const zk::moments_columns moments = zk::moments_in(numbers, counted);
  zk::segment_moments({values.data(), 1}, {}, pairs, 1, cents, moments);
  std::vector<double> out(sets);
  std::vector<zhibiao::status> why(sets);
  for (auto _ : state) {
    zk::standard_deviation(moments, cents, zk::taken_as::sample, out, why);
    benchmark::ClobberMemory();
  }
  report(state, sets, 4 + 5 * 8 + 8 + 1);
}
BENCHMARK(standard_deviation)->Apply(sizes);

}  // namespace
}  // namespace zhibiao_bench
