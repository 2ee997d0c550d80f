#pragma once

#include <zhibiao/panel/panel.hpp>

#include <vector>

namespace zhibiao::inline ZB_ABI {

/// One published growth beside the one that the figures give.
struct stated_growth {
  area_index area = 0;
  indicator_index indicator = 0;  ///< the growth
  zhibiao::period period;
  interval stated;     ///< what the printed growth allows
  double current = 0;  ///< the figures of what it is the growth of
  double base = 0;
  interval computed;       ///< what they allow, in percent
  bool agrees = false;     ///< the two have a number in common
  bool same_sign = false;  ///< neither says growth where the other says decline
};

/// Every published growth of which the figures of both years are reported (增速与水平数核对), by indicator, block,
/// area and period, the figures being those that the area itself reports. Published growth is on a comparable
/// basis, so one that differs is a question and not an error. A plain number counts as printed to its last
/// digit. Where the figures give no rate of change there is nothing to compare.
std::vector<stated_growth> compare_stated_growth(const panel& data);

}  // namespace zhibiao::inline ZB_ABI
