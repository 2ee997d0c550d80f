#include <zhibiao/value/nearest.hpp>

#include "value/text.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

/// Nothing is looked for where so many bytes were written: that is no misspelled name.
constexpr std::size_t too_long = 97;

/// Well-formed characters whole, so that a Chinese one counts once; other bytes one by one.
void split(std::string_view text, std::vector<std::string_view>& characters) {
  characters.clear();
  for (std::size_t at = 0; at < text.size(); at += characters.back().size()) {
    const std::size_t length = std::max<std::size_t>(detail::character_length(text, at), 1);
    characters.push_back(text.substr(at, length));
  }
}

class edit_counter {
 public:
  explicit edit_counter(std::string_view text) { split(text, from_); }

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  std::size_t size() const noexcept { return from_.size(); }

  /// How many edits lead to the name (optimal string alignment), or npos where they are `limit` or
  /// as many as the name has characters.
  std::size_t to(std::string_view name, std::size_t limit) {
    split(name, to_);
    const std::size_t n = to_.size();
    limit = std::min(limit, n);
    if (std::max(from_.size(), n) - std::min(from_.size(), n) >= limit) return npos;
    before_.assign(n + 1, 0);
    last_.assign(n + 1, 0);
    row_.resize(n + 1);
    std::iota(row_.begin(), row_.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from_.size(); ++i) {
      std::swap(before_, last_);
      std::swap(last_, row_);
      row_[0] = i;
      for (std::size_t j = 1; j <= n; ++j) {
        const std::size_t exchanged = last_[j - 1] + (from_[i - 1] == to_[j - 1] ? 0 : 1);
        row_[j] = std::min({last_[j] + 1, row_[j - 1] + 1, exchanged});
        if (i > 1 && j > 1 && from_[i - 1] == to_[j - 2] && from_[i - 2] == to_[j - 1]) {
          row_[j] = std::min(row_[j], before_[j - 2] + 1);
        }
      }
    }
    return row_[n] < limit ? row_[n] : npos;
  }

 private:
  std::vector<std::string_view> from_;
  std::vector<std::string_view> to_;
  std::vector<std::size_t> before_;
  std::vector<std::size_t> last_;
  std::vector<std::size_t> row_;
};

}  // namespace

std::string_view nearest_name(std::string_view text, std::span<const std::string_view> names) {
  std::string_view nearest;
  if (text.size() >= too_long) return nearest;
  edit_counter edits(text);
  std::size_t limit = std::max<std::size_t>(edits.size() / 3, 1) + 1;
  for (const std::string_view name : names) {
    const std::size_t apart = edits.to(name, limit);
    if (apart == edit_counter::npos) continue;
    limit = apart;
    nearest = name;
  }
  return nearest;
}

}  // namespace zhibiao::inline ZB_ABI
