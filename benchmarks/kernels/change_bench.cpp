#include <zhibiao/kernels/change.hpp>

#include "measured.hpp"

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

constexpr zk::decimal_scale cents{100, true};
constexpr std::size_t bytes = 8 + 8 + 8 + 1;  // current and base in, value and status out

// A rate of change with its status, of amounts with two decimals. Bound by memory from 256 Ki cells on:
// the arithmetic of a cell takes less than the 25 bytes it moves.
void percent_change(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto current = figures_of(cells, 0);
  const auto base = figures_of(cells, 1);
  zhibiao::buffer<double> out(cells, 0.0);
  zhibiao::buffer<zhibiao::status> why(cells, zhibiao::status::ok);
  for (auto _ : state) {
    zk::percent_change(current.span(), base.span(), cents, 0, {out.data(), cells},
                       {why.data(), cells});
    benchmark::ClobberMemory();
  }
  report(state, cells, bytes);
}
BENCHMARK(percent_change)->Apply(sizes);

// An absolute change with its status; bound by memory.
void difference(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  const auto current = figures_of(cells, 0);
  const auto base = figures_of(cells, 1);
  zhibiao::buffer<double> out(cells, 0.0);
  zhibiao::buffer<zhibiao::status> why(cells, zhibiao::status::ok);
  for (auto _ : state) {
    zk::difference(current.span(), base.span(), cents, {out.data(), cells}, {why.data(), cells});
    benchmark::ClobberMemory();
  }
  report(state, cells, bytes);
}
BENCHMARK(difference)->Apply(sizes);

}  // namespace
}  // namespace zhibiao_bench
