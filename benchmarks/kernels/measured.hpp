#pragma once

#include <zhibiao/panel/buffer.hpp>
#include <zhibiao/value/status.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>

/// What the kernels' benchmarks share: their sizes, their figures and what they report.
namespace zhibiao_bench {

/// Figures of the generator, `periods` to a row, as many as asked for; missing ones are NaN. `series`
/// tells two such columns apart.
zhibiao::buffer<double> figures_of(std::size_t cells, std::size_t series, std::size_t periods = 20);

/// Reports cells and bytes a second, and beside them `copy`: the bytes a second of STREAM's copy of
/// arrays with as many cells in the same run. Bytes are counted as STREAM counts them: what is read and
/// what is written, each once.
void report(benchmark::State& state, std::size_t cells, std::size_t bytes_per_cell);

/// 4 Ki cells fit the first-level cache, 256 Ki the second or third; 16 Mi are in memory, and are the
/// truth for large panels.
inline void sizes(benchmark::internal::Benchmark* b) {
  for (const std::int64_t cells : {4 << 10, 256 << 10, 16 << 20}) b->Arg(cells);
}

}  // namespace zhibiao_bench
