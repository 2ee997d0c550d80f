#include "kernels/rank_loops.hpp"

#include "kernels/lanes.inl"
#include "kernels/vectors.inl"

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

template <tie_rule Ties, class Number>
void rank_lanes(const Number* x, std::size_t rows, const Number* others, std::size_t first,
                std::size_t lane, cell_block out) noexcept {
  for (std::size_t i = 0; i < rows; i += block) {
    Number rank[block];
    for (Number& r : rank) r = detail::number<Number>(first_rank<Ties>);
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
      const Number why =
          detail::is_there(x[i + b]) ? Number{} : detail::number<Number>(status::not_reported);
      const std::size_t at = (first + i + b) * out.stride + lane;
      store(detail::with_reason(rank[b], why), out.values + at, out.why + at);
    }
  }
}

template <class Number>
void rank_by(tie_rule ties, const Number* x, std::size_t rows, std::size_t first, std::size_t lane,
             cell_block out) noexcept {
  if (ties != tie_rule::dense) {
    const auto rank = [&]<tie_rule Ties>() { rank_lanes<Ties>(x, rows, x, first, lane, out); };
    if (ties == tie_rule::modified) return rank.template operator()<tie_rule::modified>();
    if (ties == tie_rule::ordinal) return rank.template operator()<tie_rule::ordinal>();
    if (ties == tie_rule::fractional) return rank.template operator()<tie_rule::fractional>();
    return rank.template operator()<tie_rule::standard>();
  }
  // Only the first of equal figures counts.
  Number unlike[most_compared_rows + block];
  for (std::size_t i = 0; i < rows + block; ++i) {
    unlike[i] = x[i];
    for (std::size_t j = 0; j < i; ++j) {
      unlike[i] = x[j] == x[i] ? detail::number<Number>(no_number) : unlike[i];
    }
  }
  rank_lanes<tie_rule::standard>(x, rows, unlike, first, lane, out);
}

void ranks(block_view values, mask_view taking_part, segment rows, std::size_t lanes,
           rank_order order, tie_rule ties, cell_block out, std::uint32_t* ranked) noexcept {
  with_constants(
      [&]<bool Masked, bool Smallest>() {
        each_vector(lanes, [&]<class Number>(std::size_t lane) {
          const std::size_t n = rows.last - rows.first;
          const Number zero{};
          Number counted{};
          Number x[most_compared_rows + block];
          for (std::size_t i = 0; i < n; ++i) {
            const std::size_t row = rows.first + i;
            Number figure = load<Number>(values.values + row * values.stride + lane);
            if constexpr (Masked) {
              const auto taken =
                  load<Number>(taking_part.mask + row * taking_part.stride + lane) != 0;
              figure = taken ? figure : detail::number<Number>(no_number);
            }
            counted += detail::is_there(figure) ? zero + 1.0 : zero;
            x[i] = Smallest ? -figure : figure;
          }
          for (std::size_t i = n; i < n + block; ++i) x[i] = detail::number<Number>(no_number);
          rank_by(ties, x, n, rows.first, lane, out);
          store(counted, ranked + lane);
        });
      },
      taking_part.mask != nullptr, order == rank_order::smallest_first);
}

constexpr rank_loops table{ranks};

}  // namespace

const rank_loops rank_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
