#include "panel/near_codes.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <map>
#include <vector>

namespace zhibiao::detail {
namespace {

template <class Code>
std::vector<Code> marked(near_codes<Code>& codes) {
  std::vector<Code> list;
  codes.for_each([&list](Code c, meaning) { list.push_back(c); });
  return list;
}

TEST(NearCodes, MarkWhatTheyCollect) {
  near_codes<std::int32_t> codes(2000, 64);
  const std::vector<std::int32_t> first = {2005, 2003, 2004, 2010};
  EXPECT_TRUE(codes.collect(first.data(), first.size()));
  // Inside the run of the first ones, and at both of its ends.
  const std::vector<std::int32_t> second = {2003, 2005};
  EXPECT_TRUE(codes.collect(second.data(), second.size()));
  const std::vector<std::int32_t> third = {2006, 2000, 2063};
  EXPECT_TRUE(codes.collect(third.data(), third.size()));
  EXPECT_EQ(marked(codes), (std::vector<std::int32_t>{2000, 2003, 2004, 2005, 2006, 2010, 2063}));
}

TEST(NearCodes, RefuseWhatIsFar) {
  near_codes<std::int64_t> codes(-5, 16);
  for (const std::int64_t far :
       {std::int64_t{-6}, std::int64_t{11}, std::numeric_limits<std::int64_t>::min(),
        std::numeric_limits<std::int64_t>::max()}) {
    const std::vector<std::int64_t> list = {0, far};
    EXPECT_FALSE(codes.has(far));
    EXPECT_FALSE(codes.collect(list.data(), list.size()));
    meaning out[2];
    EXPECT_FALSE(codes.read(list.data(), list.size(), out));
  }
  EXPECT_TRUE(marked(codes).empty());
}

TEST(NearCodes, OfSmallTypesDoNotWrapAround) {
  near_codes<std::int8_t> bytes(0, 100);
  const std::int8_t negative[] = {-1};
  EXPECT_FALSE(bytes.collect(negative, 1));
  near_codes<std::uint8_t> all(0, 256);
  const std::uint8_t ends[] = {0, 255};
  EXPECT_TRUE(all.collect(ends, 2));
  EXPECT_EQ(marked(all), (std::vector<std::uint8_t>{0, 255}));
  near_codes<std::int16_t> low(std::numeric_limits<std::int16_t>::min(), 16);
  const std::int16_t high[] = {std::numeric_limits<std::int16_t>::max()};
  EXPECT_FALSE(low.collect(high, 1));
}

TEST(NearCodes, ReadWhatIsSettled) {
  near_codes<std::int16_t> codes(10, 8);
  for (std::int16_t c = 10; c < 14; ++c) codes[c] = static_cast<meaning>(c * 100);
  const std::vector<std::int16_t> list = {13, 10, 10, 12};
  meaning out[4];
  ASSERT_TRUE(codes.read(list.data(), list.size(), out));
  EXPECT_EQ(std::vector<meaning>(out, out + 4), (std::vector<meaning>{1300, 1000, 1000, 1200}));
  const std::vector<std::int16_t> unknown = {13, 14};
  EXPECT_FALSE(codes.read(unknown.data(), unknown.size(), out));
  codes[14] = no_meaning;
  EXPECT_FALSE(codes.read(unknown.data(), unknown.size(), out));
}

}  // namespace
}  // namespace zhibiao::detail
