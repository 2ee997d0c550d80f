#include "io/row_keys.hpp"

#include <zhibiao/value/nearest.hpp>

#include "io/wording.hpp"

#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

namespace {

// A wrong digit of a year would make a panel of a thousand empty ones.
constexpr int first_year = 1900;
constexpr int last_year = 2100;

}  // namespace

row_keys::row_keys(table& rows, const catalog* catalog, const area_tree* areas)
    : rows_(&rows), catalog_(catalog), areas_(areas) {
  if (catalog_ != nullptr) index_names();
}

void row_keys::index_names() {
  const std::span<const zhibiao::indicator> all = catalog_->indicators();
  by_text<indicator_index> names;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto index = static_cast<indicator_index>(i);
    indicators_.emplace(all[i].id, index);
    for (const std::string* name : {&all[i].name.zh, &all[i].name.en}) {
      if (name->empty()) continue;
      const auto [other, is_new] = names.emplace(*name, index);
      if (!is_new && other->second != index) other->second = ambiguous;
    }
  }
  indicators_.merge(names);
}

std::optional<area_index> row_keys::area(std::size_t column) {
  if (areas_ == nullptr) return area_index{0};
  const std::string_view text = rows_->field(column);
  if (const auto known = find_area(text)) return known;
  if (areas_->size() > 0) {
    rows_->report(errc::unknown_area, column, [&] { return not_an_area(text); });
  } else if (!std::exchange(has_told_of_no_areas_, true)) {
    rows_->report(errc::unknown_area, column, [] { return std::string("the area list is empty"); });
  }
  return std::nullopt;
}

std::optional<area_index> row_keys::find_area(std::string_view text) {
  if (text != last_area_) {
    last_area_ = text;
    last_area_index_ = areas_->find(text);
    if (!last_area_index_) last_area_index_ = find_named_area(text);
  }
  return last_area_index_;
}

std::optional<area_index> row_keys::find_named_area(std::string_view text) {
  if (area_names_.empty()) {
    for (area_index i = 0; i < areas_->size(); ++i) {
      const auto [other, is_new] = area_names_.emplace((*areas_)[i].name, i);
      if (!is_new) other->second = ambiguous_area;
    }
  }
  const auto known = area_names_.find(text);
  if (known == area_names_.end() || known->second == ambiguous_area) return std::nullopt;
  return known->second;
}

std::string row_keys::not_an_area(std::string_view text) const {
  if (area_names_.contains(text)) {
    return "several areas have the name " + found(text) + ": expected a code";
  }
  return "expected the code or name of an area of the area list, found " + found(text) +
         damaged_code_hint(text);
}

std::optional<indicator_index> row_keys::indicator(std::size_t column) {
  if (catalog_ == nullptr) return indicator_index{0};
  const std::string_view text = rows_->field(column);
  if (catalog_->size() == 0) {
    if (!std::exchange(has_told_of_no_indicators_, true)) {
      rows_->report(errc::unknown_indicator, column,
                    [] { return std::string("the catalogue is empty"); });
    }
    return std::nullopt;
  }
  if (const auto known = find_indicator(text)) return known;
  rows_->report(errc::unknown_indicator, column, [&] {
    if (!indicators_.contains(text)) return not_an_indicator(text);
    return "several indicators have the name " + found(text) + ": expected an id";
  });
  return std::nullopt;
}

std::optional<indicator_index> row_keys::find_indicator(std::string_view text) const {
  const auto known = indicators_.find(text);
  if (known == indicators_.end() || known->second == ambiguous) return std::nullopt;
  return known->second;
}

std::string row_keys::not_an_indicator(std::string_view text) const {
  std::vector<std::string_view> candidates;
  candidates.reserve(indicators_.size());
  // In the order of the catalogue, so that the same input gives the same message.
  for (const zhibiao::indicator& i : catalog_->indicators()) {
    for (const std::string* word : {&i.id, &i.name.zh, &i.name.en}) {
      if (!word->empty()) candidates.push_back(*word);
    }
  }
  std::string_view near = nearest_name(text, candidates);
  if (const auto meant = indicators_.find(near);
      meant != indicators_.end() && meant->second != ambiguous) {
    near = (*catalog_)[meant->second].id;
  }
  return "expected the id or name of an indicator of the catalogue, found " + found(text) +
         did_you_mean(near);
}

std::optional<zhibiao::period> row_keys::period(std::size_t column) {
  const std::string_view text = rows_->field(column);
  if (const auto known = find_period(text)) return known;
  const result<zhibiao::period> read = try_parse_period(text);
  if (!read) {
    rows_->report(read.why().code(), column, [&] { return read.why().message(); });
    return std::nullopt;
  }
  rows_->report(errc::not_a_period, column, [&] {
    return "expected a year from " + std::to_string(first_year) + " to " +
           std::to_string(last_year) + ", found " + found(text);
  });
  return std::nullopt;
}

std::optional<zhibiao::period> row_keys::find_period(std::string_view text) {
  if (const auto known = periods_.find(text); known != periods_.end()) return known->second;
  const result<zhibiao::period> read = try_parse_period(text);
  if (!read || read->year() < first_year || read->year() > last_year) return std::nullopt;
  periods_.emplace(text, *read);
  return *read;
}

std::optional<zhibiao::unit> row_keys::unit(std::size_t column) {
  const std::string_view text = rows_->field(column);
  if (const auto known = find_unit(text)) return known;
  const error why = try_parse_unit(text).why();
  rows_->report(why.code(), column, [&] { return why.message(); });
  return std::nullopt;
}

std::optional<zhibiao::unit> row_keys::find_unit(std::string_view text) {
  if (const auto known = units_.find(text); known != units_.end()) return known->second;
  const result<zhibiao::unit> read = try_parse_unit(text);
  if (!read) return std::nullopt;
  units_.emplace(text, *read);
  return *read;
}

}  // namespace zhibiao::inline ZB_ABI::detail
