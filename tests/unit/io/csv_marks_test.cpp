#include "io/csv_marks.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>

namespace {

using zhibiao::detail::csv_marks;
using zhibiao::detail::find_csv_marks;
using zhibiao::detail::find_csv_marks_plainly;
using zhibiao::detail::find_low_bytes;

TEST(CsvMarks, EveryByteIsKnownAtEveryPlace) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < csv_marks::width; ++at) {
      std::array<char, csv_marks::width> block{};
      block.fill('x');
      block[at] = static_cast<char>(byte);
      const std::uint64_t bit = std::uint64_t{1} << at;
      const bool ends = byte == ',' || byte == '\n' || byte == '\r';
      const csv_marks found = find_csv_marks(block.data());
      ASSERT_EQ(found.ends, ends ? bit : 0U) << byte;
      ASSERT_EQ(found.quotes, byte == '"' ? bit : 0U) << byte;
      ASSERT_EQ(find_low_bytes(block.data()), byte <= ',' ? bit : 0U) << byte;
    }
  }
}

TEST(CsvMarks, TheFastWayFindsWhatThePlainOneFinds) {
  std::mt19937 random(20211231);
  for (int i = 0; i < 10'000; ++i) {
    std::array<char, csv_marks::width> block{};
    for (char& c : block) c = ",\n\r\"a1 \xE6"[random() % 8];
    const csv_marks found = find_csv_marks(block.data());
    const csv_marks wanted = find_csv_marks_plainly(block.data());
    ASSERT_EQ(found.ends, wanted.ends);
    ASSERT_EQ(found.quotes, wanted.quotes);
  }
}

}  // namespace
