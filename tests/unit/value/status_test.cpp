#include <zhibiao/value/status.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace {

using zhibiao::all_statuses;
using zhibiao::language;
using zhibiao::status;

static_assert(sizeof(status) == 1);
static_assert(zhibiao::has_number(status::ok) && zhibiao::has_number(status::revised_down));
static_assert(!zhibiao::has_number(status::not_reported) && !zhibiao::has_number(status::overflow));

TEST(Status, NumbersAreForever) {
  // Written into files by users: a change here breaks what they have kept.
  EXPECT_EQ(static_cast<int>(status::ok), 0);
  EXPECT_EQ(static_cast<int>(status::bounded), 4);
  EXPECT_EQ(static_cast<int>(status::not_reported), 32);
  EXPECT_EQ(static_cast<int>(status::both_zero), 35);
  EXPECT_EQ(static_cast<int>(status::overflow), 48);
  EXPECT_EQ(static_cast<int>(status::no_such_area), 49);
  EXPECT_EQ(all_statuses().size(), 24U);
}

TEST(Status, NameReadsBack) {
  for (const status s : all_statuses()) {
    SCOPED_TRACE(zhibiao::name(s));
    EXPECT_EQ(zhibiao::parse_status(zhibiao::name(s)), s);
  }
}

TEST(Status, EveryOneHasItsOwnWordsInBothLanguages) {
  std::set<std::string_view> texts;
  for (const status s : all_statuses()) {
    for (const language lang : {language::zh, language::en}) {
      EXPECT_FALSE(zhibiao::describe(s, lang).empty()) << zhibiao::name(s);
      EXPECT_TRUE(texts.insert(zhibiao::describe(s, lang)).second) << zhibiao::name(s);
    }
  }
  EXPECT_EQ(zhibiao::describe(status::base_zero, language::zh), "基期为零");
  EXPECT_EQ(zhibiao::describe(status::base_not_reported, language::en),
            "the base period's figure is not reported");
}

TEST(Status, NameThatIsNotInTheListIsNone) {
  for (const std::string_view text : {"", "OK", "ok ", "base-zero", "正常"}) {
    EXPECT_FALSE(zhibiao::parse_status(text).has_value()) << text;
  }
}

TEST(Status, NumberThatIsNotInTheListHasNoWords) {
  const auto unknown = static_cast<status>(31);
  EXPECT_EQ(zhibiao::name(unknown), "");
  EXPECT_EQ(zhibiao::describe(unknown, language::zh), "");
}

}  // namespace
