#include "io/text_window.hpp"

#include "io/text_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace {

using zhibiao::detail::text_in_memory;
using zhibiao::detail::text_window;

bool ends_in_lines(const text_window& window) {
  const char* const behind = window.text().data() + window.text().size();
  return std::all_of(behind, behind + text_window::margin, [](char c) { return c == '\n'; });
}

TEST(TextWindow, MovesAndGrowsUpToTheEnd) {
  const text_in_memory source("0123456789");
  text_window window(source);
  ASSERT_TRUE(window.move(2, 5));
  EXPECT_EQ(window.text(), "234");
  EXPECT_FALSE(window.is_last());
  EXPECT_TRUE(ends_in_lines(window));
  ASSERT_TRUE(window.grow());
  EXPECT_EQ(window.text(), "2345678");
  EXPECT_TRUE(ends_in_lines(window));
  ASSERT_TRUE(window.grow());
  EXPECT_EQ(window.text(), "23456789");
  EXPECT_TRUE(window.is_last());
  ASSERT_TRUE(window.move(0, 4));
  EXPECT_EQ(window.text(), "0123");
  EXPECT_TRUE(ends_in_lines(window));
  ASSERT_TRUE(window.move(9, 100));
  EXPECT_EQ(window.text(), "9");
  EXPECT_TRUE(window.is_last());
}

TEST(TextWindow, MayBeEmpty) {
  const text_in_memory source("");
  text_window window(source);
  ASSERT_TRUE(window.move(0, 100));
  EXPECT_EQ(window.text(), "");
  EXPECT_TRUE(window.is_last());
  EXPECT_TRUE(ends_in_lines(window));
}

}  // namespace
