#include "io/text_cache.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace {

using zhibiao::detail::text_cache;

/// A text and what stands behind it, which must not matter.
std::optional<int> found(text_cache<int>& cache, const std::string& text,
                         const std::string& behind = "xxxxxxxx") {
  const std::string padded = text + behind;
  const int* const meaning = cache.find(std::string_view(padded).substr(0, text.size()));
  return meaning == nullptr ? std::nullopt : std::optional(*meaning);
}

void add(text_cache<int>& cache, const std::string& text, int meaning) {
  const std::string padded = text + "yyyyyyyy";
  cache.add(std::string_view(padded).substr(0, text.size()), meaning);
}

TEST(TextCache, KnowsTextsOfEveryLength) {
  text_cache<int> cache;
  for (int size = 1; size <= 40; ++size) {
    const std::string text(static_cast<std::size_t>(size), 'a');
    EXPECT_EQ(found(cache, text), std::nullopt);
    add(cache, text, size);
  }
  for (int round = 0; round < 2; ++round) {
    for (int size = 1; size <= 40; ++size) {
      const std::string text(static_cast<std::size_t>(size), 'a');
      EXPECT_EQ(found(cache, text, "aaaaaaaa"), size);
      EXPECT_EQ(found(cache, text, "bbbbbbbb"), size);
      EXPECT_EQ(found(cache, text + "b"), std::nullopt);
      EXPECT_EQ(found(cache, "b" + text), std::nullopt);
    }
  }
}

TEST(TextCache, TextsThatDifferInTheMiddleAreTwo) {
  text_cache<int> cache;
  add(cache, "12345678x12345678", 1);
  add(cache, "12345678y12345678", 2);
  add(cache, "1234567x", 3);
  add(cache, "x1234567", 4);
  EXPECT_EQ(found(cache, "12345678x12345678"), 1);
  EXPECT_EQ(found(cache, "12345678y12345678"), 2);
  EXPECT_EQ(found(cache, "12345678z12345678"), std::nullopt);
  EXPECT_EQ(found(cache, "1234567x"), 3);
  EXPECT_EQ(found(cache, "x1234567"), 4);
}

TEST(TextCache, AnEmptyTextIsNeverKnown) {
  text_cache<int> cache;
  add(cache, "", 1);
  EXPECT_EQ(found(cache, ""), std::nullopt);
  add(cache, std::string(1, '\0'), 2);
  EXPECT_EQ(found(cache, ""), std::nullopt);
  EXPECT_EQ(found(cache, std::string(1, '\0')), 2);
  EXPECT_EQ(found(cache, std::string(2, '\0')), std::nullopt);
}

TEST(TextCache, FindsAllOfManyInAnyOrder) {
  text_cache<int> cache;
  const int count = 20'000;
  const auto code = [](int i) { return std::to_string(330'000'000'000 + i * 1'000); };
  const auto name = [](int i) { return "乙泉镇第" + std::to_string(i) + "居民委员会"; };
  for (int i = 0; i < count; ++i) {
    add(cache, code(i), i);
    add(cache, name(i), -i);
  }
  for (int i = 0; i < count; ++i) {
    const int other = static_cast<int>((i * 7919LL) % count);
    ASSERT_EQ(found(cache, code(i)), i);
    ASSERT_EQ(found(cache, code(other)), other);
    ASSERT_EQ(found(cache, name(other)), -other);
  }
  EXPECT_EQ(found(cache, code(count)), std::nullopt);
  EXPECT_EQ(found(cache, name(count)), std::nullopt);
}

}  // namespace
