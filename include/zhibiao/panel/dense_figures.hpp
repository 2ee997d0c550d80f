#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/arena.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/value/fault.hpp>
#include <zhibiao/value/period.hpp>

#include <cstddef>
#include <memory>
#include <span>

namespace zhibiao::inline ZB_ABI {

/// Figures in an array `[indicator][area][period]`, in the indicators' own units: number (i, a, t) is that
/// of `indicators[i]`, `areas[a]` and the t-th period from `first_period` on. Nothing is copied; the array
/// and the spans must outlive the call.
struct dense_figures {
  const double* first = nullptr;  ///< number (0, 0, 0); a NaN anywhere: there is no such figure
  std::span<const indicator_index> indicators;  ///< rows of the catalogue, in any order, none twice
  std::span<const area_index> areas;            ///< rows of the area tree, in any order, none twice
  period first_period;
  std::size_t period_count = 0;

  /// How many bytes further the next number of an axis lies, as numpy counts; may be negative.
  std::ptrdiff_t indicator_stride = 0;
  std::ptrdiff_t area_stride = 0;
  std::ptrdiff_t period_stride = 0;
};

/// What an import needs to know besides the array.
struct dense_options {
  std::shared_ptr<const zhibiao::catalog> catalog;
  std::shared_ptr<const area_tree> areas;
  int threads = 1;          ///< how many may work; the panel does not depend on it
  arena* memory = nullptr;  ///< where the panel's memory comes from; null: from the system
  std::size_t fault_limit = fault_list::default_limit;
};

/// Copies an array into a panel, areas into the order of the tree, and leaves out what has no figure at its
/// edges: indicators, and periods before the first and behind the last one reported.
///
/// Throws `input_error` with every fault, each with its indicator, area and period (infinite numbers and
/// what `panel_builder` refuses), and `error(invalid_argument)` for axes that do not fit the catalogue, the
/// tree or the calendar.
panel import_dense(const dense_figures& figures, const dense_options& how);

}  // namespace zhibiao::inline ZB_ABI
