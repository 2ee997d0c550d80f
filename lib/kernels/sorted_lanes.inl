#pragma once

#include <zhibiao/kernels/aggregate.hpp>

#include "kernels/vectors.inl"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <utility>

// The figures of segments sorted by networks, lanes side by side.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

/// Which places are compared and, where they are out of order, exchanged.
struct comparator {
  std::size_t low;
  std::size_t high;
};

// Batcher's odd-even merge sort of the next power of two. What would lie behind the last place is greater
// than all and never moves, so comparators that reach there fall away. Calls f(low, high) in order.
template <class F>
constexpr void each_comparator(std::size_t places, const F& f) {
  for (std::size_t p = 1; p < places; p *= 2) {
    for (std::size_t k = p; k >= 1; k /= 2) {
      for (std::size_t j = k % p; j + k < places; j += 2 * k) {
        for (std::size_t i = 0; i < k && i + j + k < places; ++i) {
          if ((i + j) / (2 * p) == (i + j + k) / (2 * p)) f(i + j, i + j + k);
        }
      }
    }
  }
}

template <std::size_t Places>
constexpr std::size_t comparator_count = [] {
  std::size_t n = 0;
  each_comparator(Places, [&](std::size_t, std::size_t) { ++n; });
  return n;
}();

template <std::size_t Places>
constexpr auto comparators = [] {
  std::array<comparator, comparator_count<Places>> found{};
  std::size_t n = 0;
  each_comparator(Places, [&](std::size_t low, std::size_t high) { found[n++] = {low, high}; });
  return found;
}();

template <class Number>
[[gnu::always_inline]] inline void put_in_order(Number& a, Number& b) noexcept {
  const Number least = a < b ? a : b;
  b = a < b ? b : a;
  a = least;
}

// Unrolled, so that the figures stay in registers.
template <class Number, std::size_t Places, std::size_t... I>
void sort_places(Number (&x)[Places], std::index_sequence<I...>) noexcept {
  (put_in_order(x[comparators<Places>[I].low], x[comparators<Places>[I].high]), ...);
}

// Sorts the figures of the rows, at most `Places`, that are there and take part, and writes them to
// sorted[place * stride + lane], behind them infinity. Gives how many there are.
template <class Number, bool Masked, std::size_t... I>
Number sort_rows(block_view values, mask_view mask, segment rows, std::size_t lane, double* sorted,
                 std::size_t stride, std::index_sequence<I...>) noexcept {
  const Number infinite = detail::number<Number>(std::numeric_limits<double>::infinity());
  const Number zero{};
  const std::size_t n = rows.last - rows.first;
  Number counted{};
  const auto figure_of = [&](std::size_t i) {
    if (i >= n) return infinite;
    const std::size_t row = rows.first + i;
    const Number figure = load<Number>(values.values + row * values.stride + lane);
    auto there = detail::is_there(figure);
    if constexpr (Masked) {
      there = there & (load<Number>(mask.mask + row * mask.stride + lane) != 0);
    }
    counted += there ? zero + 1.0 : zero;
    return there ? figure + 0.0 : infinite;
  };
  constexpr std::size_t places = sizeof...(I);
  Number x[places] = {figure_of(I)...};
  sort_places(x, std::make_index_sequence<comparator_count<places>>());
  (store(x[I], sorted + I * stride), ...);
  return counted;
}

// What is sorted in registers.
constexpr std::size_t most_sorted_rows = 32;

// The same for a segment of up to `most_sorted_rows`; places are written up to the next size there is.
template <class Number, bool Masked>
Number sort_rows(block_view values, mask_view mask, segment rows, std::size_t lane, double* sorted,
                 std::size_t stride) noexcept {
  const auto sort = [&]<std::size_t Places>(std::integral_constant<std::size_t, Places>) {
    return sort_rows<Number, Masked>(values, mask, rows, lane, sorted, stride,
                                     std::make_index_sequence<Places>());
  };
  const std::size_t n = rows.last - rows.first;
  if (n <= 4) return sort(std::integral_constant<std::size_t, 4>());
  if (n <= 8) return sort(std::integral_constant<std::size_t, 8>());
  if (n <= 12) return sort(std::integral_constant<std::size_t, 12>());
  if (n <= 16) return sort(std::integral_constant<std::size_t, 16>());
  if (n <= 24) return sort(std::integral_constant<std::size_t, 24>());
  return sort(std::integral_constant<std::size_t, most_sorted_rows>());
}

// The rest of the network, in memory: makes one of runs of `run` sorted places.
template <class Number>
void merge_runs(double* sorted, std::size_t places, std::size_t stride, std::size_t run) noexcept {
  for (std::size_t p = run; p < places; p *= 2) {
    for (std::size_t k = p; k >= 1; k /= 2) {
      for (std::size_t j = k % p; j + k < places; j += 2 * k) {
        if (k < p && (j + k) % (2 * p) == 0) continue;
        const std::size_t end = std::min(j + k, places - k);
        for (std::size_t i = j; i < end; ++i) {
          Number low = load<Number>(sorted + i * stride);
          Number high = load<Number>(sorted + (i + k) * stride);
          put_in_order(low, high);
          store(low, sorted + i * stride);
          store(high, sorted + (i + k) * stride);
        }
      }
    }
  }
}

// The same for a segment of any size; `sorted` has room for its rows, rounded up to `most_sorted_rows`.
template <class Number, bool Masked>
Number sort_all_rows(block_view values, mask_view mask, segment rows, std::size_t lane,
                     double* sorted, std::size_t stride) noexcept {
  Number counted{};
  for (std::size_t at = rows.first; at < rows.last; at += most_sorted_rows) {
    const segment run{at, std::min(at + most_sorted_rows, rows.last)};
    counted += sort_rows<Number, Masked>(values, mask, run, lane,
                                         sorted + (at - rows.first) * stride, stride);
  }
  merge_runs<Number>(sorted, rows.last - rows.first, stride, most_sorted_rows);
  return counted;
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
