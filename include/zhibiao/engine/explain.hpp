#pragma once

#include <zhibiao/engine/request.hpp>
#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/engine/statistic.hpp>
#include <zhibiao/panel/panel.hpp>

#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// One figure that went into a cell.
struct explained_input {
  std::string
      role;  ///< current, base, target, numerator of the current figure, a town, a peer, ...
  std::string figure;  ///< the number with its unit, or a dash
  status why = status::ok;
  std::string detail;  ///< the status in words, the report's own words, the note
};

/// Why a cell is what it is (计算依据), in one language.
struct explanation {
  result_cell cell;
  std::string title;    ///< measure, indicator, area, period
  std::string outcome;  ///< the number with unit and status, or why there is none
  std::string words;    ///< a change in the words of a communiqué; empty for other measures
  std::string formula;  ///< in words
  std::string worked;   ///< the formula with the numbers in; empty where there is no number,
                        ///< nothing to compute, or too much to write out
  std::string rule;     ///< the rule that decided the status
  std::vector<explained_input> inputs;
};

/// Explains one cell of a request with that measure; `what` gives targets, peers and minimum coverage.
/// Throws as `evaluate` does.
explanation explain(const panel& data, const request& what, area_index area,
                    indicator_index indicator, period at, measure m, language lang);

/// Explains a statistic over the towns of an area. Throws besides `error(invalid_argument)` for a town.
explanation explain(const panel& data, const request& what, area_index area,
                    indicator_index indicator, period at, const statistic& s, language lang);

/// The explanation as plain text, one thing a line.
std::string to_string(const explanation& e, language lang);

}  // namespace zhibiao::inline ZB_ABI
