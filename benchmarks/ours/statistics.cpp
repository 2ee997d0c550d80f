#include "statistics.hpp"

#include "results.hpp"

#include <array>
#include <cmath>
#include <string_view>
#include <vector>

namespace zhibiao_bench {
namespace {

namespace zb = zhibiao;

struct named_statistic {
  zb::statistic_kind kind;
  std::string_view name;
};

constexpr std::array six{
    named_statistic{zb::statistic_kind::count, "count"},
    named_statistic{zb::statistic_kind::sum, "sum"},
    named_statistic{zb::statistic_kind::mean, "mean"},
    named_statistic{zb::statistic_kind::standard_deviation, "deviation"},
    named_statistic{zb::statistic_kind::minimum, "least"},
    named_statistic{zb::statistic_kind::maximum, "greatest"},
};

std::string_view name_of(const zb::statistic& s) {
  for (const named_statistic& known : six) {
    if (known.kind == s.kind) return known.name;
  }
  return zb::name(s.kind);
}

}  // namespace

zb::request six_statistics(std::vector<std::string> levels, int threads) {
  zb::request what;
  what.measures.clear();
  for (const named_statistic& wanted : six) what.statistics.push_back({wanted.kind});
  what.levels = std::move(levels);
  what.min_coverage = any_coverage;
  what.threads = threads;
  return what;
}

void put_statistics(const std::string& folder, const zb::result_set& results) {
  const zb::area_tree& tree = results.panel().areas();
  for (const zb::result_section& section : results.sections()) {
    if (!section.statistic()) continue;
    for (const std::string& level : tree.levels()) {
      std::vector<double> values;
      const std::size_t periods = section.periods().size();
      for (std::size_t i = 0; i < section.indicators().size(); ++i) {
        for (std::size_t a = 0; a < section.areas().size(); ++a) {
          if (tree[section.areas()[a]].level != level) continue;
          const auto cells = section.values().subspan(section.offset(i, a, 0), periods);
          values.insert(values.end(), cells.begin(), cells.end());
        }
      }
      if (values.empty()) continue;
      // Nobody counted is 0 to all engines, with or without a status beside it.
      if (section.statistic()->kind == zb::statistic_kind::count) {
        for (double& x : values) x = std::isnan(x) ? 0 : x;
      }
      put(folder, level + "_" + std::string(name_of(*section.statistic())), values);
    }
  }
}

}  // namespace zhibiao_bench
