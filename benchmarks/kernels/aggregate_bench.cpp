#include <zhibiao/kernels/aggregate.hpp>

#include "measured.hpp"
#include "segments.hpp"

#include <cstdint>
#include <vector>

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

constexpr zk::decimal_scale cents{100, true};
/// Room for the sums of every county.
struct county_sums {
  explicit county_sums(std::size_t cells)
      : counties(counties_of(cells / periods)),
        totals(counties.size() * periods),
        counted(totals.size()) {}

  std::vector<zk::segment> counties;
  std::vector<double> totals;
  std::vector<std::uint32_t> counted;
};

// Sums of the towns of every county, 20 periods side by side in registers, with what rounding loses.
// Bound by memory beyond the caches: 8 bytes in, and next to nothing out.
void segment_sums(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto values = figures_of(cells, 0);
  county_sums all(cells);
  for (auto _ : state) {
    zk::segment_sums({values.data(), periods}, {}, all.counties, periods, cents, all.totals,
                     all.counted);
    benchmark::ClobberMemory();
  }
  report(state, cells, 8);
}
BENCHMARK(segment_sums)->Apply(sizes);

// Sums of figure times weight, products without rounding. Bound by arithmetic.
void segment_weighted_sums(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto values = figures_of(cells, 0);
  const auto weights = figures_of(cells, 1);
  county_sums all(cells);
  for (auto _ : state) {
    zk::segment_weighted_sums({values.data(), periods}, {weights.data(), periods}, {}, all.counties,
                              periods, cents, cents, all.totals, all.counted);
    benchmark::ClobberMemory();
  }
  report(state, cells, 16);
}
BENCHMARK(segment_weighted_sums)->Apply(sizes);

}  // namespace
}  // namespace zhibiao_bench
