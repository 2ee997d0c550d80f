#include "io/new_file.hpp"

#include <zhibiao/value/error.hpp>

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using zhibiao::errc;
using zhibiao::error;
using zhibiao::detail::new_file;
using zhibiao::test::temporary_folder;

std::size_t files_in(const temporary_folder& folder) {
  const std::filesystem::directory_iterator files(folder.path());
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

TEST(NewFile, TheOldFileIsWholeUntilTheNewOneIs) {
  const temporary_folder folder;
  const std::string path = folder.write("a.bin", "old");
  new_file file(path);
  file.append("new");
  EXPECT_EQ(folder.read("a.bin"), "old");
  file.commit();
  EXPECT_EQ(folder.read("a.bin"), "new");
  EXPECT_EQ(files_in(folder), 1U);
}

TEST(NewFile, NothingIsLeftOfOneThatWasNotCommitted) {
  const temporary_folder folder;
  const std::string path = folder.write("a.bin", "old");
  {
    new_file file(path);
    file.append(std::string(std::size_t{9} << 20U, 'x'));
    EXPECT_EQ(files_in(folder), 2U);
  }
  { const new_file file(folder / "never.bin"); }
  EXPECT_EQ(folder.read("a.bin"), "old");
  EXPECT_EQ(files_in(folder), 1U);
}

TEST(NewFile, TheStartIsWrittenLast) {
  const temporary_folder folder;
  new_file file(folder / "a.bin");
  file.append_zeros(4);
  file.append("tail");
  EXPECT_EQ(file.size(), 8U);
  file.commit("head");
  EXPECT_EQ(folder.read("a.bin"), "headtail");
}

TEST(NewFile, ABigFileIsWholeWhateverThePieces) {
  // Beyond what goes through the system's cache, and by pieces that fit no block.
  const temporary_folder folder;
  std::string expected;
  new_file file(folder / "a.bin");
  for (std::size_t i = 0; expected.size() < (std::size_t{75} << 20U); ++i) {
    const std::string piece(100'003 + 4'000'000 * (i % 3), static_cast<char>('a' + i % 26));
    file.append(piece);
    expected += piece;
  }
  file.commit("start");
  expected.replace(0, 5, "start");
  std::ifstream in(folder / "a.bin", std::ios::binary);
  std::string found(expected.size(), '\0');
  in.read(found.data(), static_cast<std::streamsize>(found.size()));
  EXPECT_TRUE(in.good() && found == expected);
  EXPECT_EQ(in.peek(), std::ifstream::traits_type::eof());
}

TEST(NewFile, SaysWhyNot) {
  const temporary_folder folder;
  std::vector<std::string> paths = {folder.path(), folder / "no/such/folder"};
  if (std::filesystem::exists("/dev/null")) paths.emplace_back("/dev/null");
  for (const std::string& path : paths) {
    try {
      const new_file file(path);
      ADD_FAILURE() << path;
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::cannot_write);
      EXPECT_EQ(e.where().file, path);
    }
  }
}

}  // namespace
