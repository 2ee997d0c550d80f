#include "panel/duplicate_rows.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace zhibiao::detail {
namespace {

using pairs = std::vector<std::pair<std::size_t, std::size_t>>;

constexpr std::size_t areas = 1000;

struct named {
  std::size_t count;
  pairs kept;
};
named duplicates(const row_store& rows, std::size_t limit = 100) {
  const duplicate_rows found = find_duplicate_rows(rows, areas, limit);
  named out{found.count, {}};
  for (const duplicate_row& d : found.kept) out.kept.emplace_back(d.first, d.again);
  return out;
}

stored_row row(area_index area, indicator_index indicator, int year, std::int64_t line = 0) {
  return {area, indicator, key_of(period::make(frequency::year, year, 1)), 1, line};
}

TEST(DuplicateRows, AreNoneWhereEachCellHasOneRow) {
  row_store rows(20);
  for (area_index a = 0; a < areas; ++a) {
    for (indicator_index i = 0; i < 20; ++i) rows.add(row(a, i, 2021));
  }
  EXPECT_EQ(duplicates(rows).count, 0U);
}

TEST(DuplicateRows, AreNamedWithTheFirst) {
  row_store rows(2);
  for (const stored_row& r : {row(1, 0, 2020), row(1, 1, 2020), row(2, 0, 2020), row(1, 0, 2020),
                              row(1, 0, 2021), row(2, 0, 2020), row(1, 0, 2020)}) {
    rows.add(r);
  }
  EXPECT_EQ(duplicates(rows).kept, (pairs{{0, 3}, {2, 5}, {0, 6}}));
}

TEST(DuplicateRows, OfOtherFrequencyOrFormAreNone) {
  row_store rows(1);
  for (const period p :
       {period::make(frequency::year, 2021, 1), period::make(frequency::month, 2021, 1),
        period::make(frequency::month, 2021, 1, form::year_to_date)}) {
    rows.add({0, 0, key_of(p), 1, 0});
  }
  EXPECT_EQ(duplicates(rows).count, 0U);
}

TEST(DuplicateRows, ComeInTheOrderOfTheirLines) {
  row_store rows(1);
  for (const stored_row& r :
       {row(1, 0, 2020, 9), row(2, 0, 2020, 5), row(1, 0, 2020, 4), row(2, 0, 2020, 8)}) {
    rows.add(r);
  }
  EXPECT_EQ(duplicates(rows).kept, (pairs{{1, 3}, {2, 0}}));
}

TEST(DuplicateRows, AreCountedBeyondTheLimit) {
  row_store rows(3);
  for (int round = 0; round < 3; ++round) {
    for (area_index a = 0; a < areas; ++a) rows.add(row(a, 2, 2000));
  }
  const named found = duplicates(rows, 2);
  EXPECT_EQ(found.count, 2 * areas);
  EXPECT_EQ(found.kept, (pairs{{0, 1000}, {1, 1001}}));
  EXPECT_TRUE(duplicates(rows, 0).kept.empty());
}

}  // namespace
}  // namespace zhibiao::detail
