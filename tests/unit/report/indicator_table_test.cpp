#include <zhibiao/report/indicator_table.hpp>

#include "support/small_county.hpp"

#include <gtest/gtest.h>

#include <string>

namespace zhibiao {
namespace {

TEST(IndicatorTable, ListsByGroup) {
  const data_set data = test::small_county();
  const std::string text = indicator_table(*data.catalog, language::en, table_style::markdown);
  const std::size_t life = text.find("## livelihood");
  const std::size_t place = text.find("## environment");
  const std::size_t other = text.find("## other");
  EXPECT_LT(life, place);
  EXPECT_LT(place, other);
  EXPECT_NE(text.find("| sort\\_rate | sorting rate | % | rate | up | ratio\\_of\\_sums | "
                      "sorted / villages |"),
            std::string::npos)
      << text;
  EXPECT_LT(other, text.find("| profit |"));
}

TEST(IndicatorTable, WithoutGroupsThereAreNoHeadings) {
  const catalog one = parse_catalog(
      "schema = 1\n[[indicator]]\nid = \"a\"\nname = \"甲\"\nkind = \"stock\"\nunit = \"户\"\n",
      "catalog.toml");
  EXPECT_EQ(indicator_table(one, language::zh),
            "代号  名称  单位  类型   方向  汇总  分子 / 分母\n"
            "------------------------------------------------\n"
            "a     甲    户    stock  none  sum\n");
}

}  // namespace
}  // namespace zhibiao
