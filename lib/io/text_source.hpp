#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// A text that is read piece by piece, also by several threads at once.
class text_source {
 public:
  text_source() = default;
  text_source(const text_source&) = delete;
  text_source& operator=(const text_source&) = delete;
  virtual ~text_source() = default;

  virtual std::uint64_t size() const noexcept = 0;

  /// Fills `to` with the bytes from `at` on; false where they cannot be had any more.
  virtual bool read(std::uint64_t at, std::span<char> to) const noexcept = 0;

  /// True where nobody has seen yet that the bytes are UTF-8 without zero bytes.
  virtual bool needs_check() const noexcept = 0;
};

/// A text in memory, which must live as long.
class text_in_memory final : public text_source {
 public:
  explicit text_in_memory(std::string_view text) noexcept : text_(text) {}

  std::uint64_t size() const noexcept override { return text_.size(); }
  bool read(std::uint64_t at, std::span<char> to) const noexcept override;
  bool needs_check() const noexcept override { return false; }

 private:
  std::string_view text_;
};

/// A file of UTF-8, without the byte-order mark it may start with.
class text_in_file final : public text_source {
 public:
  /// Opens a regular file; where it is none, cannot be read or is an archive, `is_open()` is false.
  explicit text_in_file(const std::string& path) noexcept;
  ~text_in_file() override;

  bool is_open() const noexcept { return descriptor_ >= 0; }

  std::uint64_t size() const noexcept override { return size_; }
  bool read(std::uint64_t at, std::span<char> to) const noexcept override;
  bool needs_check() const noexcept override { return true; }

 private:
  bool open(const std::string& path) noexcept;
  void close() noexcept;

  int descriptor_ = -1;
  std::uint64_t start_ = 0;  ///< behind the mark
  std::uint64_t size_ = 0;
};

}  // namespace zhibiao::inline ZB_ABI::detail
