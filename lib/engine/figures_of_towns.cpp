#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/figures_of_towns.hpp>
#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/value/error.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace zhibiao::inline ZB_ABI {
namespace {

void check(const request& what) {
  if (what.indicators.size() != 1 || what.measures.size() != 1) {
    throw error(errc::invalid_argument, "expected one indicator and one measure, found " +
                                            std::to_string(what.indicators.size()) + " and " +
                                            std::to_string(what.measures.size()));
  }
  if (!what.areas.empty() || !what.levels.empty()) {
    throw error(errc::invalid_argument,
                "expected a request for all towns, found areas or levels in it");
  }
}

}  // namespace

town_figures figures_of_towns(const panel& data, const request& what) {
  return figures_of_towns(panel_source(data), what);
}

town_figures figures_of_towns(const figure_source& from, const request& what) {
  check(what);
  town_figures f;
  f.panel = from.frame();
  f.indicator = f.panel.catalog().at(what.indicators.front());
  const area_tree& tree = f.panel.areas();
  if (tree.leaf_count() == 0) return f;

  request of_towns = what;
  for (area_index town = 0; town < tree.leaf_count(); ++town) {
    of_towns.areas.emplace_back(tree[town].code);
  }
  const result_set results = evaluate(from, of_towns);
  for (const result_section& s : results.sections()) {
    if (s.indicators().empty()) continue;
    f.periods.insert(f.periods.end(), s.periods().begin(), s.periods().end());
  }

  const std::size_t periods = f.periods.size();
  f.values = buffer<double>(tree.leaf_count() * periods);
  f.statuses = buffer<status>(tree.leaf_count() * periods);
  std::size_t first = 0;
  for (const result_section& s : results.sections()) {
    if (s.indicators().empty()) continue;
    const std::size_t here = s.periods().size();
    for (std::size_t town = 0; town < tree.leaf_count(); ++town) {
      const std::size_t offset = s.offset(0, town, 0);
      const std::size_t to = town * periods + first;
      std::copy_n(s.values().data() + offset, here, f.values.data() + to);
      std::copy_n(s.statuses().data() + offset, here, f.statuses.data() + to);
    }
    first += here;
  }
  return f;
}

town_figures figures_of_towns(const panel& data, std::string_view indicator, measure m) {
  request what;
  what.indicators = {std::string(indicator)};
  what.measures = {m};
  return figures_of_towns(data, what);
}

}  // namespace zhibiao::inline ZB_ABI
