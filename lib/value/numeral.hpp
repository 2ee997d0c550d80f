#pragma once

#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/error.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// A number that stands at the start of a text.
struct numeral {
  decimal value;
  std::size_t length = 0;   ///< bytes of the text it takes
  bool lone_place = false;  ///< 百, 千, 万 with no digit before it, as in 近百户
  std::optional<std::int64_t>
      below;  ///< 几, 数十, 十几: some number from `value` to below this one
};

/// Takes `word` off the start of `text`, if it stands there.
bool take(std::string_view& text, std::string_view word) noexcept;

/// Takes `word` off the end of `text`, if it stands there.
bool take_last(std::string_view& text, std::string_view word) noexcept;

/// The text without spaces at its ends.
std::string_view trimmed(std::string_view text) noexcept;

/// Reads Arabic figures: `3,667,070`, `4.5`; `1.5e3` only where nothing follows.
/// `text` starts with a digit, a point or a comma.
result<numeral> read_figures(std::string_view text);

/// Reads Chinese number words: 九十八, 三万五千, 九十八点五, 几, 数十, 十几, and a lone 百.
/// A scale word at the end (万, 亿) is left in the text, as it is behind figures: 三百万 is 300
/// with 万 to follow.
std::optional<numeral> read_number_words(std::string_view text) noexcept;

}  // namespace zhibiao::inline ZB_ABI::detail
