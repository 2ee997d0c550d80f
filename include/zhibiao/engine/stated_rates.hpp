#pragma once

#include <zhibiao/panel/panel.hpp>

#include <vector>

namespace zhibiao::inline ZB_ABI {

/// One stated rate beside the one that its reported parts give.
struct stated_rate {
  area_index area = 0;
  indicator_index indicator = 0;
  zhibiao::period period;
  interval stated;  ///< what the printed rate allows
  double numerator = 0;
  double denominator = 0;
  double computed = 0;  ///< numerator / denominator * factor
  bool agrees = false;  ///< the computed rate lies in what the printed digits allow
};

/// Every rate or mean that is stated although both its parts are reported exactly (率与分子分母核对),
/// by indicator, period block, area and period. A plain number counts as printed to its last digit;
/// either end of what it rounds from is allowed, whichever way halves were rounded.
std::vector<stated_rate> compare_stated_rates(const panel& data);

}  // namespace zhibiao::inline ZB_ABI
