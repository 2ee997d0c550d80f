#include "packed.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace zhibiao_bench {

std::string packed_path(const std::string& folder) { return folder + "/figures.packed"; }

void forget(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY);
  if (file < 0) throw std::runtime_error(path + ": " + std::strerror(errno));
  ::fdatasync(file);  // what is not yet on the disk is not forgotten
  ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  ::close(file);
}

}  // namespace zhibiao_bench
