#include <zhibiao/panel/indicator.hpp>

#include <gtest/gtest.h>

#include <string_view>

namespace zhibiao {
namespace {

TEST(Indicator, WordsOfTheCatalogueReadBack) {
  for (const std::string_view word :
       {"flow", "stock", "rate", "mean", "index", "binary", "growth"}) {
    ASSERT_TRUE(parse_indicator_kind(word)) << word;
    EXPECT_EQ(name(*parse_indicator_kind(word)), word);
  }
  for (const std::string_view word : {"none", "up", "down", "range"}) {
    ASSERT_TRUE(parse_direction(word)) << word;
    EXPECT_EQ(name(*parse_direction(word)), word);
  }
  for (const std::string_view word : {"sum", "ratio_of_sums", "weighted_mean", "none"}) {
    ASSERT_TRUE(parse_area_aggregation(word)) << word;
    EXPECT_EQ(name(*parse_area_aggregation(word)), word);
  }
  for (const std::string_view word : {"level", "cumulative"}) {
    ASSERT_TRUE(parse_averaging(word)) << word;
    EXPECT_EQ(name(*parse_averaging(word)), word);
  }
  for (const std::string_view word : {"sum", "last", "ratio_of_sums", "none"}) {
    ASSERT_TRUE(parse_time_aggregation(word)) << word;
    EXPECT_EQ(name(*parse_time_aggregation(word)), word);
  }
}

TEST(Indicator, WordsMeanWhatTheySay) {
  EXPECT_EQ(parse_indicator_kind("mean"), indicator_kind::mean);
  EXPECT_EQ(parse_direction("range"), direction::range);
  EXPECT_EQ(parse_area_aggregation("weighted_mean"), area_aggregation::weighted_mean);
  EXPECT_EQ(parse_time_aggregation("last"), time_aggregation::last);
}

TEST(Indicator, OtherWordsAreNone) {
  for (const std::string_view word : {"", "Flow", "flow ", "average"}) {
    EXPECT_FALSE(parse_indicator_kind(word)) << word;
    EXPECT_FALSE(parse_direction(word)) << word;
    EXPECT_FALSE(parse_area_aggregation(word)) << word;
    EXPECT_FALSE(parse_time_aggregation(word)) << word;
  }
}

TEST(Indicator, NumberOutsideTheListHasNoName) {
  EXPECT_EQ(name(static_cast<indicator_kind>(99)), "");
}

TEST(Indicator, MissingLanguageIsStoodInFor) {
  EXPECT_EQ((bilingual{"户", "households"}.in(language::zh)), "户");
  EXPECT_EQ((bilingual{"户", "households"}.in(language::en)), "households");
  EXPECT_EQ((bilingual{"", "households"}.in(language::zh)), "households");
  EXPECT_EQ((bilingual{"户", ""}.in(language::en)), "户");
}

TEST(Indicator, OnlyRatesAndGrowthChangeInPoints) {
  EXPECT_TRUE(changes_in_points(indicator_kind::rate));
  EXPECT_TRUE(changes_in_points(indicator_kind::growth));
  for (const auto kind : {indicator_kind::flow, indicator_kind::stock, indicator_kind::mean,
                          indicator_kind::index, indicator_kind::binary}) {
    EXPECT_FALSE(changes_in_points(kind)) << name(kind);
  }
}

}  // namespace
}  // namespace zhibiao
