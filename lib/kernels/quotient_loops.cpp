#include "kernels/quotient_loops.hpp"

#include "kernels/quotient_formulas.inl"
#include "kernels/vectors.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

/// Makes the numbers that are divided from the figures of a block. Without an exact scale nothing is
/// rounded and only a -0 lost, which costs less than loops for every pair of scales.
struct maker {
  double part_power;
  double part_shift;
  double part_factor;
  double all_power;
  double all_shift;
  double all_factor;

  explicit maker(const quotient_block& q)
      : part_power(q.part_scale.exact ? q.part_scale.power : 1),
        part_shift(q.part_scale.exact ? detail::whole_shift : 0),
        part_factor(q.part_factor),
        all_power(q.all_scale.exact ? q.all_scale.power : 1),
        all_shift(q.all_scale.exact ? detail::whole_shift : 0),
        all_factor(q.all_factor) {}

  template <class Number>
  ZB_INLINED parts<Number> operator()(Number numerator, Number denominator) const noexcept {
    return {((numerator * part_power + part_shift) - part_shift) * part_factor,
            ((denominator * all_power + all_shift) - all_shift) * all_factor};
  }
};

void value_of(const quotient_block& q, block_size size, cell_block out) noexcept {
  const auto formula = [make = maker(q)](auto n, auto d)
                           ZB_INLINED { return value_of(make(n, d)); };
  write_cells(formula, size, out, figures_of(q.part), figures_of(q.all));
}

void difference(const quotient_block& current, const quotient_block& base, block_size size,
                cell_block out) noexcept {
  const auto formula =
      [make = maker(current), make_base = maker(base)](auto n, auto d, auto base_n, auto base_d)
          ZB_INLINED { return difference(make(n, d), make_base(base_n, base_d)); };
  write_cells(formula, size, out, figures_of(current.part), figures_of(current.all),
              figures_of(base.part), figures_of(base.all));
}

void percent_change(const quotient_block& current, const quotient_block& base, block_size size,
                    double min_base, cell_block out) noexcept {
  const auto formula = [make = maker(current), make_base = maker(base), min_base](
                           auto n, auto d, auto base_n, auto base_d) ZB_INLINED {
    return percent_change(make(n, d), make_base(base_n, base_d), min_base);
  };
  write_cells(formula, size, out, figures_of(current.part), figures_of(current.all),
              figures_of(base.part), figures_of(base.all));
}

auto without_base(const quotient_block& q) {
  return [make = maker(q)](auto n, auto d) ZB_INLINED {
    const auto x = value_of(make(n, d));
    return where_both(x, detail::without_base(x.value), x);
  };
}

void difference_along_rows(const quotient_block& q, std::size_t lag, block_size size,
                           cell_block out) noexcept {
  const auto formula = [make = maker(q)](auto n, auto d, auto base_n, auto base_d)
                           ZB_INLINED { return difference(make(n, d), make(base_n, base_d)); };
  write_changes(formula, without_base(q), lag, size, out, figures_of(q.part), figures_of(q.all));
}

void percent_change_along_rows(const quotient_block& q, std::size_t lag, block_size size,
                               double min_base, cell_block out) noexcept {
  const auto formula =
      [make = maker(q), min_base](auto n, auto d, auto base_n, auto base_d)
          ZB_INLINED { return percent_change(make(n, d), make(base_n, base_d), min_base); };
  write_changes(formula, without_base(q), lag, size, out, figures_of(q.part), figures_of(q.all));
}

constexpr quotient_loops table{value_of, difference, percent_change, difference_along_rows,
                               percent_change_along_rows};

}  // namespace

const quotient_loops quotient_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
