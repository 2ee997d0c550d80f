#include "io/new_file.hpp"

#include <zhibiao/value/error.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <random>
#include <sys/types.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_size = std::size_t{4} << 20U;

// From here on the system's cache only stands between us and the disk: a file of gigabytes will not be
// found in it later, and pushes out what would be.
constexpr std::uint64_t cached_bytes = std::uint64_t{64} << 20U;

// Transfers without the cache begin at multiples of this, in the file and in memory.
constexpr std::size_t direct_alignment = 4096;
static_assert(block_size % direct_alignment == 0 && cached_bytes % block_size == 0);

std::string reason(int code) { return std::error_code(code, std::generic_category()).message(); }

char* aligned(buffer<char>& memory) noexcept {
  const auto address = reinterpret_cast<std::uintptr_t>(memory.data());
  return memory.data() + (direct_alignment - address % direct_alignment) % direct_alignment;
}

}  // namespace

new_file::new_file(std::string path) : path_(std::move(path)), target_(path_) {
  std::error_code code;
  const fs::file_status status = fs::status(target_, code);
  if (fs::is_directory(status)) fail("it is a directory");
  if (fs::exists(status)) {
    if (!fs::is_regular_file(status)) fail("it is a device or a pipe");
    target_ = fs::canonical(target_, code);
    if (code) fail(code.message());
  }
  std::random_device random;
  int why = EEXIST;
  for (int attempt = 0; attempt < 16 && why == EEXIST; ++attempt) {
    fs::path name = target_;
    name += "." + std::to_string(random()) + ".part";
    descriptor_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    why = descriptor_ < 0 ? errno : 0;
    if (why == 0) partial_ = std::move(name);
  }
  if (why != 0) fail(reason(why));
  if (fs::exists(status)) {
    std::error_code ignored;  // the content matters more than who may read it
    fs::permissions(partial_, status.permissions(), ignored);
  }
}

new_file::~new_file() {
  if (descriptor_ >= 0) ::close(descriptor_);
  std::error_code ignored;
  if (!partial_.empty()) fs::remove(partial_, ignored);
}

void new_file::fail(const std::string& why) const {
  place where;
  where.file = path_;
  throw error(errc::cannot_write, "the file cannot be written: " + why, std::move(where));
}

void new_file::append(std::string_view bytes) {
  if (block_.empty()) block_ = buffer<char>(block_size + direct_alignment);
  while (!bytes.empty()) {
    const std::size_t count = std::min(bytes.size(), block_size - held_);
    std::memcpy(aligned(block_) + held_, bytes.data(), count);
    held_ += count;
    bytes.remove_prefix(count);
    if (held_ == block_size) write_block();
  }
}

void new_file::append_zeros(std::size_t count) { append(std::string(count, '\0')); }

void new_file::write_block() {
  if (written_ == cached_bytes) use_cache(false);
  write_all(aligned(block_), held_, written_);
  written_ += held_;
  held_ = 0;
}

void new_file::use_cache([[maybe_unused]] bool wanted) {
#ifdef O_DIRECT
  const int flags = ::fcntl(descriptor_, F_GETFL);
  if (flags < 0) return;
  // Not every file system can; then the cache stays in use.
  const int changed = wanted ? flags & ~O_DIRECT : flags | O_DIRECT;
  if (::fcntl(descriptor_, F_SETFL, changed) == 0) is_cached_ = wanted;
#endif
}

void new_file::write_all(const char* bytes, std::size_t count, std::uint64_t at) {
  while (count > 0) {
    const ssize_t done = ::pwrite(descriptor_, bytes, count, static_cast<off_t>(at));
    if (done < 0 && errno == EINTR) continue;
    if (!is_cached_ && (done < 0 ? errno == EINVAL : done % ssize_t{direct_alignment} != 0)) {
      use_cache(true);
      if (!is_cached_) fail(reason(EINVAL));
    } else if (done < 0) {
      fail(reason(errno));
    }
    if (done <= 0) continue;
    bytes += done;
    at += static_cast<std::uint64_t>(done);
    count -= static_cast<std::size_t>(done);
  }
}

void new_file::commit(std::string_view start) {
  if (!is_cached_) use_cache(true);
  write_block();
  write_all(start.data(), start.size(), 0);
  if (::fsync(descriptor_) != 0) fail(reason(errno));
  // What close() says of the disk, fsync() has said.
  ::close(std::exchange(descriptor_, -1));
  std::error_code code;
  fs::rename(partial_, target_, code);
  if (code) fail(code.message());
  partial_.clear();
}

}  // namespace zhibiao::inline ZB_ABI::detail
