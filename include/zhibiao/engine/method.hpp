#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/kernels/schedule.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/period.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// How growth over two years is brought to one (两年平均).
enum class two_year_method : std::uint8_t {
  level,  ///< from the figure two years earlier alone, as the National Bureau of Statistics has it
  chained,  ///< from the growths of both years; areas above the towns compare other towns in each
};
/// How the part of the time to a deadline that is over is counted (时序进度).
enum class elapsed_by : std::uint8_t {
  plan,         ///< by months, or as the profile says where the target's path is seasonal
  month,        ///< months of months: the custom
  day,          ///< days of the calendar
  working_day,  ///< days that are worked, by `request::calendar`
  seasonal,     ///< by the indicator's seasonal profile
};
std::string_view name(elapsed_by by) noexcept;

/// What of a figure is compared with its target (GB/T 8170-2008, 4.3).
enum class compared_as : std::uint8_t {
  full,     ///< 全数值比较法: all its digits
  rounded,  ///< 修约值比较法: rounded to the indicator's decimals first, halves to even
};
std::string_view name(compared_as how) noexcept;

/// How progress over years is measured (进展评价方法).
enum class progress_method : std::uint8_t {
  open_sdg,  ///< observed over required growth, as Open SDG and Statistics Canada have it
  eurostat,  ///< the same ratio; without a goal Eurostat's own bands
  unsd,      ///< growth carried on to the deadline, as the UN progress chart has it
  escap,  ///< the gap anticipated from the trend, as UN ESCAP has it; its score is the current status
};
std::string_view name(progress_method by) noexcept;

/// By which of the customary ways the measures that have several are computed (方法), and what they count
/// from. What a measure does not know of it leaves alone.
struct method_choice {
  /// The fixed period (基期) that measures over several years count from; none: they refuse to guess.
  std::optional<period> base_period;

  /// Overrides every indicator's way to average growth; none: as the catalogue says.
  std::optional<averaging> average;

  two_year_method two_year = two_year_method::level;
  elapsed_by elapsed = elapsed_by::plan;       ///< of measures of the schedule
  kernels::lamp_thresholds lamp;               ///< of `lamp`
  compared_as comparison = compared_as::full;  ///< of `verdict` and `outlook`
  /// What a missing town can still report, for `best_case`, `worst_case` and `outlook`: last year's figure
  /// and so much of it more or less, as a share; none: all that the natural limits allow.
  std::optional<double> admissible_change;

  progress_method progress = progress_method::open_sdg;  ///< of measures of progress over years

  friend bool operator==(const method_choice&, const method_choice&) = default;
};

/// How a measure of an indicator is computed, in the words of the command line: its method and the
/// parameters; empty for a measure that knows one way only.
std::string method_text(measure m, const method_choice& by, const indicator& i);

/// A word of `--method`, such as the name of a method: chooses it. False where there is no such word.
bool choose_method(std::string_view word, method_choice& by);

/// All the words there are.
std::span<const std::string_view> all_method_words() noexcept;

}  // namespace zhibiao::inline ZB_ABI
