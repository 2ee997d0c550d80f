#include "io/row_buckets.hpp"

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace {

using zhibiao::parse_period;
using zhibiao::period;
using zhibiao::qualifier;
using zhibiao::detail::accepted_row;
using zhibiao::detail::key_of;
using zhibiao::detail::row_buckets;
using zhibiao::detail::said_of_row;
using zhibiao::test::temporary_folder;

accepted_row row(std::uint32_t area, std::uint32_t indicator, const char* when, double value,
                 std::int64_t line) {
  return {{area, indicator, key_of(parse_period(when)), value, line}, {}};
}

std::vector<std::string> words_of(const row_buckets& buckets, const char* when,
                                  std::uint32_t indicator) {
  std::vector<std::string> words;
  const period p = parse_period(when);
  buckets.for_each(
      zhibiao::detail::block_of(p.frequency(), p.form()), indicator, [&](const accepted_row& r) {
        words.push_back(std::to_string(r.figure.line) + ":" + std::to_string(r.figure.area) + " " +
                        to_string(zhibiao::detail::period_of(r.figure.period)) + " " +
                        std::to_string(r.figure.value) +
                        (r.said ? " " + r.said->printed + "|" + r.said->note : ""));
      });
  return words;
}

TEST(RowBuckets, GivesTheRowsOfABlockAndIndicatorInTheirOrder) {
  const temporary_folder folder;
  row_buckets buckets(3, 0, folder / "a.zbp");
  accepted_row said = row(7, 2, "2021", 3, 4);
  said.said = said_of_row{qualifier::at_least, {98, 100, false, true}, {}, "98以上", "note"};
  buckets.add(row(5, 2, "2021", 2.5, 3));
  buckets.add(row(5, 0, "2021", 1, 2));
  buckets.add(said);
  buckets.add(row(5, 2, "2021-M03", 9, 5));
  buckets.add(row(5, 2, "2020", 2, 1));
  EXPECT_EQ(words_of(buckets, "2021", 2),
            (std::vector<std::string>{"3:5 2021 2.500000", "4:7 2021 3.000000 98以上|note",
                                      "1:5 2020 2.000000"}));
  EXPECT_EQ(words_of(buckets, "2021-M01", 2), (std::vector<std::string>{"5:5 2021-M03 9.000000"}));
  EXPECT_EQ(words_of(buckets, "2021", 1), std::vector<std::string>());
  buckets.for_each(0, 2, [](const accepted_row& r) {
    if (!r.said) return;
    EXPECT_EQ(r.said->how, qualifier::at_least);
    EXPECT_EQ(r.said->known, (zhibiao::interval{98, 100, false, true}));
  });
}

TEST(RowBuckets, HoldsMoreThanItsMemory) {
  const temporary_folder folder;
  row_buckets buckets(2, 0, folder / "a.zbp");
  constexpr std::uint32_t count = 20'000;
  for (std::uint32_t i = 0; i < count; ++i) buckets.add(row(i, i % 2, "2021", i, i));
  for (std::uint32_t indicator = 0; indicator < 2; ++indicator) {
    std::uint32_t next = indicator;
    buckets.for_each(0, indicator, [&](const accepted_row& r) {
      EXPECT_EQ(r.figure.area, next);
      EXPECT_EQ(r.figure.value, next);
      next += 2;
    });
    EXPECT_EQ(next, count + indicator);
  }
}

}  // namespace
