#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/value/interval.hpp>

#include "engine/figures.hpp"
#include "engine/participation.hpp"

#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// One figure of the towns of a segment that take part in one column, with what is known of each.
class member_column {
 public:
  /// The figures of column `from` of the towns that take part in column `at`.
  member_column(const figures& f, row_range towns, std::size_t from,
                const participation& taking_part, std::size_t at);

  /// What is known of their sum.
  interval sum() const;

  /// What is known of their mean, each weight being anywhere within what is known of it.
  interval mean(const member_column& weights) const;

 private:
  double sum_of(const std::vector<double>& ends) const;

  kernels::decimal_scale scale_;
  std::vector<interval> known_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
