#pragma once

#include <zhibiao/engine/explain.hpp>

#include "engine/explain_text.hpp"
#include "engine/traced_cell.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// More members than this are counted, not listed.
inline constexpr std::size_t longest_list = 40;

/// The lines of figures under an explanation.
class input_lines {
 public:
  input_lines(const traced_cell& cell, const speaker& say) : cell_(cell), say_(say) {}

  /// A figure of an area and period, with the report's own words; none where there is nothing to look at.
  void add(std::string role, const std::optional<figure>& x, area_index area, period p,
           indicator_index of);
  void add(explained_input line) { lines_.push_back(std::move(line)); }
  /// Words put before those of the last line.
  void add_detail(const std::string& words);

  std::size_t size() const noexcept { return lines_.size(); }
  std::vector<explained_input> take() { return std::move(lines_); }

 private:
  void add_remark(explained_input& in, area_index area, period p, indicator_index of) const;

  const traced_cell& cell_;
  const speaker& say_;
  std::vector<explained_input> lines_;
};

/// A period whose figure goes into a cell, and as what.
struct period_role {
  std::string role;
  period at;
};

/// The figures of these periods that went into the cell, each with its parts or towns behind it.
std::vector<explained_input> inputs_of_periods(const traced_cell& cell, const speaker& say,
                                               std::span<const period_role> periods);

/// The line of what a target of growth is counted from.
explained_input base_of_growth(const growth_base& from, const indicator& of, const speaker& say);

/// The figures that went into the cell, and those that did not.
std::vector<explained_input> inputs_of(const traced_cell& cell, const speaker& say);

}  // namespace zhibiao::inline ZB_ABI::engine
