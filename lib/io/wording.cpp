#include "io/wording.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

constexpr std::size_t longest_found = 40;
/// Nothing near is looked for where this many bytes were typed: that is no misspelled name.
constexpr std::size_t longest_name = 96;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// How many bytes must be changed, at most `limit`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t limit,
                     std::vector<std::size_t>& row) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference >= limit) return limit;
  row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
      least = std::min(least, row[j]);
    }
    if (least >= limit) return limit;
  }
  return std::min(row[b.size()], limit);
}

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

std::string_view nearest(std::string_view text, std::span<const std::string_view> candidates) {
  std::string_view best;
  if (text.size() > longest_name) return best;
  std::size_t least = (text.size() + 2) / 3 + 1;  // further away than a third is noise
  std::vector<std::size_t> row;
  for (const std::string_view candidate : candidates) {
    const std::size_t d = distance(text, candidate, least, row);
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word) {
  return word.empty() ? std::string() : "; did you mean " + found(word) + "?";
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
