#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/missing.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/period.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace zhibiao::test {

/// One row of long columns, in words.
struct long_row {
  std::string area;
  std::string indicator;
  std::string period;
  std::optional<double> value;  ///< none: reported empty
};

/// What a pivot makes of rows, as a map from the cell to the rows about it: no blocks, no codes, nothing
/// remembered from one row to the next.
class slow_pivot {
 public:
  using cell = std::tuple<int, form, indicator_index, area_index, std::int32_t>;

  slow_pivot(const std::vector<long_row>& rows, const catalog& catalog, const area_tree& areas)
      : rows_(rows), size_(areas.size()) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const period p = parse_period(rows[i].period);
      cells_[{periods_per_year(p.frequency()), p.form(), catalog.at(rows[i].indicator),
              areas.at(rows[i].area), p.ordinal()}]
          .push_back(i);
    }
  }

  /// Each row, from 0, about a cell that an earlier one is about, with the first of them.
  std::vector<std::pair<std::size_t, std::size_t>> duplicates() const {
    std::vector<std::pair<std::size_t, std::size_t>> all;
    for (const auto& [where, rows] : cells_) {
      for (std::size_t i = 1; i < rows.size(); ++i) all.emplace_back(rows[i], rows[0]);
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  /// Why a panel is not the one of these rows, which have no duplicates; empty where it is.
  std::string difference(const panel& made) const {
    if (made.reported() != rows_.size()) return "another count of rows";
    std::set<std::pair<int, form>> kinds;
    for (const auto& entry : cells_) {
      kinds.emplace(std::get<0>(entry.first), std::get<1>(entry.first));
    }
    if (made.blocks().size() != kinds.size()) return "another count of blocks";
    for (const panel_block& b : made.blocks()) {
      if (std::string why = difference(b); !why.empty()) return why;
    }
    return {};
  }

 private:
  std::string difference(const panel_block& b) const {
    std::set<indicator_index> indicators;
    std::set<std::int32_t> ordinals;
    std::map<std::tuple<indicator_index, area_index, std::int32_t>, double> figures;
    for (const auto& [where, rows] : cells_) {
      const auto& [per_year, form, indicator, area, ordinal] = where;
      if (per_year != periods_per_year(b.frequency()) || form != b.form()) continue;
      indicators.insert(indicator);
      ordinals.insert(ordinal);
      figures[{indicator, area, ordinal}] =
          rows_[rows[0]].value ? *rows_[rows[0]].value + 0.0 : reported_empty;
    }
    if (ordinals.empty() || b.first_period().ordinal() != *ordinals.begin()) return "first period";
    if (b.period_count() != static_cast<std::size_t>(*ordinals.rbegin() - *ordinals.begin()) + 1) {
      return "count of periods";
    }
    if (!std::equal(b.indicators().begin(), b.indicators().end(), indicators.begin(),
                    indicators.end())) {
      return "indicators";
    }
    for (std::size_t slot = 0; slot < b.indicators().size(); ++slot) {
      if (b.values(slot).size() != size_ * b.period_count()) return "size of a slot";
      std::vector<double> numbers;
      for (std::size_t i = 0; i < b.values(slot).size(); ++i) {
        const auto area = static_cast<area_index>(i / b.period_count());
        const std::int32_t ordinal = b.period_at(i % b.period_count()).ordinal();
        const auto found = figures.find({b.indicators()[slot], area, ordinal});
        const double expected = found == figures.end() ? no_row : found->second;
        if (std::bit_cast<std::uint64_t>(expected) !=
            std::bit_cast<std::uint64_t>(b.values(slot)[i])) {
          return "a cell of area " + std::to_string(area);
        }
        if (!is_missing(expected)) numbers.push_back(expected);
      }
      if (b.exact_decimals(slot) != fewest_decimals(numbers)) return "decimals";
    }
    return {};
  }

  static std::optional<int> fewest_decimals(const std::vector<double>& numbers) {
    for (int d = 0; d <= 9; ++d) {
      const auto fits = [scale = power_of_ten(d)](double x) {
        const double whole = std::nearbyint(x * scale);
        return std::abs(whole) < 2251799813685248.0 && whole / scale == x;
      };
      if (std::all_of(numbers.begin(), numbers.end(), fits)) return d;
    }
    return std::nullopt;
  }

  const std::vector<long_row>& rows_;
  std::size_t size_;
  std::map<cell, std::vector<std::size_t>> cells_;
};

}  // namespace zhibiao::test
