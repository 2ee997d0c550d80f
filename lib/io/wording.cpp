#include "io/wording.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

constexpr std::size_t longest_found = 40;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string found(std::string_view text) {
  std::string out = "'";
  std::size_t characters = 0;
  for (const char c : text) {
    if (!continues_character(c) && ++characters > longest_found) {
      return out + "...'";
    }
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    // A broken text may be all continuation bytes; it is cut as well.
    if (out.size() > 4 * longest_found) return out + "...'";
    out += is_control ? ' ' : c;
  }
  return out + "'";
}

std::string did_you_mean(std::string_view word) {
  return word.empty() ? std::string() : "; did you mean " + found(word) + "?";
}

std::string damaged_code_hint(std::string_view code) {
  constexpr std::string_view digits = "0123456789";
  constexpr std::string_view apostrophe = "\xE2\x80\x98";
  constexpr std::string_view other_apostrophe = "\xE2\x80\x99";
  const std::string_view advice = ": format the column as text and enter the code again";
  if (code.starts_with('\'') || code.starts_with(apostrophe) ||
      code.starts_with(other_apostrophe)) {
    return "; a spreadsheet has left its apostrophe before the code: take it away";
  }
  if (code.starts_with('=')) {
    return "; a spreadsheet has made a formula of the code" + std::string(advice);
  }
  const std::size_t e = code.find_first_of("eE");
  const std::string_view before = code.substr(0, e);
  const bool is_number = !before.empty() && digits.find(before.front()) != std::string_view::npos &&
                         before.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!is_number) return {};
  if (e == std::string_view::npos) {
    if (before.find('.') == std::string_view::npos) return {};
    return "; a spreadsheet has made a number of the code" + std::string(advice);
  }
  std::string_view power = code.substr(e + 1);
  if (power.starts_with('+')) power.remove_prefix(1);
  if (power.empty() || power.find_first_not_of(digits) != std::string_view::npos) return {};
  return "; a spreadsheet has cut the digits of the code" + std::string(advice);
}

std::string one_of(std::span<const std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

}  // namespace zhibiao::inline ZB_ABI::detail
