#include "kernels/rank_loops.hpp"

#include "kernels/vectors.inl"

#include <cstring>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

// Rows that are compared together with each other one, so that the processor need not wait for a count.
constexpr std::size_t block = 4;

// What a row adds to the rank of another, beside the 1 that every rank begins with. `is_earlier`: it
// stands before the other.
template <tie_rule Ties, class Number>
ZB_INLINED inline Number added(Number row, Number other, bool is_earlier) noexcept {
  const Number zero{};
  const Number one = zero + 1.0;
  const Number better = row > other ? one : zero;
  if constexpr (Ties == tie_rule::modified) return row >= other ? one : zero;
  if constexpr (Ties == tie_rule::fractional) return row == other ? zero + 0.5 : better;
  if constexpr (Ties == tie_rule::ordinal) {
    if (is_earlier) return row >= other ? one : zero;
  }
  return better;
}

// A figure adds itself to its own rank in these.
template <tie_rule Ties>
constexpr double first_rank = Ties == tie_rule::modified ? 0
                                                         : (Ties == tie_rule::fractional ? 0.5 : 1);

/// Some lanes, as many as a vector has or less.
struct lane_range {
  std::size_t first;
  std::size_t count;
};

// What lies in the lanes there are; in those beyond, nothing.
ZB_INLINED inline vector load_lanes(const double* from, std::size_t count) noexcept {
  if (count == vector_width) return load<vector>(from);
  vector x = detail::number<vector>(no_number);
  std::memcpy(&x, from, count * sizeof(double));
  return x;
}

ZB_INLINED inline void store_lanes(detail::cells<vector> c, double* out, status* why,
                                   std::size_t count) noexcept {
  if (count == vector_width) return store(c, out, why);
  double values[vector_width];
  status reasons[vector_width];
  store(c, values, reasons);
  std::memcpy(out, values, count * sizeof(double));
  std::memcpy(why, reasons, count * sizeof(status));
}

template <tie_rule Ties>
void rank_rows(const vector* x, std::size_t rows, const vector* others, std::size_t first,
               lane_range lanes, cell_block out) noexcept {
  for (std::size_t i = 0; i < rows; i += block) {
    vector rank[block];
    for (vector& r : rank) r = detail::number<vector>(first_rank<Ties>);
    for (std::size_t j = 0; j < i; ++j) {
      for (std::size_t b = 0; b < block; ++b) rank[b] += added<Ties>(others[j], x[i + b], true);
    }
    for (std::size_t j = i; j < i + block; ++j) {
      for (std::size_t b = 0; b < block; ++b) {
        rank[b] += added<Ties>(others[j], x[i + b], j < i + b);
      }
    }
    for (std::size_t j = i + block; j < rows; ++j) {
      for (std::size_t b = 0; b < block; ++b) rank[b] += added<Ties>(others[j], x[i + b], false);
    }
    for (std::size_t b = 0; b < block && i + b < rows; ++b) {
      const vector why =
          detail::is_there(x[i + b]) ? vector{} : detail::number<vector>(status::not_reported);
      const std::size_t at = (first + i + b) * out.stride + lanes.first;
      store_lanes(detail::with_reason(rank[b], why), out.values + at, out.why + at, lanes.count);
    }
  }
}

void rank_by(tie_rule ties, const vector* x, std::size_t rows, std::size_t first, lane_range lanes,
             cell_block out) noexcept {
  switch (ties) {
    case tie_rule::modified:
      return rank_rows<tie_rule::modified>(x, rows, x, first, lanes, out);
    case tie_rule::ordinal:
      return rank_rows<tie_rule::ordinal>(x, rows, x, first, lanes, out);
    case tie_rule::fractional:
      return rank_rows<tie_rule::fractional>(x, rows, x, first, lanes, out);
    case tie_rule::standard:
      return rank_rows<tie_rule::standard>(x, rows, x, first, lanes, out);
    case tie_rule::dense:
      break;
  }
  // Only the first of equal figures counts.
  vector unlike[most_compared_rows + block];
  for (std::size_t i = 0; i < rows + block; ++i) {
    unlike[i] = x[i];
    for (std::size_t j = 0; j < i; ++j) {
      unlike[i] = x[j] == x[i] ? detail::number<vector>(no_number) : unlike[i];
    }
  }
  rank_rows<tie_rule::standard>(x, rows, unlike, first, lanes, out);
}

void ranks(block_view values, mask_view taking_part, segment rows, std::size_t lanes,
           rank_order order, tie_rule ties, cell_block out, std::uint32_t* ranked) noexcept {
  const std::size_t n = rows.last - rows.first;
  const vector nothing = detail::number<vector>(no_number);
  for (std::size_t begin = 0; begin < lanes; begin += vector_width) {
    lane_range some{begin, vector_width};
    if (lanes < vector_width) some.count = lanes;
    // The last vector begins early enough to be full, and ranks some lanes once more.
    if (begin + some.count > lanes) some.first = lanes - vector_width;
    vector counted{};
    vector x[most_compared_rows + block];
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t row = rows.first + i;
      vector figure = load_lanes(values.values + row * values.stride + some.first, some.count);
      if (taking_part.mask != nullptr) {
        std::uint8_t taken[vector_width] = {};
        std::memcpy(taken, taking_part.mask + row * taking_part.stride + some.first, some.count);
        figure = load<vector>(taken) != 0 ? figure : nothing;
      }
      counted += detail::is_there(figure) ? vector{} + 1.0 : vector{};
      x[i] = order == rank_order::smallest_first ? -figure : figure;
    }
    for (std::size_t i = n; i < n + block; ++i) x[i] = nothing;
    rank_by(ties, x, n, rows.first, some, out);
    std::uint32_t counts[vector_width];
    store(counted, counts);
    std::memcpy(ranked + some.first, counts, some.count * sizeof(std::uint32_t));
  }
}

constexpr rank_loops table{ranks};

}  // namespace

const rank_loops rank_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
