#include <zhibiao/kernels/share.hpp>

#include "measured.hpp"
#include "segments.hpp"

#include <vector>

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

constexpr zk::decimal_scale cents{100, true};

// Shares of towns in the total of their county. Bound by memory: figure in, value and status out.
void segment_shares(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto values = figures_of(cells, 0);
  const std::vector<zk::segment> counties = counties_of(cells / periods);
  const std::vector<double> totals(counties.size() * periods, 70'000'000.0);
  const std::vector<double> least(totals.size(), 0.0);
  zhibiao::buffer<double> out(cells, 0.0);
  zhibiao::buffer<zhibiao::status> why(cells, zhibiao::status::ok);
  for (auto _ : state) {
    zk::segment_shares({values.data(), periods}, {}, counties, periods, cents, totals, least,
                       {out.data(), why.data(), periods});
    benchmark::ClobberMemory();
  }
  report(state, cells, 8 + 8 + 1);
}
BENCHMARK(segment_shares)->Apply(sizes);

}  // namespace
}  // namespace zhibiao_bench
