#include "io/text_source.hpp"

#include <zhibiao/io/text_file.hpp>

#include "io/characters.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zhibiao::inline ZB_ABI::detail {

bool text_in_memory::read(std::uint64_t at, std::span<char> to) const noexcept {
  if (at > text_.size() || to.size() > text_.size() - at) return false;
  if (!to.empty()) std::memcpy(to.data(), text_.data() + at, to.size());
  return true;
}

text_in_file::text_in_file(const std::string& path) noexcept {
  if (!open(path)) close();
}

bool text_in_file::open(const std::string& path) noexcept {
  struct stat about {};
  const auto is_regular = [&about] { return S_ISREG(about.st_mode); };
  // A pipe must not even be opened: its writer would take us for its reader.
  if (::stat(path.c_str(), &about) != 0 || !is_regular()) return false;
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (!is_open() || fstat(descriptor_, &about) != 0 || !is_regular()) return false;
  // Files that the system makes up as they are read have no size.
  if (about.st_size <= 0) return false;
  size_ = static_cast<std::uint64_t>(about.st_size);
  if (size_ > text_limits{}.max_bytes) return false;

  std::array<char, 4> bytes{};
  const std::size_t count = std::min<std::size_t>(bytes.size(), size_);
  if (!read(0, std::span(bytes).first(count))) return false;
  const std::string_view head(bytes.data(), count);
  if (is_archive(head)) return false;
  if (head.starts_with(byte_order_mark)) {
    start_ = byte_order_mark.size();
    size_ -= start_;
  }
  return true;
}

text_in_file::~text_in_file() { close(); }

void text_in_file::close() noexcept {
  if (is_open()) ::close(descriptor_);
  descriptor_ = -1;
}

bool text_in_file::read(std::uint64_t at, std::span<char> to) const noexcept {
  while (!to.empty()) {
    const ssize_t got = ::pread(descriptor_, to.data(), to.size(), static_cast<off_t>(start_ + at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += static_cast<std::uint64_t>(got);
    to = to.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

}  // namespace zhibiao::inline ZB_ABI::detail
