#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>
#include <zhibiao/engine/peers.hpp>
#include <zhibiao/engine/statistic.hpp>
#include <zhibiao/panel/arena.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>
#include <zhibiao/value/working_calendar.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// Called now and then during long work with the share done, 0 to 1, from the calling thread.
/// Returning false cancels: the work (`evaluate`, reading, packing) throws `error(cancelled)`, and there is
/// no result and no file.
struct progress_callback {
  bool (*call)(void* user, double done) = nullptr;
  void* user = nullptr;
};

/// Memory of the caller's for one section of a result, `[indicator][area][period]`.
struct section_memory {
  std::span<double> values;
  std::span<status> statuses;
};

/// What to compute: every measure for every area, indicator and period named, and every statistic over
/// the towns of those of the areas that have some. Of areas, indicators and periods an empty list names
/// all there are.
struct request {
  std::vector<measure> measures = {measure::value};  ///< may be empty where there are statistics
  std::vector<statistic> statistics;
  std::vector<std::string> levels;      ///< names of levels: `town`, `county`
  std::vector<std::string> areas;       ///< codes
  std::vector<std::string> indicators;  ///< ids
  std::vector<period> periods;

  /// The targets for the measures that need some; must outlive the call. Null: none.
  const zhibiao::targets* targets = nullptr;

  /// How measures that can be computed in several ways are, and what they count from.
  method_choice method;

  /// The days that are worked, for schedules by working days; must outlive the call. Null: not known.
  const working_calendar* calendar = nullptr;

  /// With whom `rank`, `share`, `contribution`, `pull` and the distances compare.
  peer_choice peers;

  /// Overrides every indicator's minimum coverage; in (0, 1].
  std::optional<double> min_coverage;

  /// How many threads may work; the answer does not depend on it.
  int threads = 1;

  progress_callback progress;

  /// Where large results and working memory are taken from and return to, so that calls that follow each
  /// other need not wait for fresh memory; must outlive the call. Null: the system.
  arena* memory = nullptr;

  /// Where the cells of a collected result go, section by section as `plan_sections` lists them; the
  /// result refers to this memory, which must outlive it. Empty: the result has its own.
  std::vector<section_memory> outputs;
};

}  // namespace zhibiao::inline ZB_ABI
