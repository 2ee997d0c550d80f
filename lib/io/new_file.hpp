#pragma once

#include <zhibiao/config.hpp>
#include <zhibiao/panel/buffer.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// A file on its way to take the place of another, which stays whole until then: it is written beside
/// it under a name of its own, and `commit` renames it. Without a commit nothing is left of it.
///
/// Every call throws `error(cannot_write)` with the system's reason.
class new_file {
 public:
  /// `path` names a regular file or nothing yet. A link stays a link: what it points to is replaced.
  explicit new_file(std::string path);
  new_file(const new_file&) = delete;
  new_file& operator=(const new_file&) = delete;
  ~new_file();

  void append(std::string_view bytes);
  void append_zeros(std::size_t count);

  /// How many bytes were appended.
  std::uint64_t size() const noexcept { return written_ + held_; }

  /// Puts the file in place with all that was appended, on the disk, and `start` over its first bytes.
  void commit(std::string_view start = {});

 private:
  [[noreturn]] void fail(const std::string& why) const;
  void write_block();
  void write_all(const char* bytes, std::size_t count, std::uint64_t at);
  void use_cache(bool wanted);

  std::string path_;               ///< as asked for, for messages
  std::filesystem::path target_;   ///< what is replaced
  std::filesystem::path partial_;  ///< what is written; empty once it is in place
  int descriptor_ = -1;
  buffer<char> block_;
  std::size_t held_ = 0;  ///< bytes in the block
  std::uint64_t written_ = 0;
  bool is_cached_ = true;
};

}  // namespace zhibiao::inline ZB_ABI::detail
