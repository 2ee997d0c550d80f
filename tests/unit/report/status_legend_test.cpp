#include <zhibiao/report/status_legend.hpp>

#include <gtest/gtest.h>

namespace zhibiao {
namespace {

TEST(StatusLegend, ExplainsWhatOccurs) {
  status_set occurring;
  occurring.add(status::base_zero);
  occurring.add(status::partial);
  EXPECT_EQ(status_legend(occurring, language::zh, table_style::plain),
            "状态说明\n  partial    部分乡镇未上报或未参与\n  base_zero  基期为零\n");
  EXPECT_EQ(status_legend(occurring, language::en, table_style::markdown),
            "## Statuses\n\n"
            "- `partial` some members are missing, coverage is above the minimum\n"
            "- `base_zero` the base is zero and the current figure is not\n");
}

TEST(StatusLegend, OkNeedsNoWords) {
  status_set occurring;
  EXPECT_EQ(status_legend(occurring, language::zh, table_style::plain), "");
  occurring.add(status::ok);
  EXPECT_TRUE(occurring.has(status::ok));
  EXPECT_FALSE(occurring.has(status::partial));
  EXPECT_EQ(status_legend(occurring, language::zh, table_style::markdown), "");
}

TEST(StatusLegend, KnowsEveryStatus) {
  for (const status s : all_statuses()) {
    status_set occurring;
    occurring.add(s);
    const std::string text = status_legend(occurring, language::en, table_style::plain);
    EXPECT_EQ(text.find(name(s)) != std::string::npos, s != status::ok) << name(s);
  }
}

}  // namespace
}  // namespace zhibiao
