#pragma once

#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/value/status.hpp>

#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// A heading and the indicators under it.
struct group_members {
  std::string heading;  ///< empty where the catalogue has no groups at all
  std::vector<indicator_index> indicators;
};

/// The catalogue's groups in their order, each with its indicators in theirs; then those of no group.
/// Groups without indicators are left out.
std::vector<group_members> grouped_indicators(const catalog& indicators, language lang);

}  // namespace zhibiao::inline ZB_ABI::detail
