#pragma once

#include <zhibiao/config.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// A file for what does not fit into the memory. It has no name, so that it is gone when it is closed or
/// the program ends, however that comes about.
class scratch_file {
 public:
  /// In the folder of `path`, which is the file that messages name. Throws `error(cannot_write)`.
  explicit scratch_file(std::string path);
  scratch_file(const scratch_file&) = delete;
  scratch_file& operator=(const scratch_file&) = delete;
  ~scratch_file();

  /// Where the bytes stand from now on. Throws `error(cannot_write)`.
  std::uint64_t append(std::string_view bytes);

  /// Reads bytes that were written. Throws `error(cannot_write)`: there is no file of the user's that
  /// could not be read.
  void read(std::uint64_t offset, std::span<char> to) const;

 private:
  [[noreturn]] void fail(int why) const;

  std::string path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace zhibiao::inline ZB_ABI::detail
