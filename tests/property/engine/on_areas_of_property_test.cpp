#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/on_areas_of.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "support/random_panel.hpp"
#include "support/slow_areas.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace zhibiao::test {
namespace {

/// Two counties over five years. Every year some town is merged, divided, renamed or handed over, so that
/// chains of links come about.
struct history {
  std::vector<area> areas;
  struct change {
    std::size_t from;
    std::size_t to;
    int year;
    area_change_kind kind;
    decimal share;
  };
  std::vector<change> changes;
};

constexpr int first_year = 2017;
constexpr int last_year = 2022;

history random_history(std::uint64_t seed, bool only_inside, bool only_whole) {
  history h;
  const auto found = [&](const std::string& county, int year) {
    area a;
    a.code = "T" + std::to_string(100 + h.areas.size());
    a.name = a.code;
    a.parent = county;
    a.level = "town";
    if (year > first_year) a.valid.from = date::make(year, 1, 1);
    h.areas.push_back(a);
    return h.areas.size() - 1;
  };
  for (const char* county : {"K", "L"}) {
    area a;
    a.code = a.name = county;
    a.parent = "";
    a.level = "county";
    h.areas.push_back(a);
    for (int i = 0; i < 3; ++i) found(county, first_year);
  }
  for (int year = first_year + 1; year <= last_year; ++year) {
    const std::uint64_t key = mixed(seed, static_cast<std::uint64_t>(year));
    std::vector<std::size_t> alive;
    for (std::size_t i = 0; i < h.areas.size(); ++i) {
      if (h.areas[i].level == "town" && !h.areas[i].valid.to.is_valid()) alive.push_back(i);
    }
    const std::size_t one = alive[mixed(key, 1) % alive.size()];
    const std::string other_county = *h.areas[one].parent == "K" ? "L" : "K";
    const std::string county =
        !only_inside && mixed(key, 2) % 3 == 0 ? other_county : *h.areas[one].parent;
    const date day = date::make(year, 1, 1);
    const auto end = [&](std::size_t i) { h.areas[i].valid.to = day; };
    switch (mixed(key, 3) % (only_whole ? 2 : 4)) {
      case 0: {  // two become one
        std::vector<std::size_t> others;
        for (const std::size_t i : alive) {
          const bool is_near = !only_inside || h.areas[i].parent == h.areas[one].parent;
          if (i != one && is_near) others.push_back(i);
        }
        if (others.empty()) break;
        const std::size_t two = others[mixed(key, 4) % others.size()];
        const std::size_t made = found(county, year);
        end(one);
        end(two);
        h.changes.push_back({one, made, year, area_change_kind::merge, {1, 0}});
        h.changes.push_back({two, made, year, area_change_kind::merge, {1, 0}});
        break;
      }
      case 1: {
        const std::size_t made = found(county, year);
        end(one);
        h.changes.push_back({one, made, year, area_change_kind::rename, {1, 0}});
        break;
      }
      case 2: {
        const std::size_t a = found(county, year);
        const std::size_t b = found(*h.areas[one].parent, year);
        end(one);
        h.changes.push_back({one, a, year, area_change_kind::split, {6, 1}});
        h.changes.push_back({one, b, year, area_change_kind::split, {4, 1}});
        break;
      }
      default: {  // a part goes to another one
        const std::size_t to = alive[mixed(key, 5) % alive.size()];
        if (to == one || (only_inside && h.areas[to].parent != h.areas[one].parent)) break;
        h.changes.push_back({one, one, year, area_change_kind::transfer, {75, 2}});
        h.changes.push_back({one, to, year, area_change_kind::transfer, {25, 2}});
        break;
      }
    }
  }
  return h;
}

struct made_history {
  std::shared_ptr<const catalog> indicators;
  std::shared_ptr<const area_tree> areas;
  area_changes changes;
  panel data;
};

made_history make(const history& h, std::uint64_t seed) {
  made_history m;
  m.indicators = std::make_shared<const catalog>(sample_catalog());
  const area_tree tree = area_tree::make(h.areas);
  std::vector<area_link> links;
  for (const history::change& c : h.changes) {
    area_link l;
    l.from = tree.at(h.areas[c.from].code);
    l.to = tree.at(h.areas[c.to].code);
    l.on = date::make(c.year, 1, 1);
    l.kind = c.kind;
    l.share = c.share;
    links.push_back(l);
  }
  m.changes = area_changes::make(links, tree, *m.indicators);
  m.areas = std::make_shared<const area_tree>(
      tree.with_breaks({m.changes.breaks().begin(), m.changes.breaks().end()}));
  panel_builder builder(m.indicators, m.areas);
  for (area_index a = 0; a < m.areas->leaf_count(); ++a) {
    for (int year = first_year; year <= last_year; ++year) {
      const period p = period::make(frequency::year, year, 1);
      if (!m.areas->is_valid(a, p)) continue;
      const std::uint64_t key = mixed(mixed(seed, a), static_cast<std::uint64_t>(year));
      builder.add(a, col::persons, p, static_cast<double>(mixed(key, 1) % 5000));
      builder.add(a, col::amount, p, static_cast<double>(mixed(key, 2) % 1'000'000) / 100);
    }
  }
  m.data = builder.build();
  return m;
}

double total(const panel& data, const char* area, indicator_index i, int year) {
  request what;
  what.measures = {measure::value};
  what.areas = {area};
  what.indicators = {data.catalog()[i].id};
  what.periods = {period::make(frequency::year, year, 1)};
  const result_set all = evaluate(data, what);
  return all.find(data.areas().at(area), i, what.periods[0], measure::value).value().value;
}

RC_GTEST_PROP(OnAreasOf, FiguresAreSharesOfThoseOfEveryPredecessor, (std::uint64_t seed)) {
  const made_history m = make(random_history(seed, false, false), seed);
  const date day = date::make(last_year, 12, 31);
  const panel then = on_areas_of(m.data, m.changes, day);
  const slow_areas twin(m.changes);
  const panel_block& before = m.data.blocks().front();
  const panel_block& after = then.blocks().front();
  const auto value = [](const panel_block& b, indicator_index i, area_index a, std::size_t t) {
    return b.values(*b.slot(i))[a * b.period_count() + t];
  };
  for (const indicator_index i : {col::persons, col::amount}) {
    for (std::size_t t = 0; t < before.period_count(); ++t) {
      const date since = last_day(before.period_at(t));
      for (area_index to = 0; to < m.areas->leaf_count(); ++to) {
        fraction sum;
        bool any = false;
        for (area_index from = 0; from < m.areas->leaf_count(); ++from) {
          const double x = value(before, i, from, t);
          const fraction share = twin.share(from, to, since, day);
          if (is_missing(x) || share.sign() == 0) continue;
          any = true;
          sum = sum + fraction::written(x) * share;
        }
        const double made = value(after, i, to, t);
        RC_ASSERT(is_missing(made) == !any);
        if (any) RC_ASSERT(fraction::written(made) == sum);
      }
    }
  }
}

RC_GTEST_PROP(OnAreasOf, ChangesInsideACountyLeaveItsTotals, (std::uint64_t seed)) {
  const made_history m = make(random_history(seed, true, true), seed);
  const panel then = on_areas_of(m.data, m.changes, date::make(last_year, 12, 31));
  for (const indicator_index i : {col::persons, col::amount}) {
    for (int year = first_year; year <= last_year; ++year) {
      for (const char* county : {"K", "L"}) {
        RC_ASSERT(total(m.data, county, i, year) == total(then, county, i, year));
      }
    }
  }
}

RC_GTEST_PROP(OnAreasOf, BasisOfTheFirstYearChangesNothing, (std::uint64_t seed)) {
  const made_history m = make(random_history(seed, false, false), seed);
  const panel then = on_areas_of(m.data, m.changes, date::make(first_year, 12, 31));
  const panel_block& before = m.data.blocks().front();
  const panel_block& after = then.blocks().front();
  for (std::size_t slot = 0; slot < before.indicators().size(); ++slot) {
    const auto x = before.values(slot);
    const auto y = after.values(slot);
    RC_ASSERT(x.size() == y.size());
    for (std::size_t c = 0; c < x.size(); ++c) {
      RC_ASSERT(x[c] == y[c] || (is_missing(x[c]) && is_missing(y[c])));
    }
  }
}

}  // namespace
}  // namespace zhibiao::test
