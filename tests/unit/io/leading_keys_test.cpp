#include "io/leading_keys.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace zhibiao::detail {
namespace {

/// With room behind it, as texts of files have.
std::string record(std::string_view text) {
  return std::string(text) + std::string(leading_keys::most_bytes, '\n');
}

TEST(LeadingKeys, KnowARecordThatBeginsAsTheOneBefore) {
  leading_keys keys;
  EXPECT_FALSE(keys.begin(record("110101001000,grain,2021,5").c_str()));
  for (const std::string_view first : {"110101001000,grain,", "a,grain,", "12345,78",
                                       "110101001000,households of towns and all,"}) {
    keys.remember(first);
    EXPECT_EQ(keys.size(), first.size());
    EXPECT_TRUE(keys.begin(record(std::string(first) + "2021,5").c_str())) << first;
    // Any byte makes a difference.
    for (std::size_t i = 0; i < first.size(); ++i) {
      std::string other(first);
      other[i] = 'x';
      EXPECT_FALSE(keys.begin(record(other + "2021,5").c_str())) << other;
    }
  }
}

TEST(LeadingKeys, AreNotRememberedWhereTheyAreTooShortOrTooLongOrHaveQuotes) {
  for (const std::string& first : {std::string("a,b,"), std::string("\"1101\",grain,"),
                                   std::string(leading_keys::most_bytes, 'a') + ","}) {
    leading_keys keys;
    keys.remember("110101001000,grain,");
    keys.remember(first);
    EXPECT_FALSE(keys.begin(record(first).c_str())) << first;
    EXPECT_FALSE(keys.begin(record("110101001000,grain,").c_str())) << first;
  }
}

}  // namespace
}  // namespace zhibiao::detail
