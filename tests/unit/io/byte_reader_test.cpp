#include "io/byte_reader.hpp"

#include "io/byte_writer.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>

namespace zhibiao::detail {
namespace {

using namespace std::string_literals;

TEST(ByteWriter, WritesTheLeastByteFirst) {
  byte_writer out;
  out.number(std::uint8_t{0xFE});
  out.number(std::uint32_t{0x01020304});
  out.number(std::int32_t{-2});
  out.number(std::uint64_t{0x8000000000000001});
  EXPECT_EQ(out.take(), "\xFE\4\3\2\1\xFE\xFF\xFF\xFF\1\0\0\0\0\0\0\x80"s);
  out.real(1.5);
  EXPECT_EQ(out.take(), "\0\0\0\0\0\0\xF8\x3F"s);
  out.text("指");
  EXPECT_EQ(out.take(), "\3\0\0\0\xE6\x8C\x87"s);
  out.any_period(parse_period("2021-M09YTD"));
  EXPECT_EQ(out.take(), "\x0C\1\0\0\xC4\x5E\0\0"s);  // 2021 * 12 + 8
  EXPECT_EQ(out.size(), 0U);
}

TEST(ByteReader, ReadsWhatWasWritten) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  byte_writer out;
  out.number(std::int64_t{-3});
  out.real(-0.1);
  out.text(std::string("a\0b", 3));
  out.known_interval({1, infinity, true, false});
  out.any_period(parse_period("2021-Q3"));
  out.any_period(period());
  out.zeros(2);
  out.number(std::uint32_t{2});
  out.bytes("xyz");
  const std::string bytes = out.take();
  byte_reader in(bytes, "a.zbp", "the part");
  EXPECT_EQ(in.number<std::int64_t>(), -3);
  EXPECT_EQ(in.real(), -0.1);
  EXPECT_EQ(in.text(), std::string_view("a\0b", 3));
  EXPECT_EQ(in.known_interval(), (interval{1, infinity, true, false}));
  EXPECT_EQ(in.any_period(), parse_period("2021-Q3"));
  EXPECT_FALSE(in.any_period().is_valid());
  EXPECT_EQ(in.number<std::uint16_t>(), 0);
  EXPECT_EQ(in.count(1), 2U);
  EXPECT_EQ(in.take(3), "xyz");
  in.finish();
}

std::string fault_of(std::string_view bytes, const std::function<void(byte_reader&)>& read) {
  byte_reader in(bytes, "a.zbp", "the part");
  try {
    read(in);
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::damaged_file);
    EXPECT_EQ(e.where().file, "a.zbp");
    return e.message();
  }
  return "read";
}

TEST(ByteReader, TakesNothingOnTrust) {
  const auto number = [](byte_reader& in) { in.number<std::uint32_t>(); };
  EXPECT_EQ(fault_of("abc", number), "the part: expected 4 more bytes, found 3, before byte 0");
  const auto text = [](byte_reader& in) { in.text(); };
  EXPECT_EQ(fault_of("\5\0\0\0abcd"s, text),
            "the part: expected 5 more bytes, found 4, before byte 4");
  EXPECT_EQ(fault_of("\xFF\xFF\xFF\xFF"s, text),
            "the part: expected 4294967295 more bytes, found 0, before byte 4");
  const auto count = [](byte_reader& in) { in.count(3); };
  EXPECT_EQ(fault_of("\2\0\0\0abcdef"s, count), "read");
  EXPECT_EQ(fault_of("\3\0\0\0abcdef"s, count),
            "the part: expected at most 2 entries, found 3, before byte 4");
  const auto many = [](byte_reader& in) { in.take(std::size_t{1} << 61U, 8); };
  EXPECT_NE(fault_of("abc", many), "read");
  const auto finish = [](byte_reader& in) { in.finish(); };
  EXPECT_EQ(fault_of("a", finish), "the part: expected the end, found 1 more bytes, before byte 0");
  const auto interval = [](byte_reader& in) { in.known_interval(); };
  EXPECT_EQ(fault_of(std::string(17, '\0'), interval), "read");
  EXPECT_NE(fault_of(std::string(16, '\0') + "\4", interval), "read");
  EXPECT_NE(fault_of("\0\0\0\0\0\0\xF8\x7F"s + std::string(9, '\0'), interval), "read");
}

TEST(ByteReader, KnowsThePeriodsThereAre) {
  const auto period = [](byte_reader& in) { in.any_period(); };
  EXPECT_EQ(fault_of("\1\0\0\0\xE5\7\0\0"s, period), "read");
  for (const std::string& bytes :
       {"\3\0\0\0\xE5\7\0\0"s, "\1\1\0\0\xE5\7\0\0"s, "\1\2\0\0\xE5\7\0\0"s, "\1\0\1\0\xE5\7\0\0"s,
        "\1\0\0\0\0\0\0\0"s, "\1\0\0\0\x10\x27\0\0"s, "\1\0\0\0\xFF\xFF\xFF\xFF"s,
        "\x0C\0\0\0\1\0\0\0"s}) {
    EXPECT_NE(fault_of(bytes, period), "read");
  }
}

}  // namespace
}  // namespace zhibiao::detail
