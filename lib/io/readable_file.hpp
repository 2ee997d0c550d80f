#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace zhibiao::inline ZB_ABI::detail {

/// A regular file that is read at any offset, from several threads at once if need be. Not mapped: a
/// fault of the disk is an error here, and the memory in use is what the caller gives.
class readable_file {
 public:
  /// Throws `error(cannot_read)` with the system's reason.
  explicit readable_file(std::string path);
  readable_file(const readable_file&) = delete;
  readable_file& operator=(const readable_file&) = delete;
  ~readable_file();

  const std::string& path() const noexcept { return path_; }
  std::uint64_t size() const noexcept { return size_; }

  /// Reads `count` bytes that lie within the size. Throws `error`: cannot_read; damaged_file where the
  /// file has become shorter.
  void read(std::uint64_t offset, char* out, std::size_t count) const;

  /// Tells the system that these bytes will soon be read.
  void will_read(std::uint64_t offset, std::uint64_t count) const noexcept;

 private:
  [[noreturn]] void cannot_read(const std::string& why) const;

  std::string path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace zhibiao::inline ZB_ABI::detail
