#include "io/readable_file.hpp"

#include <zhibiao/value/error.hpp>

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <sys/stat.h>

namespace {

using zhibiao::errc;
using zhibiao::error;
using zhibiao::detail::readable_file;
using zhibiao::test::temporary_folder;

TEST(ReadableFile, ReadsAtAnyOffset) {
  const temporary_folder folder;
  const readable_file file(folder.write("a", "0123456789"));
  EXPECT_EQ(file.size(), 10U);
  std::string bytes(3, '\0');
  file.read(6, bytes.data(), bytes.size());
  EXPECT_EQ(bytes, "678");
  file.read(0, bytes.data(), bytes.size());
  EXPECT_EQ(bytes, "012");
  file.read(10, bytes.data(), 0);
  file.will_read(0, 10);
}

TEST(ReadableFile, TellsOfAFileThatIsCutShortMeanwhile) {
  const temporary_folder folder;
  const std::string path = folder.write("a", "0123456789");
  const readable_file file(path);
  std::filesystem::resize_file(path, 4);
  std::string bytes(8, '\0');
  try {
    file.read(0, bytes.data(), bytes.size());
    ADD_FAILURE() << "read";
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::damaged_file);
    EXPECT_EQ(e.message(), "expected 10 bytes, found 4: the file was cut short while it was read");
  }
}

TEST(ReadableFile, SaysWhyNot) {
  const temporary_folder folder;
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const auto message = [](const std::string& path) -> std::string {
    try {
      const readable_file file(path);
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::cannot_read);
      EXPECT_EQ(e.where().file, path);
      return e.message();
    }
    return "opened";
  };
  EXPECT_EQ(message(folder / "absent"), "the file cannot be read: No such file or directory");
  EXPECT_EQ(message(folder.path()), "the file cannot be read: it is a directory");
  EXPECT_EQ(message(pipe), "the file cannot be read: it is a device or a pipe");
}

}  // namespace
