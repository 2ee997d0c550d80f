#include "io/text_source.hpp"

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <sys/stat.h>

namespace {

using zhibiao::detail::text_in_file;
using zhibiao::detail::text_in_memory;
using zhibiao::detail::text_source;
using zhibiao::test::temporary_folder;

std::optional<std::string> bytes(const text_source& source, std::uint64_t at, std::size_t size) {
  std::string out(size, '?');
  return source.read(at, std::span(out.data(), out.size())) ? std::optional(out) : std::nullopt;
}

TEST(TextInMemory, GivesAnyPart) {
  const text_in_memory source("abcdef");
  EXPECT_EQ(source.size(), 6U);
  EXPECT_EQ(bytes(source, 0, 6), "abcdef");
  EXPECT_EQ(bytes(source, 2, 3), "cde");
  EXPECT_EQ(bytes(source, 6, 0), "");
  EXPECT_EQ(bytes(source, 5, 2), std::nullopt);
  EXPECT_EQ(bytes(source, 7, 0), std::nullopt);
  EXPECT_EQ(text_in_memory("").size(), 0U);
}

TEST(TextInFile, GivesAnyPartBehindTheMark) {
  const temporary_folder folder;
  for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
    const text_in_file source(folder.write("a.csv", mark + "abcdef"));
    ASSERT_TRUE(source.is_open());
    EXPECT_EQ(source.size(), 6U);
    EXPECT_EQ(bytes(source, 0, 6), "abcdef");
    EXPECT_EQ(bytes(source, 3, 2), "de");
    EXPECT_EQ(bytes(source, 5, 2), std::nullopt);
  }
  const text_in_file mark_only(folder.write("b.csv", "\xEF\xBB\xBF"));
  ASSERT_TRUE(mark_only.is_open());
  EXPECT_EQ(mark_only.size(), 0U);
}

TEST(TextInFile, AFileThatHasBecomeShorterCannotBeRead) {
  const temporary_folder folder;
  const std::string path = folder.write("a.csv", "abcdef");
  const text_in_file source(path);
  std::filesystem::resize_file(path, 3);
  EXPECT_EQ(bytes(source, 0, 3), "abc");
  EXPECT_EQ(bytes(source, 0, 6), std::nullopt);
}

TEST(TextInFile, IsForRegularFilesWithBytes) {
  const temporary_folder folder;
  EXPECT_FALSE(text_in_file(folder / "absent").is_open());
  EXPECT_FALSE(text_in_file(folder.path()).is_open());
  EXPECT_FALSE(text_in_file(folder.write("empty", "")).is_open());
  EXPECT_FALSE(text_in_file(folder.write("book.xlsx", "PK\x03\x04 and more")).is_open());
  // Opening a pipe would wait for a writer, or take the place of its reader.
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_FALSE(text_in_file(pipe).is_open());
}

}  // namespace
