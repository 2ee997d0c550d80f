#pragma once

#include <zhibiao/engine/measure.hpp>
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

/// By which of the customary ways the measures that have several are computed (方法), and what they count
/// from. What a measure does not know of it leaves alone.
struct method_choice {
  /// The fixed period (基期) that measures over several years count from; none: they refuse to guess.
  std::optional<period> base_period;

  /// Overrides every indicator's way to average growth; none: as the catalogue says.
  std::optional<averaging> average;

  two_year_method two_year = two_year_method::level;

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
