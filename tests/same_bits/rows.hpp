#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/observation.hpp>
#include <zhibiao/panel/targets.hpp>

#include <memory>
#include <vector>

namespace zhibiao::same_bits {

/// What a province reports, with a case of everything: long and short decimals, rates with and without
/// parts, bounds, roundings, statuses, holes; more cells than `evaluate` leaves to one thread. From integers
/// alone, so that every machine makes the same.
struct reported {
  std::shared_ptr<const zhibiao::catalog> catalog;
  std::shared_ptr<const area_tree> areas;
  std::vector<observation> rows;
  zhibiao::targets targets;
};

reported make_rows();

/// The same rows in another order.
std::vector<observation> shuffled(std::vector<observation> rows);

}  // namespace zhibiao::same_bits
