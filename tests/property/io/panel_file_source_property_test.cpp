#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/io/panel_file_source.hpp>
#include <zhibiao/io/panel_file_writer.hpp>

#include "support/random_method.hpp"
#include "support/random_panel.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

using cell_key = std::tuple<area_index, indicator_index, std::string, measure>;

/// All of a cell, to the bit.
std::string text_of(const result_cell& c) {
  const auto bits = [](double x) {
    return std::to_string(x == x ? std::bit_cast<std::uint64_t>(x) : 1) + " ";
  };
  std::string text = std::string(name(c.why)) + " ";
  if (has_number(c.why)) {
    text += bits(c.value) + bits(c.known.lower) + bits(c.known.upper);
    text += c.known.lower_open ? "(" : "[";
    text += c.known.upper_open ? ") " : "] ";
  }
  return text + std::to_string(c.coverage.counted) + " " + std::to_string(c.coverage.members) +
         " " + bits(c.coverage.by_weight);
}

class cell_map final : public result_sink {
 public:
  void take(const result_slab& slab) override {
    for (std::size_t a = 0; a < slab.areas.size(); ++a) {
      for (std::size_t p = 0; p < slab.periods.size(); ++p) add(slab.at(a, p));
    }
  }
  void add(const result_cell& c) {
    const cell_key key{c.area, c.indicator, to_string(c.period), c.measure};
    RC_ASSERT(cells_.emplace(key, text_of(c)).second);
  }
  const std::map<cell_key, std::string>& cells() const { return cells_; }

 private:
  std::map<cell_key, std::string> cells_;
};

targets some_targets(const panel& p) {
  std::vector<target> list;
  for (const panel_block& b : p.blocks()) {
    for (const indicator_index i : b.indicators()) {
      target t;
      t.indicator = i;
      t.deadline = b.period_at(b.period_count() - 1);
      t.wanted.lower = 40;
      list.push_back(t);
    }
  }
  return targets::make(std::move(list));
}

// The twelve months of a change lie in other runs, in the same, or partly in both.
RC_GTEST_PROP(PanelFileSourceProperty, AFileGivesTheSameBitsAsThePanel, ()) {
  const test::random_panel made = *test::arbitrary_panel();
  const auto run_bytes = *rc::gen::element<std::uint64_t>(1, 500, 1'500, 4'000, usual_run_bytes);
  const auto memory = *rc::gen::element<std::size_t>(0, panel_file_source::usual_memory);
  const test::temporary_folder folder;
  write_panel_file(folder / "a.zbp", made.panel, {}, {}, run_bytes);
  const panel_file_source source(panel_file(folder / "a.zbp"), memory);

  const targets wanted = some_targets(made.panel);
  request what;
  what.measures.assign(all_measures().begin(), all_measures().end());
  what.method = test::any_method(made);
  what.targets = &wanted;
  if (*rc::gen::arbitrary<bool>()) what.levels = {"county"};
  if (*rc::gen::arbitrary<bool>() && !made.panel.blocks().empty()) {
    const panel_block& b = made.panel.blocks().back();
    what.periods = {b.period_at(*rc::gen::inRange<std::size_t>(0, b.period_count())),
                    b.period_at(b.period_count() - 1)};
  }
  what.threads = *rc::gen::inRange(1, 4);

  cell_map expected;
  evaluate(made.panel, what).for_each([&](const result_cell& c) { expected.add(c); });
  cell_map found;
  evaluate(source, what, found);
  RC_ASSERT(found.cells() == expected.cells());
}

}  // namespace
}  // namespace zhibiao
