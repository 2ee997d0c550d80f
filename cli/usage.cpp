#include "usage.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace {

/// The characters of UTF-8 text, so that a Chinese one counts once.
std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
    found.push_back(text.substr(at, next - at));
    at = next;
  }
  return found;
}

/// How many characters must be put in, left out, exchanged, or swapped with their neighbour (optimal
/// string alignment).
std::size_t edits(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t exchanged = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, exchanged});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
  }
  return row.back();
}

}  // namespace

std::string_view nearest(std::string_view typed, const std::vector<std::string>& names) {
  const std::vector<std::string_view> wanted = characters(typed);
  // More than a third wrong is another word.
  std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  std::string_view found;
  for (const std::string& name : names) {
    const std::vector<std::string_view> letters = characters(name);
    const std::size_t apart = edits(wanted, letters);
    if (apart < best && apart < letters.size()) {
      best = apart;
      found = name;
    }
  }
  return found;
}

void refuse(std::string_view what, std::string_view typed, const std::vector<std::string>& names) {
  constexpr std::size_t few = 12;
  std::string message = "unknown " + std::string(what) + " '" + std::string(typed) + "'";
  if (const std::string_view near = nearest(typed, names); !near.empty()) {
    message += "; did you mean '" + std::string(near) + "'?";
  } else if (!names.empty() && names.size() <= few) {
    message += "; expected one of ";
    for (std::size_t i = 0; i < names.size(); ++i) message += (i == 0 ? "" : ", ") + names[i];
  }
  throw usage_error(message);
}
