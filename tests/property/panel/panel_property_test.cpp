#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "support/random_panel.hpp"
#include "support/same_panel.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

using test::random_panel;
using test::same_panel;
using test::shuffled;

// Where a row's figure lies, by the public words only.
struct found_cell {
  const panel_block* block;
  std::size_t slot;
  std::size_t period;
  double value;
};
found_cell find_cell(const panel& p, const observation& o) {
  const panel_block* block = p.find_block(o.period.frequency(), o.period.form());
  RC_ASSERT(block != nullptr);
  const auto slot = block->slot(o.indicator);
  const auto period = block->find(o.period);
  RC_ASSERT(slot.has_value());
  RC_ASSERT(period.has_value());
  return {block, *slot, *period, block->values(*slot)[o.area * block->period_count() + *period]};
}

RC_GTEST_PROP(PanelProperty, RowOrderDoesNotMatterToTheBit, ()) {
  const random_panel made = *test::arbitrary_panel();
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  RC_ASSERT(same_panel(made.panel,
                       test::build_panel(made.catalog, made.areas, shuffled(made.rows, seed))));
}

RC_GTEST_PROP(PanelProperty, EveryRowIsInItsCell, ()) {
  const random_panel made = *test::arbitrary_panel();
  for (const observation& o : made.rows) {
    const found_cell cell = find_cell(made.panel, o);
    RC_ASSERT(!is_no_row(cell.value));
    RC_ASSERT(is_missing(cell.value) == !o.value.has_value());
    if (o.value) RC_ASSERT(cell.value == to_double(o.value->value));
    const auto statuses = cell.block->statuses(cell.slot);
    const std::size_t offset = o.area * cell.block->period_count() + cell.period;
    const observation_status status =
        statuses.empty() ? observation_status::normal : statuses[offset];
    RC_ASSERT(status == o.status);
    const remark* said = cell.block->find_remark(cell.slot, o.area, cell.period);
    const qualifier how = o.value ? o.value->how : qualifier::exact;
    RC_ASSERT((said == nullptr ? qualifier::exact : said->how) == how);
  }
}

RC_GTEST_PROP(PanelProperty, FilledCellsAreTheRows, ()) {
  const random_panel made = *test::arbitrary_panel();
  std::size_t filled = 0;
  std::size_t remarks = 0;
  for (const panel_block& block : made.panel.blocks()) {
    for (std::size_t slot = 0; slot < block.indicators().size(); ++slot) {
      for (const double x : block.values(slot)) filled += is_no_row(x) ? 0U : 1U;
      remarks += block.remarks(slot).size();
      RC_ASSERT(std::ranges::is_sorted(block.remarks(slot), {}, &remark::cell));
    }
  }
  RC_ASSERT(filled == made.rows.size());
  RC_ASSERT(filled == made.panel.reported());
  RC_ASSERT(remarks == static_cast<std::size_t>(std::ranges::count_if(
                           made.rows, [](const observation& o) { return !o.printed.empty(); })));
}

RC_GTEST_PROP(PanelProperty, BlocksHaveNoEmptyEdge, ()) {
  const random_panel made = *test::arbitrary_panel();
  for (const panel_block& block : made.panel.blocks()) {
    bool first = false;
    bool last = false;
    for (std::size_t slot = 0; slot < block.indicators().size(); ++slot) {
      const auto values = block.values(slot);
      bool any = false;
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (is_no_row(values[i])) continue;
        any = true;
        first = first || i % block.period_count() == 0;
        last = last || i % block.period_count() == block.period_count() - 1;
      }
      RC_ASSERT(any);
    }
    RC_ASSERT(first);
    RC_ASSERT(last);
  }
}

RC_GTEST_PROP(PanelProperty, KnownIntervalsLieWithinLimits, ()) {
  const random_panel made = *test::arbitrary_panel();
  for (const observation& o : made.rows) {
    if (!o.value) continue;
    const found_cell cell = find_cell(made.panel, o);
    const interval known = cell.block->known(cell.slot, o.area, cell.period);
    RC_ASSERT(known.lower <= known.upper);
    RC_ASSERT(is_within(known, (*made.catalog)[o.indicator].limits));
    if (o.value->how == qualifier::exact) RC_ASSERT(known == exactly(cell.value));
  }
}

// The definition, number by number and without the shortcut of the library.
bool fits_into(double x, int decimals) {
  const double scale = power_of_ten(decimals);
  const double whole = std::nearbyint(x * scale);
  return std::abs(whole) < 2251799813685248.0 && whole / scale == x;
}

RC_GTEST_PROP(PanelProperty, ExactDecimalsAreTheFewestThatFitAll, ()) {
  const random_panel made = *test::arbitrary_panel();
  for (const panel_block& block : made.panel.blocks()) {
    for (std::size_t slot = 0; slot < block.indicators().size(); ++slot) {
      std::vector<double> all;
      const auto values = block.values(slot);
      std::ranges::copy_if(values, std::back_inserter(all),
                           [](double x) { return !is_missing(x); });
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (is_missing(values[i])) continue;
        const interval known = block.known(slot, static_cast<area_index>(i / block.period_count()),
                                           i % block.period_count());
        for (const double x : {known.lower, known.upper}) {
          if (std::isfinite(x)) all.push_back(x);
        }
      }
      std::optional<int> fewest;
      for (int d = 0; d <= 9 && !fewest; ++d) {
        if (std::ranges::all_of(all, [d](double x) { return fits_into(x, d); })) fewest = d;
      }
      RC_ASSERT(block.exact_decimals(slot) == fewest);
    }
  }
}

RC_GTEST_PROP(PanelProperty, EitherOrderOfTwoFormsIsAFault, (std::uint64_t seed)) {
  const auto catalog = std::make_shared<const zhibiao::catalog>(test::sample_catalog());
  const auto areas = std::make_shared<const area_tree>(test::random_tree({}));
  std::vector<period> periods;
  for (int i = 1; i <= 6; ++i) {
    periods.push_back(
        period::make(frequency::month, 2021, i, i == 4 ? form::year_to_date : form::single));
  }
  panel_builder builder(catalog, areas);
  for (const period p : shuffled(periods, seed)) builder.add(0, test::col::amount, p, 1);
  RC_ASSERT_THROWS_AS(builder.build(), input_error);
}

RC_GTEST_PROP(PanelProperty, ARowGivenTwiceIsNamedInAnyOrder, ()) {
  const random_panel made = *test::arbitrary_panel();
  RC_PRE(!made.rows.empty());
  std::vector<observation> rows = made.rows;
  const auto which = *rc::gen::inRange<std::size_t>(0, rows.size());
  rows.push_back(rows[which]);
  rows.back().where.line = static_cast<std::int64_t>(rows.size()) + 1;
  rows = shuffled(rows, *rc::gen::arbitrary<std::uint64_t>());
  try {
    test::build_panel(made.catalog, made.areas, rows);
    RC_FAIL("built");
  } catch (const input_error& e) {
    RC_ASSERT(e.faults().errors() == 1U);
    RC_ASSERT(e.code() == errc::duplicate_row);
    RC_ASSERT(e.where().line == static_cast<std::int64_t>(rows.size()) + 1);
    RC_ASSERT(e.message() == "the same figure stands at line " + std::to_string(which + 2));
  }
}

// Rows as columns of any length and row by row come to the same, and so do their faults: beyond limits,
// infinite, in another form, or there already.
RC_GTEST_PROP(PanelProperty, ColumnsComeToTheSameAsRows, (std::uint64_t seed)) {
  const auto catalog = std::make_shared<const zhibiao::catalog>(test::sample_catalog());
  const auto areas = std::make_shared<const area_tree>(test::random_tree(*test::arbitrary_shape()));
  const auto percent_bad = *rc::gen::element<std::uint64_t>(0, 0, 1, 10);
  const std::vector<period> periods = {parse_period("2020"), parse_period("2021"),
                                       parse_period("2021-M01"), parse_period("2021-M02"),
                                       parse_period("2021-M02YTD")};
  panel_builder by_column(catalog, areas);
  panel_builder by_row(catalog, areas);
  const auto batches = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange(0, 40));
  std::uint64_t n = 0;
  for (const std::size_t size : batches) {
    figure_rows rows;
    rows.periods = periods;
    rows.first_line = *rc::gen::element<std::int64_t>(0, static_cast<std::int64_t>(n) + 1, 7);
    const bool has_offsets = *rc::gen::arbitrary<bool>();
    for (std::size_t i = 0; i < size; ++i, ++n) {
      const std::uint64_t draw = test::mixed(seed, n);
      const bool is_bad = draw % 100 < percent_bad;
      rows.areas.push_back(static_cast<area_index>(draw / 100 % areas->size()));
      rows.indicators.push_back(static_cast<indicator_index>(draw / 1000 % test::col::size));
      rows.period_codes.push_back(static_cast<std::uint16_t>(draw / 7777 % (is_bad ? 5 : 4)));
      constexpr std::array values = {-0.0, 3.25, 100.0, 17.0, reported_empty};
      rows.values.push_back(values[draw / 333 % values.size()]);
      if (is_bad && draw % 2 == 0) rows.values.back() = draw % 3 == 0 ? 1e300 * 1e300 : -1;
      if (has_offsets) rows.line_offsets.push_back(static_cast<std::uint32_t>(draw % 50));
      std::int64_t line = rows.first_line;
      if (line != 0) {
        line += has_offsets ? rows.line_offsets.back() : static_cast<std::int64_t>(i);
      }
      const period when = periods[rows.period_codes.back()];
      if (is_reported_empty(rows.values.back())) {
        by_row.add_empty(rows.areas.back(), rows.indicators.back(), when, line);
      } else {
        by_row.add(rows.areas.back(), rows.indicators.back(), when, rows.values.back(), line);
      }
    }
    by_column.add(std::move(rows));
  }
  const auto outcome = [](panel_builder& b) {
    std::pair<panel, std::vector<std::string>> out;
    try {
      out.first = b.build();
    } catch (const input_error& e) {
      for (const fault& f : e.faults().kept()) out.second.push_back(to_string(f));
    }
    return out;
  };
  const auto columns = outcome(by_column);
  const auto rows = outcome(by_row);
  RC_ASSERT(columns.second == rows.second);
  RC_ASSERT(same_panel(columns.first, rows.first));
}

// Any forest: each area hangs under an earlier one or is a root; codes come in no order.
std::vector<area> arbitrary_forest() {
  const auto size = *rc::gen::inRange<std::size_t>(1, 60);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < size; ++i) codes.push_back("c" + std::to_string(i));
  codes = shuffled(codes, seed);
  std::vector<area> areas(size);
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t above = *rc::gen::inRange<std::size_t>(0, i + 1);
    areas[i].code = codes[i];
    areas[i].parent = above == i ? std::string() : codes[above];
  }
  return areas;
}

std::vector<std::tuple<std::string, std::string, std::optional<area_index>, row_range>> shape_of(
    const area_tree& t) {
  std::vector<std::tuple<std::string, std::string, std::optional<area_index>, row_range>> shape;
  for (area_index i = 0; i < t.size(); ++i) {
    shape.emplace_back(t[i].code, t[i].level, t.parent(i), t.leaves(i));
  }
  return shape;
}

RC_GTEST_PROP(AreaTreeProperty, InputOrderDoesNotMatter, ()) {
  const std::vector<area> areas = arbitrary_forest();
  const area_tree a = area_tree::make(areas);
  const area_tree b = area_tree::make(shuffled(areas, *rc::gen::arbitrary<std::uint64_t>()));
  RC_ASSERT(shape_of(a) == shape_of(b));
  RC_ASSERT(std::ranges::equal(a.top_down(), b.top_down()));
  RC_ASSERT(std::ranges::equal(a.levels(), b.levels()));
}

RC_GTEST_PROP(AreaTreeProperty, KeepsTheParentsGiven, ()) {
  const std::vector<area> areas = arbitrary_forest();
  const area_tree t = area_tree::make(areas);
  RC_ASSERT(t.size() == areas.size());
  for (const area& a : areas) {
    const auto parent = t.parent(t.at(a.code));
    RC_ASSERT((parent ? t[*parent].code : std::string()) == *a.parent);
  }
}

RC_GTEST_PROP(AreaTreeProperty, LeavesAreTheTownsBelowAndOneRange, ()) {
  const area_tree t = area_tree::make(arbitrary_forest());
  std::vector<std::set<area_index>> below(t.size());
  for (area_index leaf = 0; leaf < t.leaf_count(); ++leaf) {
    for (std::optional<area_index> at = leaf; at; at = t.parent(*at)) below[*at].insert(leaf);
  }
  std::set<area_index> parents;
  for (area_index i = 0; i < t.size(); ++i) {
    if (t.parent(i)) parents.insert(*t.parent(i));
    const row_range leaves = t.leaves(i);
    RC_ASSERT(leaves.size() == below[i].size());
    RC_ASSERT(*below[i].begin() == leaves.first);
    RC_ASSERT(*below[i].rbegin() + 1 == leaves.last);
  }
  for (area_index i = 0; i < t.size(); ++i) RC_ASSERT(t.is_leaf(i) == !parents.contains(i));
}

RC_GTEST_PROP(AreaTreeProperty, TopDownAndLevelsArePartitions, ()) {
  const area_tree t = area_tree::make(arbitrary_forest());
  std::vector<std::size_t> place(t.size(), t.size());
  for (std::size_t i = 0; i < t.top_down().size(); ++i) place[t.top_down()[i]] = i;
  RC_ASSERT(t.top_down().size() == t.size());
  for (area_index i = 0; i < t.size(); ++i) {
    RC_ASSERT(place[i] < t.size());
    if (const auto parent = t.parent(i)) RC_ASSERT(place[*parent] < place[i]);
  }
  std::vector<area_index> members;
  for (const std::string& level : t.levels()) {
    RC_ASSERT(std::ranges::is_sorted(t.at_level(level)));
    for (const area_index i : t.at_level(level)) {
      RC_ASSERT(t[i].level == level);
      members.push_back(i);
    }
  }
  std::ranges::sort(members);
  std::vector<area_index> every(t.size());
  std::iota(every.begin(), every.end(), area_index{0});
  RC_ASSERT(members == every);
}

}  // namespace
}  // namespace zhibiao
