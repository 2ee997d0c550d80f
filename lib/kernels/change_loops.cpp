#include "kernels/change_loops.hpp"

#include <zhibiao/kernels/change.hpp>

#include "kernels/vectors.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

void difference(std::size_t n, const double* current, const double* base, decimal_scale s,
                double* out, status* why) noexcept {
  with_constants(
      [&]<bool Exact>() {
        const decimal_scale scale{s.power, Exact};
        write_cells([scale](auto x, auto y) { return detail::difference(x, y, scale); }, n, out,
                    why, current, base);
      },
      s.exact);
}

void percent_change(std::size_t n, const double* current, const double* base, decimal_scale s,
                    double min_base, double* out, status* why) noexcept {
  with_constants(
      [&]<bool Exact>() {
        const decimal_scale scale{s.power, Exact};
        write_cells([=](auto x, auto y) { return detail::percent_change(x, y, scale, min_base); },
                    n, out, why, current, base);
      },
      s.exact);
}

constexpr change_loops table{difference, percent_change};

}  // namespace

const change_loops change_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
