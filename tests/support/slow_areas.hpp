#pragma once

#include <zhibiao/panel/area_changes.hpp>
#include <zhibiao/value/date.hpp>

#include "support/slow_evaluate.hpp"

#include <optional>

namespace zhibiao::test {

/// The twin of `area_changes::made_of`: how much of an area of `since` belongs to one of `until`, by walking
/// every way there is from the one to the other. Links must not name indicators.
class slow_areas {
 public:
  explicit slow_areas(const area_changes& changes) : changes_(changes) {}

  fraction share(area_index from, area_index to, date since, date until) const {
    // The next day on which the area becomes something else.
    std::optional<date> next;
    for (const area_link& l : changes_.links()) {
      const bool is_later = l.from == from && l.on > since && l.on <= until;
      if (is_later && (!next || l.on < *next)) next = l.on;
    }
    if (!next) return fraction(from == to ? 1 : 0);
    fraction all;
    for (const area_link& l : changes_.links()) {
      if (l.from != from || l.on != *next) continue;
      all = all + fraction(l.share) * share(l.to, to, l.on, until);
    }
    return all;
  }

 private:
  const area_changes& changes_;
};

}  // namespace zhibiao::test
