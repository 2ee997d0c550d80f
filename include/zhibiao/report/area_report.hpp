#pragma once

#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/report/presentation.hpp>
#include <zhibiao/report/text_table.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace zhibiao::inline ZB_ABI {

/// How an area's report is made.
struct area_report_options {
  language lang = language::zh;
  table_style style = table_style::plain;

  /// What the figures are held against; must outlive the call. Null: no targets.
  const zhibiao::targets* targets = nullptr;

  /// Overrides every indicator's minimum coverage; in (0, 1].
  std::optional<double> min_coverage;

  /// How numbers are rounded; that parts add up does not apply, for a report is of one area.
  presentation shown;

  /// Plain style: columns of the terminal; notes go on in the next line. 0: as wide as they are.
  std::size_t width = 132;
};

/// The report of one area at one period (报告): by group of indicators, each figure with last year's,
/// the change, the target, what is missing to it and whether it is met; for an area above the towns
/// also how many of them it stands on. Every missing number has its reason, in words. Indicators that
/// nothing is known of and no target asks for are left out. Below it, how many of each there are, and
/// what the statuses mean.
///
/// Throws as `evaluate` does.
std::string area_report(const panel& data, area_index area, period at,
                        const area_report_options& options = {});

}  // namespace zhibiao::inline ZB_ABI
