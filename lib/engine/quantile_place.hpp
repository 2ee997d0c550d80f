#pragma once

#include <zhibiao/engine/statistic.hpp>
#include <zhibiao/kernels/quantile.hpp>
#include <zhibiao/value/decimal.hpp>

namespace zhibiao::inline ZB_ABI::engine {

/// Which quantile a statistic is; a median is one too.
struct quantile_place {
  ratio p;
  kernels::quantile_type type = kernels::quantile_type::linear;
};

inline quantile_place place_of(const statistic& s) noexcept {
  return {needs_probability(s.kind) ? kernels::probability(s.p) : ratio{1, 2},
          s.kind == statistic_kind::quantile ? s.type : kernels::quantile_type::linear};
}

}  // namespace zhibiao::inline ZB_ABI::engine
