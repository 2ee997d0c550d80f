#pragma once

#include <zhibiao/kernels/aggregate.hpp>

#include "support/random_figures.hpp"
#include "support/reference.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <rapidcheck.h>
#include <utility>
#include <vector>

/// Random blocks of figures, masks and segments.
namespace zhibiao::test {

inline std::size_t any_rows() { return *rc::gen::inRange<std::size_t>(0, 25); }
inline std::size_t any_lanes() { return *rc::gen::inRange<std::size_t>(0, 20); }

inline block any_block(std::size_t rows, std::size_t lanes, int places) {
  return {rows, lanes, any_figures(rows * lanes, places)};
}

/// Runs of rows; they may overlap and be empty.
inline std::vector<kernels::segment> any_segments(std::size_t rows) {
  std::vector<kernels::segment> segments;
  for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
    const std::size_t a = *rc::gen::inRange<std::size_t>(0, rows + 1);
    const std::size_t b = *rc::gen::inRange<std::size_t>(0, rows + 1);
    segments.push_back({std::min(a, b), std::max(a, b)});
  }
  return segments;
}

/// Runs of rows, one after the other, that make up all of them; some are empty.
inline std::vector<kernels::segment> any_parts(std::size_t rows) {
  std::vector<kernels::segment> parts;
  for (std::size_t at = 0; at < rows;) {
    if (*rc::gen::inRange(0, 5) == 1) parts.push_back({at, at});
    const std::size_t n = *rc::gen::inRange<std::size_t>(1, rows - at + 1);
    parts.push_back({at, at + n});
    at += n;
  }
  return parts;
}

/// Which cells take part; empty where all do.
inline std::vector<std::uint8_t> any_mask(std::size_t n) {
  std::vector<std::uint8_t> mask;
  if (n == 0 || *rc::gen::arbitrary<bool>()) return mask;
  for (std::size_t i = 0; i < n; ++i) mask.push_back(*rc::gen::element<std::uint8_t>(0, 1, 255));
  return mask;
}

inline kernels::block_view view(const block& b) { return {b.figures.data(), b.lanes}; }

inline kernels::mask_view view(const std::vector<std::uint8_t>& mask, std::size_t lanes) {
  return {mask.empty() ? nullptr : mask.data(), lanes};
}

template <class T>
std::vector<T> in_any_order(std::vector<T> x) {
  for (std::size_t i = x.size(); i > 1; --i) {
    std::swap(x[i - 1], x[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  return x;
}

}  // namespace zhibiao::test
