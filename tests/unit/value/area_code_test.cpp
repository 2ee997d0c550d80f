#include <zhibiao/value/area_code.hpp>

#include <gtest/gtest.h>

#include <string_view>
#include <type_traits>

namespace {

using zhibiao::area_code;
using zhibiao::code_level;
using zhibiao::errc;
using zhibiao::parse_area_code;
using zhibiao::try_parse_area_code;

static_assert(sizeof(area_code) == 8 && std::is_trivially_copyable_v<area_code>);
static_assert(!area_code().is_valid());

struct good_row {
  std::string_view text;
  std::string_view canonical;
  code_level level;
  std::string_view parent;  // empty: none
};

constexpr good_row good_rows[] = {
    {"14", "140000000000", code_level::province, ""},
    {"1401", "140100000000", code_level::prefecture, "140000000000"},
    {"140121", "140121000000", code_level::county, "140100000000"},
    {"140121101", "140121101000", code_level::town, "140121000000"},
    {"140121101201", "140121101201", code_level::village, "140121101000"},
    {"140000000000", "140000000000", code_level::province, ""},
    // A county under no prefecture and a town under no county.
    {"429004", "429004000000", code_level::county, "429000000000"},
    {"441900003000", "441900003000", code_level::town, "441900000000"},
    {" 140121 ", "140121000000", code_level::county, "140100000000"},
    {"１４０１２１", "140121000000", code_level::county, "140100000000"},
};

TEST(AreaCode, LevelAndParentFollowFromTheZeros) {
  for (const good_row& row : good_rows) {
    SCOPED_TRACE(row.text);
    const area_code code = parse_area_code(row.text);
    EXPECT_TRUE(code.is_valid());
    EXPECT_EQ(to_string(code), row.canonical);
    EXPECT_EQ(code.level(), row.level);
    EXPECT_EQ(code.parent() ? to_string(*code.parent()) : "", row.parent);
    EXPECT_EQ(parse_area_code(to_string(code)), code);
  }
}

TEST(AreaCode, OtherTextsAreNone) {
  for (const std::string_view text :
       {"", " ", "1", "140", "14012", "1401211", "14012110", "1401211010", "14012110100",
        "1401211010001", "14O121", "14 121", "-14012", "+14012", "14.121", "000000000000", "00",
        "012345", "小店区"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(try_parse_area_code(text).has_value());
  }
}

TEST(AreaCode, MessageSaysWhatWasExpectedAndFound) {
  const auto bad = try_parse_area_code("1401x1");
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.why().code(), errc::not_an_area_code);
  EXPECT_EQ(bad.why().message(),
            "expected an area code of 2, 4, 6, 9 or 12 digits such as 140121101000, found "
            "'1401x1'");
  EXPECT_THROW((void)parse_area_code("1401x1"), zhibiao::error);
}

TEST(AreaCode, OrderIsThatOfTheTree) {
  EXPECT_LT(parse_area_code("140121"), parse_area_code("140121101"));
  EXPECT_LT(parse_area_code("140121101201"), parse_area_code("140122"));
}

TEST(AreaCode, LevelsHaveNames) {
  EXPECT_EQ(name(code_level::province), "province");
  EXPECT_EQ(name(code_level::prefecture), "prefecture");
  EXPECT_EQ(name(code_level::county), "county");
  EXPECT_EQ(name(code_level::town), "town");
  EXPECT_EQ(name(code_level::village), "village");
  EXPECT_EQ(name(static_cast<code_level>(9)), "");
}

}  // namespace
