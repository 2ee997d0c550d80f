#include "engine/town_sums.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {

town_sums::town_sums(const roll_up_inputs& in, const participation& taking_part,
                     std::span<const row_range> segments)
    : in_(in),
      taking_part_(taking_part),
      columns_(in.first()->columns - std::min(taking_part.lag(), in.first()->columns)) {
  for (const row_range& s : segments) segments_.push_back({s.first, s.last});
}

rule_sums town_sums::add(std::size_t back, std::vector<std::uint32_t>& counted) const {
  rule_sums sums{std::vector<double>(cells()), {}};
  counted.resize(cells());
  if (columns_ == 0) return sums;
  switch (in_.rule) {
    case area_aggregation::ratio_of_sums:
      sums.second.resize(cells());
      add_pairs(*in_.numerator, back, *in_.denominator, back, sums.first, sums.second, counted);
      break;
    case area_aggregation::weighted_mean: {
      std::vector<double> unused(cells());
      sums.second.resize(cells());
      kernels::segment_weighted_sums(view(*in_.value, back), view(*in_.weight, back), mask(),
                                     segments_, columns_, in_.value->scale, in_.weight->scale,
                                     sums.first, counted);
      add_pairs(*in_.weight, back, *in_.value, back, sums.second, unused, counted);
      break;
    }
    case area_aggregation::sum:
    case area_aggregation::none:
      add_one(*in_.value, mask(), sums.first, counted);
      break;
  }
  return sums;
}

void town_sums::add_both(rule_sums& current, rule_sums& base,
                         std::vector<std::uint32_t>& counted) const {
  current.first.resize(cells());
  base.first.resize(cells());
  counted.resize(cells());
  add_pairs(*in_.value, 0, *in_.value, taking_part_.lag(), current.first, base.first, counted);
}

weight_sums town_sums::weight_of_all() const {
  weight_sums w{std::vector<double>(cells()), std::vector<std::uint32_t>(cells())};
  add_one(*in_.coverage_weight(), {}, w.sum, w.counted);
  return w;
}

std::vector<double> town_sums::weight_taking_part() const {
  weight_sums w{std::vector<double>(cells()), std::vector<std::uint32_t>(cells())};
  if (mask().mask != nullptr) {
    add_one(*in_.weight, mask(), w.sum, w.counted);
  } else {
    std::vector<double> unused(cells());
    add_pairs(*in_.weight, 0, *in_.value, 0, w.sum, unused, w.counted);
  }
  return std::move(w.sum);
}

kernels::block_view town_sums::view(const figures& f, std::size_t back) const {
  return f.view(0, f.columns - columns_ - back);
}

kernels::mask_view town_sums::mask() const {
  return taking_part_.mask_from(in_.first()->columns - columns_);
}

void town_sums::add_one(const figures& f, kernels::mask_view mask, std::span<double> sum,
                        std::span<std::uint32_t> counted) const {
  if (columns_ == 0) return;
  kernels::segment_sums(view(f, 0), mask, segments_, columns_, f.scale, sum, counted);
}

void town_sums::add_pairs(const figures& a, std::size_t a_back, const figures& b,
                          std::size_t b_back, std::span<double> a_sum, std::span<double> b_sum,
                          std::span<std::uint32_t> counted) const {
  if (columns_ == 0) return;
  kernels::segment_pair_sums(view(a, a_back), view(b, b_back), mask(), segments_, columns_, a.scale,
                             b.scale, a_sum, b_sum, counted);
}

}  // namespace zhibiao::inline ZB_ABI::engine
