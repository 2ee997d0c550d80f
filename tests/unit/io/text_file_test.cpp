#include <zhibiao/io/text_file.hpp>

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace {

using namespace std::string_literals;
using zhibiao::decode_text;
using zhibiao::encoding;
using zhibiao::errc;
using zhibiao::error;
using zhibiao::parse_encoding;
using zhibiao::read_text_file;
using zhibiao::text_file_writer;
using zhibiao::write_text_file;
using zhibiao::test::temporary_folder;

// 指标,值 and the like, as a Chinese spreadsheet saves them.
const std::string gb_header = "\xD6\xB8\xB1\xEA,\xD6\xB5\n";

TEST(Encoding, HasNamesInAnyCase) {
  EXPECT_EQ(parse_encoding("UTF-8"), encoding::utf_8);
  EXPECT_EQ(parse_encoding("utf8"), encoding::utf_8);
  EXPECT_EQ(parse_encoding("GB18030"), encoding::gb18030);
  EXPECT_EQ(parse_encoding("GBK"), encoding::gb18030);
  EXPECT_EQ(parse_encoding("gb2312"), encoding::gb18030);
  EXPECT_EQ(parse_encoding("latin1"), std::nullopt);
  EXPECT_EQ(parse_encoding(""), std::nullopt);
  EXPECT_EQ(parse_encoding(name(encoding::utf_8)), encoding::utf_8);
  EXPECT_EQ(parse_encoding(name(encoding::gb18030)), encoding::gb18030);
}

TEST(DecodeText, GivesUtf8WithoutMark) {
  EXPECT_EQ(decode_text("", encoding::utf_8, "a"), "");
  EXPECT_EQ(decode_text("\xEF\xBB\xBF", encoding::utf_8, "a"), "");
  EXPECT_EQ(decode_text("\xEF\xBB\xBF指标\r\n", encoding::utf_8, "a"), "指标\r\n");
  EXPECT_EQ(decode_text("指标", encoding::utf_8, "a"), "指标");
  EXPECT_EQ(decode_text("\U0010FFFF\U00010000\u0800\u07FF", encoding::utf_8, "a"),
            "\U0010FFFF\U00010000\u0800\u07FF");
  EXPECT_EQ(decode_text(gb_header, encoding::gb18030, "a"), "指标,值\n");
  // Four-byte sequences are what sets GB 18030 apart from GBK; this one is the byte-order mark.
  EXPECT_EQ(decode_text("\x84\x31\x95\x33" + gb_header, encoding::gb18030, "a"), "指标,值\n");
  EXPECT_EQ(decode_text("\x95\x32\x82\x36", encoding::gb18030, "a"), "\U00020000");
}

TEST(DecodeText, ConvertsMoreThanOneBlock) {
  std::string bytes;
  std::string text;
  for (int i = 0; i < 300'000; ++i) {
    bytes += "\xD6\xB8\xB1\xEA";
    text += "指标";
  }
  EXPECT_EQ(decode_text(bytes, encoding::gb18030, "a"), text);
}

struct bad_bytes {
  std::string bytes;
  zhibiao::encoding encoding;
  errc code;
  int line;
  int column;
  std::string_view says;
};

std::ostream& operator<<(std::ostream& out, const bad_bytes& b) {
  return out << testing::PrintToString(b.bytes);
}

TEST(DecodeText, SaysWhereAndWhatIsWrong) {
  const bad_bytes cases[] = {
      {"a,b\n1,\0,2\n"s, encoding::utf_8, errc::binary_file, 2, 3, "offset 6"},
      {"a\0"s, encoding::gb18030, errc::binary_file, 1, 2, "offset 1"},
      {"PK\x03\x04 and more", encoding::utf_8, errc::binary_file, 0, 0, "workbook"},
      {"\xD0\xCF\x11\xE0", encoding::gb18030, errc::binary_file, 0, 0, "workbook"},
      {"\xFF\xFE"s + "a\0,\0"s, encoding::utf_8, errc::wrong_encoding, 1, 1,
       "UTF-16 (little endian)"},
      {"\xFE\xFF\0a"s, encoding::utf_8, errc::wrong_encoding, 1, 1, "UTF-16 (big endian)"},
      {"\xFF\xFE\0\0a\0\0\0"s, encoding::gb18030, errc::wrong_encoding, 1, 1, "UTF-32"},
      {"\0\0\xFE\xFF\0\0\0a"s, encoding::utf_8, errc::wrong_encoding, 1, 1, "UTF-32"},
      {"\xEF\xBB\xBF值", encoding::gb18030, errc::wrong_encoding, 1, 1, "read it as utf-8"},
      {"a,b\r\n指标,\xBA\xC3\n", encoding::utf_8, errc::wrong_encoding, 2, 4, "--encoding gb18030"},
      {"\xEF\xBB\xBF指\xFF", encoding::utf_8, errc::wrong_encoding, 1, 2, "0xFF at offset 6"},
      {"12345678\x80", encoding::utf_8, errc::wrong_encoding, 1, 9, "0x80"},
      {"\xC0\xAF", encoding::utf_8, errc::wrong_encoding, 1, 1, "0xC0"},          // overlong
      {"\xE0\x80\x80", encoding::utf_8, errc::wrong_encoding, 1, 1, "0xE0"},      // overlong
      {"\xED\xA0\x80", encoding::utf_8, errc::wrong_encoding, 1, 1, "0xED"},      // surrogate
      {"\xF0\x80\x80\x80", encoding::utf_8, errc::wrong_encoding, 1, 1, "0xF0"},  // overlong
      {"\xF4\x90\x80\x80", encoding::utf_8, errc::wrong_encoding, 1, 1, "0xF4"},  // too high
      {"指\xE6\x8C", encoding::utf_8, errc::wrong_encoding, 1, 2, "0xE6"},        // cut off
      {"a\n\xD6\xB8\xFF\xFF", encoding::gb18030, errc::wrong_encoding, 2, 2, "0xFF at offset 4"},
      {"\xD6\xB8\xB1", encoding::gb18030, errc::wrong_encoding, 1, 2, "0xB1"},  // cut off
  };
  for (const bad_bytes& c : cases) {
    SCOPED_TRACE(testing::PrintToString(c));
    try {
      decode_text(c.bytes, c.encoding, "some.csv");
      ADD_FAILURE() << "nothing was thrown";
    } catch (const error& e) {
      EXPECT_EQ(e.code(), c.code);
      EXPECT_EQ(e.where().file, "some.csv");
      EXPECT_EQ(e.where().line, c.line);
      EXPECT_EQ(e.where().column, c.column);
      EXPECT_NE(e.message().find(c.says), std::string::npos) << e.message();
    }
  }
}

errc code_of_reading(const std::string& path, zhibiao::text_limits limits = {}) {
  try {
    read_text_file(path, encoding::utf_8, limits);
  } catch (const error& e) {
    EXPECT_EQ(e.where().file, path);
    return e.code();
  }
  return errc{};
}

TEST(ReadTextFile, ReadsTheWholeFile) {
  const temporary_folder folder;
  EXPECT_EQ(read_text_file(folder.write("empty", "")), "");
  EXPECT_EQ(read_text_file(folder.write("short", "\xEF\xBB\xBF指标")), "指标");
  EXPECT_EQ(read_text_file(folder.write("gb", gb_header), encoding::gb18030), "指标,值\n");
  const std::string block(std::size_t{1} << 20, 'x');
  EXPECT_EQ(read_text_file(folder.write("block", block)), block);
  EXPECT_EQ(read_text_file(folder.write("long", block + "y")), block + "y");
}

TEST(ReadTextFile, SaysWhyNot) {
  const temporary_folder folder;
  EXPECT_EQ(code_of_reading(folder / "absent"), errc::cannot_read);
  EXPECT_EQ(code_of_reading(folder.path()), errc::cannot_read);
  EXPECT_EQ(code_of_reading(folder.write("bad", "\xFF")), errc::wrong_encoding);
  EXPECT_EQ(code_of_reading(folder.write("large", "1234"), {3}), errc::too_large);
  EXPECT_EQ(code_of_reading(folder.write("fits", "1234"), {4}), errc{});
  if (std::filesystem::exists("/dev/zero")) {
    EXPECT_EQ(code_of_reading("/dev/zero", {1000}), errc::too_large);  // has no size to ask for
  }
  try {
    read_text_file(folder / "absent");
  } catch (const error& e) {
    EXPECT_NE(e.message().find("No such file"), std::string::npos) << e.message();
  }
}

TEST(WriteTextFile, ReplacesTheFileAndLeavesNothingBehind) {
  const temporary_folder folder;
  const std::string path = folder / "out.csv";
  write_text_file(path, "first");
  EXPECT_EQ(folder.read("out.csv"), "first");
  std::filesystem::permissions(
      path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  write_text_file(path, "");
  EXPECT_EQ(folder.read("out.csv"), "");
  const auto kept = std::filesystem::status(path).permissions();
  EXPECT_EQ(kept, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const std::filesystem::directory_iterator files(folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(WriteTextFile, FollowsALink) {
  const temporary_folder folder;
  folder.write("real.csv", "old");
  std::filesystem::create_symlink("real.csv", folder / "link.csv");
  write_text_file(folder / "link.csv", "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.csv"));
  EXPECT_EQ(folder.read("real.csv"), "new");
}

TEST(WriteTextFile, WritesToADeviceDirectly) {
  if (!std::filesystem::exists("/dev/null")) GTEST_SKIP() << "this system has no /dev/null";
  write_text_file("/dev/null", "gone");
  EXPECT_FALSE(std::filesystem::is_regular_file("/dev/null"));
}

TEST(WriteTextFile, SaysWhyNot) {
  const temporary_folder folder;
  for (const std::string& path : {folder.path(), folder / "no/such/folder"}) {
    try {
      write_text_file(path, "x");
      ADD_FAILURE() << path;
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::cannot_write);
      EXPECT_EQ(e.where().file, path);
    }
  }
}

TEST(TextFileWriter, TheFileIsThereWhenItIsFinished) {
  const temporary_folder folder;
  const std::string path = folder.write("out.csv", "old");
  text_file_writer file(path);
  file.write("one,");
  file.write("two");
  EXPECT_EQ(folder.read("out.csv"), "old");
  file.finish();
  EXPECT_EQ(folder.read("out.csv"), "one,two");
}

TEST(TextFileWriter, LeavesTheOldFileWhereItIsNotFinished) {
  const temporary_folder folder;
  const std::string path = folder.write("out.csv", "old");
  { text_file_writer(path).write("new"); }
  EXPECT_EQ(folder.read("out.csv"), "old");
  const std::filesystem::directory_iterator files(folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(TextFileWriter, WritesToADeviceDirectly) {
  if (!std::filesystem::exists("/dev/null")) GTEST_SKIP() << "this system has no /dev/null";
  text_file_writer file("/dev/null");
  file.write("gone");
  file.finish();
  EXPECT_FALSE(std::filesystem::is_regular_file("/dev/null"));
}

}  // namespace
