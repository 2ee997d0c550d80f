#include "io/scratch_file.hpp"

#include <zhibiao/value/error.hpp>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/types.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

scratch_file::scratch_file(std::string path) : path_(std::move(path)) {
  std::filesystem::path folder = std::filesystem::path(path_).parent_path();
  if (folder.empty()) folder = ".";
#ifdef O_TMPFILE
  descriptor_ = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor_ >= 0) return;
#endif
  // Not every file system can; then there is a name for a moment.
  std::string name = (folder / "zhibiao-XXXXXX.part").string();
  constexpr int ending = 5;
  descriptor_ = ::mkstemps(name.data(), ending);
  if (descriptor_ < 0) fail(errno);
  ::unlink(name.c_str());
}

scratch_file::~scratch_file() { ::close(descriptor_); }

void scratch_file::fail(int why) const {
  place where;
  where.file = path_;
  throw error(errc::cannot_write,
              "what does not fit into the memory cannot be written beside the file: " +
                  std::error_code(why, std::generic_category()).message(),
              std::move(where));
}

std::uint64_t scratch_file::append(std::string_view bytes) {
  const std::uint64_t start = size_;
  while (!bytes.empty()) {
    const ssize_t done =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) fail(done < 0 ? errno : EIO);
    bytes.remove_prefix(static_cast<std::size_t>(done));
    size_ += static_cast<std::uint64_t>(done);
  }
  return start;
}

void scratch_file::read(std::uint64_t offset, std::span<char> to) const {
  while (!to.empty()) {
    const ssize_t got = ::pread(descriptor_, to.data(), to.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail(got < 0 ? errno : EIO);
    to = to.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
}

}  // namespace zhibiao::inline ZB_ABI::detail
