#include "panel/key_table.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::detail {
namespace {

constexpr std::uint32_t none = 0xFFFF'FFFFU;

TEST(KeyTable, FindsWhatWasPutIn) {
  key_table<std::uint64_t, std::uint32_t> table(none);
  EXPECT_EQ(table.find(0), none);
  // Zero is a key like others, though free places hold it.
  for (std::uint32_t i = 0; i < 10'000; ++i) table.at(std::uint64_t{i} * 1'000'000'007U) = i;
  EXPECT_EQ(table.size(), 10'000U);
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    EXPECT_EQ(table.find(std::uint64_t{i} * 1'000'000'007U), i);
  }
  EXPECT_EQ(table.find(5), none);
  table.at(0) = 77;
  EXPECT_EQ(table.find(0), 77U);
  EXPECT_EQ(table.size(), 10'000U);
}

TEST(KeyTable, TwoStepsFindTheSame) {
  key_table<two_words, std::uint32_t> table(none);
  for (std::uint32_t i = 0; i < 5000; ++i) table.at({i % 50, i}) = i;
  for (std::uint32_t i = 0; i < 6000; ++i) {
    const two_words key{i % 50, i};
    EXPECT_EQ(table.find(key, table.fetch(key)), i < 5000 ? i : none);
  }
}

TEST(KeyTable, CopyIsATableOfItsOwn) {
  key_table<std::uint64_t, std::uint32_t> table(none);
  table.reserve(100'000);
  for (std::uint32_t i = 0; i < 1000; ++i) table.at(i) = i;
  key_table<std::uint64_t, std::uint32_t> copy = table;
  copy.at(5000) = 1;
  EXPECT_EQ(copy.find(999), 999U);
  EXPECT_EQ(table.find(5000), none);
}

TEST(KeyTable, VisitsEachKeyOnce) {
  key_table<std::string_view, std::uint32_t> table(none);
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) texts.push_back("a text of some length " + std::to_string(i));
  for (std::uint32_t i = 0; i < 300; ++i) table.at(texts[i]) = i;
  std::map<std::string_view, std::uint32_t> found;
  table.for_each([&found](std::string_view key, std::uint32_t& value) {
    EXPECT_TRUE(found.emplace(key, value).second);
    value += 1;
  });
  EXPECT_EQ(found.size(), 300U);
  for (std::uint32_t i = 0; i < 300; ++i) EXPECT_EQ(table.find(texts[i]), i + 1);
}

}  // namespace
}  // namespace zhibiao::detail
