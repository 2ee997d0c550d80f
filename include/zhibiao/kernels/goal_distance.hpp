#pragma once

#include <zhibiao/kernels/cell.hpp>

#include <cstddef>

/// Distances that hold a figure against its peers (与同级比较的差距).
namespace zhibiao::inline ZB_ABI::kernels {

/// Distance to a goal in standard deviations of the peers (标准差距离): max(dir * (goal - figure) / deviation, 0). No number: `not_reported`,
/// `no_target` (a NaN goal); `out_of_domain` for fewer than 3 peers and a deviation that is not above zero.
/// Source: OECD, Measuring Distance to the SDG Targets, chapter 3; the deviation is that of a sample (n - 1).
cell deviations_to_goal(double figure, double goal, bool up, double deviation,
                        std::size_t peers) noexcept;

/// Distance to frontier (前沿距离), 0 at the worst figure of the peers and 100 at the best: 100 * (worst - figure) / (worst - best).
/// No number: `not_reported`; `out_of_domain` where best and worst are the same or missing.
/// Source: World Bank, Doing Business 2016, distance to frontier. Best and worst are to be kept for several years.
cell distance_to_frontier(double figure, double worst, double best) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
