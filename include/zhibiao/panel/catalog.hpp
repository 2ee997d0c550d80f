#pragma once

#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// The parts of a rate or mean, resolved: value = numerator / denominator * factor.
struct indicator_parts {
  indicator_index numerator = 0;
  indicator_index denominator = 0;
  ratio factor;  ///< exact: 100 for a rate in %, 10000 for 元/人 from 万元 and 人
};

/// The indicators of a data set (指标目录). Checked as a whole when it is made, and immutable: share
/// one between threads freely.
class catalog {
 public:
  catalog() = default;

  /// Checks that ids are unique, that references exist and do not run in a circle, that parts and
  /// weights are there where they are needed and their units fit, and that limits and ranges are
  /// intervals. Throws `input_error` with every fault found.
  static catalog make(std::vector<indicator> indicators, std::vector<indicator_group> groups = {},
                      std::size_t fault_limit = fault_list::default_limit);

  std::size_t size() const noexcept { return indicators_.size(); }
  const indicator& operator[](indicator_index i) const noexcept { return indicators_[i]; }
  std::span<const indicator> indicators() const noexcept { return indicators_; }
  std::span<const indicator_group> groups() const noexcept { return groups_; }

  std::optional<indicator_index> find(std::string_view id) const;

  /// `find`, or `error(unknown_indicator)` that names the nearest id.
  indicator_index at(std::string_view id) const;

  /// The parts of a rate or mean; none where the catalogue gives none.
  const std::optional<indicator_parts>& parts(indicator_index i) const noexcept {
    return parts_[i];
  }

  /// The weight of a weighted mean, or the coverage weight of a sum; none where not declared.
  std::optional<indicator_index> weight(indicator_index i) const noexcept { return weights_[i]; }

  /// What a published growth is the growth of; none where it names none.
  std::optional<indicator_index> grown(indicator_index i) const noexcept { return grown_[i]; }

 private:
  std::vector<indicator> indicators_;
  std::vector<indicator_group> groups_;
  std::vector<std::optional<indicator_parts>> parts_;
  std::vector<std::optional<indicator_index>> weights_;
  std::vector<std::optional<indicator_index>> grown_;
  std::unordered_map<std::string, indicator_index> by_id_;
};

}  // namespace zhibiao::inline ZB_ABI
