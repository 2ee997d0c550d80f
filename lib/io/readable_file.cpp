#include "io/readable_file.hpp"

#include <zhibiao/value/error.hpp>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

std::string reason(int code) { return std::error_code(code, std::generic_category()).message(); }

}  // namespace

readable_file::readable_file(std::string path) : path_(std::move(path)) {
  // Without waiting: to open a pipe would last until somebody writes to it.
  descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor_ < 0) cannot_read(reason(errno));
  struct stat status {};
  const int code = ::fstat(descriptor_, &status) == 0 ? 0 : errno;
  if (code != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor_);
    cannot_read(code != 0                 ? reason(code)
                : S_ISDIR(status.st_mode) ? "it is a directory"
                                          : "it is a device or a pipe");
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

readable_file::~readable_file() { ::close(descriptor_); }

void readable_file::cannot_read(const std::string& why) const {
  place where;
  where.file = path_;
  throw error(errc::cannot_read, "the file cannot be read: " + why, std::move(where));
}

void readable_file::read(std::uint64_t offset, char* out, std::size_t count) const {
  constexpr std::size_t most = std::size_t{1} << 30U;  // some systems read no more at once
  while (count > 0) {
    const ssize_t got =
        ::pread(descriptor_, out, std::min(count, most), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) cannot_read(reason(errno));
    if (got == 0) {
      place where;
      where.file = path_;
      throw error(errc::damaged_file,
                  "expected " + std::to_string(size_) + " bytes, found " + std::to_string(offset) +
                      ": the file was cut short while it was read",
                  std::move(where));
    }
    out += got;
    offset += static_cast<std::uint64_t>(got);
    count -= static_cast<std::size_t>(got);
  }
}

void readable_file::will_read(std::uint64_t offset, std::uint64_t count) const noexcept {
  ::posix_fadvise(descriptor_, static_cast<off_t>(offset), static_cast<off_t>(count),
                  POSIX_FADV_WILLNEED);
}

}  // namespace zhibiao::inline ZB_ABI::detail
