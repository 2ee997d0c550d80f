#include <zhibiao/panel/observation.hpp>

#include <gtest/gtest.h>

namespace zhibiao {
namespace {

struct row {
  const char* text;
  observation_status status;
};

class ObservationStatus : public testing::TestWithParam<row> {};

TEST_P(ObservationStatus, IsReadByNameLetterAndWord) {
  EXPECT_EQ(parse_observation_status(GetParam().text), GetParam().status);
}

using enum observation_status;
INSTANTIATE_TEST_SUITE_P(
    Texts, ObservationStatus,
    testing::Values(row{"", normal}, row{"normal", normal}, row{"A", normal},
                    row{"provisional", provisional}, row{"P", provisional},
                    row{"estimated", estimated}, row{"E", estimated}, row{"I", estimated},
                    row{"break_in_series", break_in_series}, row{"B", break_in_series},
                    row{"suppressed", suppressed}, row{"Q", suppressed}, row{"missing", missing},
                    row{"M", missing}, row{"L", missing}, row{"O", missing}, row{"正常", normal},
                    row{"初步", provisional}, row{"快报", provisional}, row{"估计", estimated},
                    row{"断点", break_in_series}, row{"保密", suppressed}, row{"缺报", missing},
                    row{"缺失", missing}));

TEST(ObservationStatusText, OthersAreNone) {
  for (const char* text : {"a", "EI", "X", "Normal", "ML", "快"}) {
    EXPECT_FALSE(parse_observation_status(text)) << text;
  }
}

TEST(ObservationStatusText, NamesReadBack) {
  for (const auto s :
       {normal, provisional, estimated, break_in_series, suppressed, missing, revised_down}) {
    EXPECT_EQ(parse_observation_status(name(s)), s);
  }
  EXPECT_EQ(name(static_cast<observation_status>(99)), "");
}

}  // namespace
}  // namespace zhibiao
