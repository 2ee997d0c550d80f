#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/report/presentation.hpp>

#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// The figures and shares of a result rounded so that parts add up to their totals: from the top of the
/// tree down, the areas right below one area to what is printed for that one. Only where all of
/// them are in the result with a number; everything else is rounded on its own.
class added_up {
 public:
  added_up(const result_set& results, const presentation& shown);

  /// The number to print; none where the cell is rounded on its own.
  std::optional<double> at(const result_cell& cell) const;

 private:
  /// One measure of one indicator in one period.
  struct column {
    zhibiao::measure measure;
    indicator_index indicator;
    period at;
  };
  using areas = std::span<const area_index>;

  void add_figures_below(const column& of, area_index upper, std::optional<double> printed);
  void add_shares(const column& of, areas peers);
  /// The numbers of the areas; none where one is missing, only a bound or not in the result.
  std::optional<std::vector<double>> parts_of(const column& of, areas some) const;
  void put(const column& of, areas some, std::span<const double> parts, double total);
  rounding_step step_of(const column& of) const;

  const result_set& results_;
  presentation shown_;
  std::vector<std::vector<area_index>> below_;  ///< by area: those right below it, by code
  std::map<std::tuple<measure, indicator_index, int, area_index>, double> printed_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
