#pragma once

#include <zhibiao/kernels/aggregate.hpp>

#include "kernels/vectors.inl"

#include <algorithm>
#include <cstddef>

// Loops over the lanes of a segment, whatever their number, in whole vectors.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

// Rows and lanes that are gone through together: what is held of them stays in the nearest caches, and so
// do the rows until all lanes have had them.
constexpr std::size_t block_rows = 128;
constexpr std::size_t block_lanes = 32;

// Calls run.operator()<Number>() with the widest vector that so many lanes fill. A single number stands for a
// single lane.
template <std::size_t Width = vector_width, class Run>
void with_vector(std::size_t lanes, const Run& run) noexcept {
  if (lanes >= Width) {
    run.template operator()<typename vectors_of<Width>::numbers>();
  } else if constexpr (Width > 1) {
    with_vector<Width / 2>(lanes, run);
  }
}

template <class Number>
std::size_t vectors_in(std::size_t lanes) noexcept {
  if constexpr (width_of<Number> == 1) return 1;
  return (lanes + width_of<Number> - 1) / width_of<Number>;
}

// The lane that vector `v` begins with. The last one begins early enough to be full, and computes some
// lanes once more.
template <class Number>
std::size_t first_lane(std::size_t v, std::size_t lanes) noexcept {
  return std::min(v * width_of<Number>, lanes - width_of<Number>);
}

// Calls run.operator()<Number>(lane) for vectors of lanes, from `lane`, until each lane was in one.
template <class Run>
void each_vector(std::size_t lanes, const Run& run) noexcept {
  with_vector(lanes, [&]<class Number>() ZB_INLINED {
    for (std::size_t v = 0; v < vectors_in<Number>(lanes); ++v) {
      run.template operator()<Number>(first_lane<Number>(v, lanes));
    }
  });
}

// For every lane: holds what start.operator()<Number>(lane) gives, calls step(held, row, lane) for each of
// the rows in order and then done(held, lane).
template <class Start, class Step, class Done>
void fold_lanes(segment rows, std::size_t lanes, const Start& start, const Step& step,
                const Done& done) noexcept {
  if (rows.last - rows.first <= block_rows) {
    each_vector(lanes, [&]<class Number>(std::size_t lane) ZB_INLINED {
      auto held = start.template operator()<Number>(lane);
      for (std::size_t row = rows.first; row < rows.last; ++row) step(held, row, lane);
      done(held, lane);
    });
    return;
  }
  with_vector(lanes, [&]<class Number>() ZB_INLINED {
    constexpr std::size_t most = block_lanes / width_of<Number>;
    const std::size_t vectors = vectors_in<Number>(lanes);
    for (std::size_t first = 0; first < vectors; first += most) {
      const std::size_t n = std::min(most, vectors - first);
      const auto lane_at = [=](std::size_t v) { return first_lane<Number>(first + v, lanes); };
      decltype(start.template operator()<Number>(std::size_t{0})) held[most];
      for (std::size_t v = 0; v < n; ++v) held[v] = start.template operator()<Number>(lane_at(v));
      for (std::size_t row = rows.first; row < rows.last; row += block_rows) {
        const std::size_t end = std::min(row + block_rows, rows.last);
        for (std::size_t v = 0; v < n; ++v) {
          auto in_registers = held[v];
          for (std::size_t r = row; r < end; ++r) step(in_registers, r, lane_at(v));
          held[v] = in_registers;
        }
      }
      for (std::size_t v = 0; v < n; ++v) done(held[v], lane_at(v));
    }
  });
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
