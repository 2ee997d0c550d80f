#include <zhibiao/kernels/quantile.hpp>

#include "measured.hpp"
#include "segments.hpp"

#include <array>
#include <vector>

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

constexpr zk::decimal_scale cents{100, true};
constexpr std::array median{zhibiao::ratio{1, 2}};

void medians(benchmark::State& state, const std::vector<zk::segment>& segments) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto values = figures_of(cells, 0);
  std::vector<double> scratch(zk::quantile_scratch(segments, periods));
  std::vector<double> out(segments.size() * periods);
  std::vector<zhibiao::status> why(out.size());
  for (auto _ : state) {
    zk::segment_quantiles({values.data(), periods}, {}, segments, periods, cents, median,
                          zk::quantile_type::linear, scratch, out, why);
    benchmark::ClobberMemory();
  }
  report(state, cells, 8);
}

// Medians of counties of 14 towns, which are sorted side by side. Bound by arithmetic.
void median_of_counties(benchmark::State& state) {
  medians(state, counties_of(static_cast<std::size_t>(state.range(0)) / periods));
}
BENCHMARK(median_of_counties)->Apply(sizes);

// Medians of all towns, of each period by itself: selected, not sorted. Bound by branches and caches.
void median_of_all(benchmark::State& state) {
  medians(state, {{0, static_cast<std::size_t>(state.range(0)) / periods}});
}
BENCHMARK(median_of_all)->Apply(sizes);

}  // namespace
}  // namespace zhibiao_bench
