#include "io/packed_remarks.hpp"

#include <zhibiao/value/error.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace zhibiao::detail {
namespace {

constexpr std::size_t areas = 3;
constexpr std::size_t columns = 2;

std::vector<remark> some_remarks() {
  return {{1, qualifier::over, {9800, 9900, true, true}, "9800余亩", ""},
          {2, qualifier::exact, {3, 3}, "", "a note"},
          {5, qualifier::masked, {0, std::numeric_limits<double>::infinity()}, "XX个", "又一个"}};
}

/// How many were read; -1 where the bytes are refused.
int read(const std::string& bytes, std::size_t count) {
  std::vector<remark> out;
  try {
    unpack_remarks(bytes, count, areas, columns, "a.zbp", "the remarks", out);
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::damaged_file);
    return -1;
  }
  return static_cast<int>(out.size());
}

TEST(PackedRemarks, AreReadAsWritten) {
  const std::vector<remark> wanted = some_remarks();
  std::vector<remark> found;
  unpack_remarks(pack_remarks(wanted, columns), wanted.size(), areas, columns, "a.zbp",
                 "the remarks", found);
  ASSERT_EQ(found.size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(found[i].cell, wanted[i].cell);
    EXPECT_EQ(found[i].how, wanted[i].how);
    EXPECT_EQ(found[i].known, wanted[i].known);
    EXPECT_EQ(found[i].printed, wanted[i].printed);
    EXPECT_EQ(found[i].note, wanted[i].note);
  }
}

TEST(PackedRemarks, RefusesWhatContradictsItself) {
  const std::string good = pack_remarks(some_remarks(), columns);
  EXPECT_EQ(read(good, 3), 3);
  EXPECT_EQ(read(good, 2), -1);
  EXPECT_EQ(read(good, 4), -1);
  EXPECT_EQ(read(good + "x", 3), -1);
  EXPECT_EQ(read(good.substr(0, good.size() - 1), 3), -1);
  const auto with = [&](std::size_t at, char byte) {
    std::string changed = good;
    changed[at] = byte;
    return read(changed, 3);
  };
  EXPECT_EQ(with(40, 0), -1);       // the second before the first
  EXPECT_EQ(with(80, 3), -1);       // an area there is not
  EXPECT_EQ(with(84, 2), -1);       // a column there is not
  EXPECT_EQ(with(80, 0), -1);       // the cell of the first again
  EXPECT_EQ(with(25, 14), -1);      // a qualifier there is not
  EXPECT_EQ(with(30, 1), -1);       // behind it stand zeros
  EXPECT_EQ(with(24, 4), -1);       // which ends are open
  EXPECT_EQ(with(35, '\x40'), -1);  // a text of a gigabyte
}

}  // namespace
}  // namespace zhibiao::detail
