#include "io/scratch_file.hpp"

#include <zhibiao/value/error.hpp>

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace {

using zhibiao::errc;
using zhibiao::error;
using zhibiao::detail::scratch_file;
using zhibiao::test::temporary_folder;

TEST(ScratchFile, GivesBackWhatWasAppended) {
  const temporary_folder folder;
  scratch_file file(folder / "a.zbp");
  EXPECT_EQ(file.append("one"), 0U);
  EXPECT_EQ(file.append("three"), 3U);
  std::string found(5, '\0');
  file.read(3, found);
  EXPECT_EQ(found, "three");
  file.read(1, std::span(found).first(2));
  EXPECT_EQ(found, "neree");
}

TEST(ScratchFile, HasNoName) {
  const temporary_folder folder;
  scratch_file file(folder / "a.zbp");
  file.append("one");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(ScratchFile, SaysWhyNot) {
  const temporary_folder folder;
  const std::string path = folder / "none/a.zbp";
  try {
    const scratch_file file(path);
    ADD_FAILURE();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::cannot_write);
    EXPECT_EQ(e.where().file, path);
  }
}

}  // namespace
