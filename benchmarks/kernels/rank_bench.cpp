#include <zhibiao/kernels/rank.hpp>

#include "measured.hpp"
#include "segments.hpp"

#include <cstdint>
#include <vector>

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

void ranks(benchmark::State& state, const std::vector<zk::segment>& segments) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto values = figures_of(cells, 0);
  std::vector<std::byte> scratch(zk::rank_scratch(segments));
  zhibiao::buffer<double> out(cells, 0.0);
  zhibiao::buffer<zhibiao::status> why(cells, zhibiao::status::ok);
  std::vector<std::uint32_t> ranked(segments.size() * periods);
  for (auto _ : state) {
    zk::segment_ranks({values.data(), periods}, {}, segments, periods,
                      zk::rank_order::largest_first, zk::tie_rule::standard, scratch,
                      {out.data(), why.data(), periods}, ranked);
    benchmark::ClobberMemory();
  }
  report(state, cells, 8 + 8 + 1);
}

// Ranks within counties of 14 towns, every town held against every other. Bound by arithmetic.
void rank_in_counties(benchmark::State& state) {
  ranks(state, counties_of(static_cast<std::size_t>(state.range(0)) / periods));
}
BENCHMARK(rank_in_counties)->Apply(sizes);

// Ranks among all towns, by radix. Bound by the caches that the digits are spread over.
void rank_in_all(benchmark::State& state) {
  ranks(state, {{0, static_cast<std::size_t>(state.range(0)) / periods}});
}
BENCHMARK(rank_in_all)->Apply(sizes);

}  // namespace
}  // namespace zhibiao_bench
