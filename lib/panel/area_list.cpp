#include "panel/area_list.hpp"

#include <limits>

namespace zhibiao::inline ZB_ABI {

area_list::area_list(std::vector<area> areas) {
  rows_.reserve(areas.size());
  places_.reserve(areas.size());
  for (area& a : areas) {
    add(a.code, a.name, a.level, a.parent);
    set_validity(a.valid);
    places_.push_back(std::move(a.defined_at));
    a = area();
  }
}

void area_list::add(std::string_view code, std::string_view name, std::string_view level,
                    std::optional<std::string_view> parent, std::int64_t line) {
  constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max() - 1;
  const std::string_view above = parent.value_or(std::string_view());
  if (code.size() > most || name.size() > most || above.size() > most ||
      texts_.size() + code.size() + name.size() + above.size() > most) {
    throw error(errc::too_large, "an area list of more than 4 GiB cannot be held");
  }
  area_tree::row_texts row;
  row.at = static_cast<std::uint32_t>(texts_.size());
  row.code_size = static_cast<std::uint32_t>(code.size());
  row.name_size = static_cast<std::uint32_t>(name.size());
  if (parent) row.parent_size = static_cast<std::uint32_t>(above.size());
  row.level = number_of_level(level);
  texts_ += code;
  texts_ += name;
  texts_ += above;
  rows_.push_back(row);
  if (line != 0 || !lines_.empty()) {
    lines_.resize(rows_.size());
    lines_.back() = line;
  }
}

void area_list::set_validity(const validity& valid) {
  if (valid.is_always()) return;
  limited_.push_back({static_cast<area_index>(rows_.size() - 1), valid});
}

std::uint32_t area_list::number_of_level(std::string_view level) {
  // Neighbours mostly share theirs.
  if (!rows_.empty() && levels_[rows_.back().level] == level) return rows_.back().level;
  const auto next = static_cast<std::uint32_t>(levels_.size());
  const auto [known, is_new] = number_of_level_.try_emplace(std::string(level), next);
  if (is_new) levels_.emplace_back(level);
  return known->second;
}

std::optional<std::string_view> area_list::parent(std::size_t i) const noexcept {
  const area_tree::row_texts& r = rows_[i];
  if (!r.has_parent()) return std::nullopt;
  return std::string_view(texts_).substr(r.at + std::size_t{r.code_size} + r.name_size,
                                         r.parent_size);
}

std::int64_t area_list::line(std::size_t i) const noexcept {
  if (i < places_.size()) return places_[i].line;
  return i < lines_.size() ? lines_[i] : 0;
}

place area_list::where(std::size_t i) const {
  place where;
  if (i < places_.size()) {
    where = places_[i];
  } else {
    where.file = file_;
    where.line = line(i);
  }
  where.area = code(i);
  return where;
}

}  // namespace zhibiao::inline ZB_ABI
