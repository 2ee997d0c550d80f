#pragma once

#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>

#include "kernels/line_stream.inl"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

// The bulk loops are written in vector types and not left to the compiler's vectoriser: whether it
// takes a loop depends on its version and on the width at hand, and it keeps accumulators in memory.
// Every lane is computed on its own, so the width changes no bit.

// For lambdas in a loop: called from several places, they would become functions.
#define ZB_INLINED __attribute__((always_inline))

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

#if defined(__AVX512F__)
constexpr std::size_t vector_width = 8;
#elif defined(__AVX__)
constexpr std::size_t vector_width = 4;
#else
constexpr std::size_t vector_width = 2;
#endif

/// The types of `Width` lanes.
template <std::size_t Width>
struct vectors_of {
  typedef double numbers __attribute__((vector_size(Width * sizeof(double))));
  typedef std::int64_t bits __attribute__((vector_size(Width * sizeof(double))));
  typedef std::uint64_t words __attribute__((vector_size(Width * sizeof(double))));
  typedef std::int32_t codes __attribute__((vector_size(Width * sizeof(std::int32_t))));
  typedef std::uint8_t bytes __attribute__((vector_size(Width)));
};
template <>
struct vectors_of<1> {
  using numbers = double;
  using bits = std::int64_t;
};

using vector = vectors_of<vector_width>::numbers;

template <class Number>
constexpr std::size_t width_of = sizeof(Number) / sizeof(double);

template <class Number>
ZB_INLINED inline Number load(const double* from) noexcept {
  Number x;
  std::memcpy(&x, from, sizeof x);
  return x;
}

// Bytes, widened so that comparing them selects among numbers. All of them are put into every lane, and each lane
// shifts its own down: asked to convert them, GCC takes them out one by one.
template <class Number>
ZB_INLINED inline auto load(const std::uint8_t* from) noexcept {
  if constexpr (std::is_same_v<Number, double>) {
    return static_cast<std::int64_t>(*from);
  } else {
    using words = typename vectors_of<width_of<Number>>::words;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from, width_of<Number>);
    words shifts;
    for (std::size_t k = 0; k < width_of<Number>; ++k) shifts[k] = 8 * k;
    return reinterpret_cast<typename vectors_of<width_of<Number>>::bits>(
        ((words{} + bytes) >> shifts) & 0xFFU);
  }
}

template <class Number>
ZB_INLINED inline Number load(const status* from) noexcept {
  static_assert(sizeof(status) == 1);
  if constexpr (std::is_same_v<Number, double>) {
    return static_cast<double>(*from);
  } else {
    // The digits of 2^52 + code are those of the code.
    constexpr double base = 0x1p52;
    using bits = typename vectors_of<width_of<Number>>::bits;
    const bits codes = load<Number>(reinterpret_cast<const std::uint8_t*>(from));
    return reinterpret_cast<Number>(codes | reinterpret_cast<bits>(Number{} + base)) - base;
  }
}

// Counts, which are less than 2^31, as numbers.
template <class Number>
ZB_INLINED inline Number load(const std::uint32_t* from) noexcept {
  if constexpr (std::is_same_v<Number, double>) {
    return *from;
  } else {
    typename vectors_of<width_of<Number>>::codes counts;
    std::memcpy(&counts, from, sizeof counts);
    return __builtin_convertvector(counts, Number);
  }
}

template <class Number>
ZB_INLINED inline void store(Number x, double* to) noexcept {
  std::memcpy(to, &x, sizeof x);
}

template <class Number>
ZB_INLINED inline void store(Number x, std::uint32_t* to) noexcept {
  if constexpr (std::is_same_v<Number, double>) {
    *to = static_cast<std::uint32_t>(x);
  } else {
    const auto counts = __builtin_convertvector(x, typename vectors_of<width_of<Number>>::codes);
    std::memcpy(to, &counts, sizeof counts);
  }
}

template <class Number>
ZB_INLINED inline void store(detail::cells<Number> c, double* out, status* why) noexcept {
  store(c.value, out);
  if constexpr (std::is_same_v<Number, double>) {
    *why = static_cast<status>(static_cast<std::uint8_t>(c.why));
  } else {
    using vectors = vectors_of<width_of<Number>>;
    const auto codes = __builtin_convertvector(
        __builtin_convertvector(c.why, typename vectors::codes), typename vectors::bytes);
    static_assert(sizeof(status) == 1);
    std::memcpy(why, &codes, sizeof codes);
  }
}

// Statuses on their way from numbers to bytes.
ZB_INLINED inline void store(detail::cells<vector> c, double* out, std::int32_t* codes) noexcept {
  const auto narrow = __builtin_convertvector(c.why, vectors_of<vector_width>::codes);
  std::memcpy(out, &c.value, sizeof c.value);
  std::memcpy(codes, &narrow, sizeof narrow);
}

template <std::size_t Count>
ZB_INLINED inline void store_statuses(const std::int32_t* codes, status* why) noexcept {
  for (std::size_t k = 0; k < Count; ++k) why[k] = static_cast<status>(codes[k]);
}

/// Whether a comparison holds in any lane.
ZB_INLINED inline bool is_any(int holds) noexcept { return holds != 0; }
template <class Truth>
ZB_INLINED inline bool is_any(Truth holds) noexcept {
  std::int64_t any = 0;
  for (std::size_t k = 0; k < sizeof holds / sizeof any; ++k) any |= holds[k];
  return any != 0;
}

/// Whether it holds in every lane.
ZB_INLINED inline bool are_all(int holds) noexcept { return holds != 0; }
template <class Truth>
ZB_INLINED inline bool are_all(Truth holds) noexcept {
  return !is_any(~holds);
}

/// Asks for figures that will be needed some lines of memory later; beyond the block, nothing happens.
ZB_INLINED inline void fetch_ahead(const double* at) noexcept {
  // A number, for no pointer may lie so far behind a block.
  const std::uintptr_t later = reinterpret_cast<std::uintptr_t>(at) + 4096;
  __builtin_prefetch(reinterpret_cast<const void*>(later));
}
template <class Value>
ZB_INLINED inline void fetch_ahead(const Value* /*at*/) noexcept {}

constexpr std::size_t strip = 64;
constexpr std::size_t short_row = 8;
constexpr std::size_t packed_cells = 256;

// Longer rows are as fast one by one.
constexpr std::size_t most_shifted_lanes = 128;

/// Where a run of cells goes.
struct cell_run {
  double* values;
  status* why;
  bool streamed;  ///< as of `cell_block`
};

inline cell_run run_from(cell_block out, std::size_t cell) noexcept {
  return {out.values + cell, out.why + cell, out.streamed};
}

/// out[i] = cells_at(i) for `n` cells, in ascending order and a vector of them at a time. What is left
/// behind the last whole vector is left alone.
template <class CellsAt>
ZB_INLINED inline void write_vectors(std::size_t n, cell_run out, CellsAt cells_at) noexcept {
  std::int32_t codes[strip];
  std::size_t i = 0;
  line_stream<strip> stream(out.values);
  for (; i + strip <= n; i += strip) {
    double* const to = out.streamed ? stream.strip() : out.values + i;
    for (std::size_t k = 0; k < strip; k += vector_width) store(cells_at(i + k), to + k, codes + k);
    if (out.streamed) stream.take_strip();
    store_statuses<strip>(codes, out.why + i);
  }
  if (out.streamed) stream.finish();
  for (; i + vector_width <= n; i += vector_width) {
    store(cells_at(i), out.values + i, codes);
    store_statuses<vector_width>(codes, out.why + i);
  }
}

/// out[i], why[i] = formula(in[i]...) for at least a vector of cells. The last vector begins early enough
/// to be full, and computes some cells once more.
template <class Formula, class... In>
void write_run(Formula formula, std::size_t n, cell_run out, const In*... in) noexcept {
  const auto cells_at = [=](std::size_t i) ZB_INLINED {
    (fetch_ahead(in + i), ...);
    return formula(load<vector>(in + i)...);
  };
  write_vectors(n, out, cells_at);
  if (n % vector_width == 0) return;
  const std::size_t last = n - vector_width;
  write_vectors(vector_width, {out.values + last, out.why + last, false},
                [=](std::size_t) ZB_INLINED { return cells_at(last); });
}

/// A block of any element type.
template <class Value>
struct strided {
  const Value* first;
  std::size_t stride;

  const Value* row(std::size_t r) const { return first + r * stride; }
};

inline strided<double> figures_of(block_view b) { return {b.values, b.stride}; }

/// The same from a later cell on.
template <class Value>
strided<Value> part_of(strided<Value> in, std::size_t from) {
  return {in.first + from, in.stride};
}
inline cell_block part_of(cell_block out, std::size_t from) {
  return {out.values + from, out.why + from, out.stride, out.streamed};
}

/// Some rows of a block without what lies between them.
template <class Value>
struct packed {
  Value cells[packed_cells + short_row];

  packed() noexcept {}  // and leaves the cells as they are

  /// Copies more than a row has, for the next row overwrites what is too much; but not where it would
  /// read beyond the block.
  void take(strided<Value> from, block_size block, std::size_t first, std::size_t last) noexcept {
    for (std::size_t i = (last - first) * block.lanes; i < vector_width; ++i) cells[i] = 0;
    const std::size_t end = (block.rows - 1) * from.stride + block.lanes;
    const std::size_t in_full =
        from.stride == 0 || end < short_row ? 0 : (end - short_row) / from.stride + 1;
    const Value* row = from.row(first);
    Value* to = cells;
    std::size_t r = first;
    if (block.lanes == 1) {
      for (; r + 4 <= last; r += 4, row += 4 * from.stride, to += 4) {
        to[0] = row[0];
        to[1] = row[from.stride];
        to[2] = row[2 * from.stride];
        to[3] = row[3 * from.stride];
      }
    }
    for (; r < last && r < in_full; ++r, row += from.stride, to += block.lanes) {
      std::memcpy(to, row, short_row * sizeof(Value));
    }
    for (; r < last; ++r, row += from.stride, to += block.lanes) {
      for (std::size_t lane = 0; lane < block.lanes; ++lane) to[lane] = row[lane];
    }
  }
};

/// Rows of less than a vector or little more: as many as fit are put together and computed as one.
template <class Formula, class... In>
void write_short_rows(Formula formula, block_size size, cell_block out,
                      strided<In>... in) noexcept {
  const auto write = [&](auto... taken) {
    double values[packed_cells];
    status why[packed_cells];
    const std::size_t at_once = packed_cells / size.lanes;
    for (std::size_t row = 0; row < size.rows; row += at_once) {
      const std::size_t end = size.rows - row < at_once ? size.rows : row + at_once;
      const std::size_t n = (end - row) * size.lanes;
      (taken.take(in, size, row, end), ...);
      if (out.stride == size.lanes && n >= vector_width) {
        write_run(formula, n, run_from(out, row * size.lanes), taken.cells...);
        continue;
      }
      write_run(formula, n < vector_width ? vector_width : n, {values, why, false}, taken.cells...);
      for (std::size_t r = row; r < end; ++r) {
        for (std::size_t lane = 0; lane < size.lanes; ++lane) {
          out.values[r * out.stride + lane] = values[(r - row) * size.lanes + lane];
          out.why[r * out.stride + lane] = why[(r - row) * size.lanes + lane];
        }
      }
    }
  };
  write(packed<In>{}...);
}

template <class... In>
bool is_one_run(block_size size, cell_block out, strided<In>... in) {
  return out.stride == size.lanes && (... && (in.stride == size.lanes));
}

/// out = formula(in...) cell by cell. A block without gaps between its rows is one run.
template <class Formula, class... In>
void write_cells(Formula formula, block_size size, cell_block out, strided<In>... in) noexcept {
  if (size.rows == 0 || size.lanes == 0) return;
  if (is_one_run(size, out, in...)) size = {1, size.rows * size.lanes};
  if (size.lanes < short_row && size.lanes % vector_width != 0) {
    return write_short_rows(formula, size, out, in...);
  }
  for (std::size_t r = 0; r < size.rows; ++r) {
    write_run(formula, size.lanes, run_from(out, r * out.stride), in.row(r)...);
  }
}

/// The same of a run of cells.
template <class Formula, class... In>
void write_cells(Formula formula, std::size_t n, double* out, status* why,
                 const In*... in) noexcept {
  write_cells(formula, {1, n}, {out, why, n}, strided<In>{in, n}...);
}

/// out = formula(current..., base...) along rows without gaps between them: the base is the figure `lag`
/// cells earlier, made a NaN for the first lanes, where that is the end of the row before.
template <class Formula, class... In>
void write_shifted(Formula formula, std::size_t lag, block_size size, cell_block out,
                   strided<In>... in) noexcept {
  using bits = vectors_of<vector_width>::bits;
  std::int64_t is_first[most_shifted_lanes + vector_width];
  for (std::size_t i = 0; i < size.lanes + vector_width; ++i) {
    is_first[i] = i % size.lanes < lag ? -1 : 0;
  }
  const auto cells_at = [&](std::size_t i, std::size_t lane) ZB_INLINED {
    bits first;
    std::memcpy(&first, is_first + lane, sizeof first);
    const auto base = [first](vector x) ZB_INLINED {
      // All bits set are a NaN.
      return reinterpret_cast<vector>(reinterpret_cast<bits>(x) | first);
    };
    (fetch_ahead(in.first + i), ...);
    return formula(load<vector>(in.first + i)..., base(load<vector>(in.first + i - lag))...);
  };
  const std::size_t n = size.rows * size.lanes;
  const std::size_t step = vector_width % size.lanes;
  std::size_t next = lag;
  write_vectors(n - lag, run_from(out, lag), [&](std::size_t i) ZB_INLINED {
    const std::size_t lane = next;
    next += step;
    if (next >= size.lanes) next -= size.lanes;
    return cells_at(lag + i, lane);
  });
  if ((n - lag) % vector_width == 0) return;
  const std::size_t last = n - vector_width;
  write_vectors(vector_width, {out.values + last, out.why + last, false},
                [&](std::size_t) ZB_INLINED { return cells_at(last, last % size.lanes); });
}

/// out = formula(current..., base...) where the base stands `lag` lanes before the current figure of
/// the same row, and without_base(current...) in the first `lag` lanes.
template <class Formula, class WithoutBase, class... In>
void write_changes(Formula formula, WithoutBase without_base, std::size_t lag, block_size size,
                   cell_block out, strided<In>... in) noexcept {
  if (lag >= size.lanes) return write_cells(without_base, size, out, in...);

  if (is_one_run(size, out, in...) && size.lanes <= most_shifted_lanes &&
      size.rows * size.lanes >= lag + vector_width) {
    write_shifted(formula, lag, size, out, in...);
    size.rows = 1;
  } else {
    write_cells(formula, {size.rows, size.lanes - lag}, part_of(out, lag), part_of(in, lag)...,
                in...);
  }
  write_cells(without_base, {size.rows, lag}, out, in...);
}

/// Calls run.operator()<a, b, ...>() with the truth values that follow, so that what is the same for
/// all cells is decided outside the loop.
template <bool... Known, class Run>
void with_constants(const Run& run) noexcept {
  run.template operator()<Known...>();
}
template <bool... Known, class Run, class... Rest>
void with_constants(const Run& run, bool next, Rest... rest) noexcept {
  next ? with_constants<Known..., true>(run, rest...)
       : with_constants<Known..., false>(run, rest...);
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
