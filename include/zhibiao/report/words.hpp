#pragma once

#include <zhibiao/value/status.hpp>

#include <cstdint>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// The texts of tables and reports for people; the list with both languages stands in
/// `report/words.def`.
enum class word : std::uint8_t {
#define ZB_WORD(name, zh, en) name,
#include <zhibiao/report/words.def>
#undef ZB_WORD
};

/// The text in one language. `{}` in it stands for what is to be filled in.
std::string_view text_of(word w, language lang) noexcept;

/// The five levels of the statistical codes in words (乡镇, `towns`); any other name as it is.
std::string_view level_text(std::string_view level, language lang) noexcept;

}  // namespace zhibiao::inline ZB_ABI
