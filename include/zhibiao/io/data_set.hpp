#pragma once

#include <zhibiao/engine/request.hpp>
#include <zhibiao/io/text_file.hpp>
#include <zhibiao/panel/area_changes.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/fault.hpp>
#include <zhibiao/value/working_calendar.hpp>

#include <cstddef>
#include <memory>
#include <string>

namespace zhibiao::inline ZB_ABI {

/// Paths of the files of a data set.
struct data_files {
  std::string catalog;                           ///< see `read_catalog`
  std::string areas;                             ///< see `read_areas`
  std::string observations;                      ///< see `read_observations`
  std::string targets;                           ///< see `read_targets`; empty: no targets
  zhibiao::encoding encoding = encoding::utf_8;  ///< of the CSV files; the catalogue is UTF-8
  std::string profiles{};  ///< see `read_profiles`; empty: no seasonal profiles
  std::string holidays{};  ///< see `read_holidays`; empty: no holidays

  static constexpr std::size_t no_fault_limit = static_cast<std::size_t>(-1);
  /// How many faults are kept of each severity, or `no_fault_limit`.
  std::size_t fault_limit = fault_list::default_limit;

  /// How many threads may read the observations; what is read does not depend on it.
  int threads = 1;
  /// Called with the share of the observations that is read; may cancel.
  progress_callback progress{};

  /// See `read_area_changes`; empty: no areas changed. Figures before and after a change of an area's
  /// territory are not comparable, see `area_tree::breaks`.
  std::string area_changes{};

  /// A packed panel (see `panel_file`) instead of catalogue, areas and observations; empty: none. Its
  /// targets are those of `targets`, or where that is empty its own, and so are its seasonal profiles.
  std::string packed{};
};

/// All that is needed to compute indicators. Cheap to copy but for the targets.
struct data_set {
  std::shared_ptr<const zhibiao::catalog> catalog;
  std::shared_ptr<const area_tree> areas;
  zhibiao::panel panel;
  zhibiao::targets targets;
  zhibiao::area_changes changes;  ///< for `on_areas_of`
  fault_list warnings;
  working_calendar calendar{};
};

/// Reads all files, or nothing: throws `input_error` with the faults of every file, those of the
/// catalogue first. Where the catalogue or the areas have faults, the others are still checked for
/// what does not need them. Throws `error(cancelled)` where the progress callback cancels.
data_set read_data_set(const data_files& files);

/// The targets of the files, for figures that are read in another way: those of `files.targets`, else
/// `packed`, with the profiles of `files.profiles`, else those that `packed` has. Throws `input_error` with
/// every fault of both files; warnings are appended to `warnings`.
targets read_plan(const data_files& files, const catalog& catalog, const area_tree& areas,
                  const targets& packed, fault_list& warnings);

/// The holidays of the files; where none are named, those of no year.
working_calendar read_calendar(const data_files& files, fault_list& warnings);

/// The faults and warnings `read_data_set` would find.
fault_list check_data_set(const data_files& files);

}  // namespace zhibiao::inline ZB_ABI
