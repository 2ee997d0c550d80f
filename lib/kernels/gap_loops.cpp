#include "kernels/gap_loops.hpp"

#include <zhibiao/kernels/gap.hpp>

#include "kernels/vectors.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

void shortfall(std::size_t n, const double* x, const double* lower, const double* upper,
               decimal_scale s, double* out, status* why) noexcept {
  with_constants(
      [&]<bool Exact>() {
        const decimal_scale scale{s.power, Exact};
        write_cells([scale](auto figure, auto low,
                            auto high) { return detail::shortfall(figure, low, high, scale); },
                    n, out, why, x, lower, upper);
      },
      s.exact);
}

void completion(std::size_t n, const double* x, const double* lower, const double* upper,
                const double* base, decimal_scale s, double* out, status* why) noexcept {
  with_constants(
      [&]<bool Exact>() {
        const decimal_scale scale{s.power, Exact};
        write_cells(
            [scale](auto figure, auto low, auto high, auto from) {
              return detail::completion(figure, low, high, from, scale);
            },
            n, out, why, x, lower, upper, base);
      },
      s.exact);
}

void verdict(std::size_t n, const double* x, const double* lower, const double* upper,
             const std::uint8_t* open, double* out, status* why) noexcept {
  write_cells([](auto figure, auto low, auto high,
                 auto ends) { return detail::verdict(figure, low, high, ends); },
              n, out, why, x, lower, upper, open);
}

constexpr gap_loops table{shortfall, completion, verdict};

}  // namespace

const gap_loops gap_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
