#include <zhibiao/kernels/gap.hpp>

#include "measured.hpp"

#include <limits>

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

constexpr zk::decimal_scale cents{100, true};

/// Figures held against `>= 50,000`, as the engine spreads a target over its cells.
struct held_against_target {
  explicit held_against_target(std::size_t cells)
      : x(figures_of(cells, 0)),
        lower(cells, 50'000.0),
        upper(cells, std::numeric_limits<double>::infinity()),
        base(cells, zk::no_number),
        open(cells, 0),
        out(cells, 0.0),
        why(cells, zhibiao::status::ok) {}

  zk::wanted_span wanted() const { return {lower.span(), upper.span(), base.span(), open.span()}; }
  std::span<double> values() { return {out.data(), out.size()}; }
  std::span<zhibiao::status> statuses() { return {why.data(), why.size()}; }

  zhibiao::buffer<double> x, lower, upper, base;
  zhibiao::buffer<std::uint8_t> open;
  zhibiao::buffer<double> out;
  zhibiao::buffer<zhibiao::status> why;
};

// How much is missing to the target. Bound by memory: figure and both bounds in, value and status out.
void shortfall(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  held_against_target all(cells);
  for (auto _ : state) {
    zk::shortfall(all.x.span(), all.wanted(), cents, all.values(), all.statuses());
    benchmark::ClobberMemory();
  }
  report(state, cells, 3 * 8 + 8 + 1);
}
BENCHMARK(shortfall)->Apply(sizes);

// Completion in percent. Bound by arithmetic within the caches (its four forms are all computed), by
// memory beyond.
void completion(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  held_against_target all(cells);
  for (auto _ : state) {
    zk::completion(all.x.span(), all.wanted(), cents, all.values(), all.statuses());
    benchmark::ClobberMemory();
  }
  report(state, cells, 4 * 8 + 8 + 1);
}
BENCHMARK(completion)->Apply(sizes);

// Met or not. Bound by memory.
void verdict(benchmark::State& state) {
  const auto cells = static_cast<std::size_t>(state.range(0));
  held_against_target all(cells);
  for (auto _ : state) {
    zk::verdict(all.x.span(), all.wanted(), all.values(), all.statuses());
    benchmark::ClobberMemory();
  }
  report(state, cells, 3 * 8 + 1 + 8 + 1);
}
BENCHMARK(verdict)->Apply(sizes);

}  // namespace
}  // namespace zhibiao_bench
