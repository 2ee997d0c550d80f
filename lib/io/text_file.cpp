#include <zhibiao/io/text_file.hpp>

#include "io/characters.hpp"
#include "io/new_file.hpp"
#include "io/utf8.hpp"
#include "io/wording.hpp"
#include "value/text.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iconv.h>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block = std::size_t{1} << 20;

struct close_file {
  void operator()(std::FILE* f) const noexcept { std::fclose(f); }
};
using file_handle = std::unique_ptr<std::FILE, close_file>;

std::string reason(int code) { return std::error_code(code, std::generic_category()).message(); }

place in_file(const std::string& file) {
  place where;
  where.file = file;
  return where;
}

[[noreturn]] void fail(errc code, const std::string& file, std::string message) {
  throw error(code, std::move(message), in_file(file));
}

[[noreturn]] void fail_after(errc code, std::string_view before, const std::string& file,
                             std::string message) {
  const detail::line_and_column at = detail::position_behind(before);
  place where = in_file(file);
  where.line = at.line;
  where.column = at.column;
  throw error(code, std::move(message), std::move(where));
}

std::string hexadecimal(unsigned char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {'0', 'x', digits[byte >> 4U], digits[byte & 15U]};
}

void refuse_other_marks(std::string_view bytes, encoding wanted, const std::string& file) {
  struct mark {
    std::string_view bytes;
    std::string_view name;
  };
  using namespace std::string_view_literals;
  // UTF-32 first: its mark starts with that of UTF-16.
  constexpr std::array<mark, 4> marks{{{"\xFF\xFE\0\0"sv, "UTF-32 (little endian)"},
                                       {"\0\0\xFE\xFF"sv, "UTF-32 (big endian)"},
                                       {"\xFF\xFE"sv, "UTF-16 (little endian)"},
                                       {"\xFE\xFF"sv, "UTF-16 (big endian)"}}};
  for (const mark& m : marks) {
    if (!bytes.starts_with(m.bytes)) continue;
    fail_after(errc::wrong_encoding, {}, file,
               "expected " + std::string(name(wanted)) + ", found " + std::string(m.name) +
                   ": save the file as UTF-8");
  }
  if (wanted != encoding::utf_8 && bytes.starts_with(detail::byte_order_mark)) {
    fail_after(errc::wrong_encoding, {}, file,
               "expected " + std::string(name(wanted)) +
                   ", found UTF-8 with a byte-order mark: read it as utf-8");
  }
}

void refuse_binary(std::string_view bytes, const std::string& file) {
  if (detail::is_archive(bytes)) {
    fail(errc::binary_file, file,
         "expected text, found a workbook or archive: save the table as CSV");
  }
  const std::size_t zero = bytes.find('\0');
  if (zero != std::string_view::npos) {
    fail_after(errc::binary_file, bytes.substr(0, zero), file,
               "expected text, found a zero byte at offset " + std::to_string(zero));
  }
}

class converter {
 public:
  converter(const char* from, const std::string& file) : handle_(iconv_open("UTF-8", from)) {
    if (handle_ == invalid()) {
      fail(errc::cannot_read, file, std::string("this system cannot convert ") + from);
    }
  }
  converter(const converter&) = delete;
  converter& operator=(const converter&) = delete;
  ~converter() { iconv_close(handle_); }

  std::string convert(std::string bytes, const std::string& file) {
    std::string out;
    std::string part(block, '\0');
    char* in = bytes.data();
    std::size_t in_left = bytes.size();
    while (in_left > 0) {
      char* to = part.data();
      std::size_t to_left = part.size();
      const std::size_t done = iconv(handle_, &in, &in_left, &to, &to_left);
      const int code = errno;
      out.append(part.data(), part.size() - to_left);
      if (done != static_cast<std::size_t>(-1) || code == E2BIG) continue;
      fail_after(errc::wrong_encoding, out, file,
                 "expected gb18030, found the byte " +
                     hexadecimal(static_cast<unsigned char>(*in)) + " at offset " +
                     std::to_string(bytes.size() - in_left) +
                     ", which is not: if the file is UTF-8, read it as utf-8");
    }
    return out;
  }

 private:
  static iconv_t invalid() {
    return reinterpret_cast<iconv_t>(std::intptr_t{-1});  // NOLINT: so says POSIX
  }
  iconv_t handle_;
};

}  // namespace

std::string_view name(encoding e) noexcept { return e == encoding::utf_8 ? "utf-8" : "gb18030"; }

std::optional<encoding> parse_encoding(std::string_view text) noexcept {
  const auto is = [text](std::string_view wanted) {
    return std::equal(text.begin(), text.end(), wanted.begin(), wanted.end(), [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
  };
  if (is("utf-8") || is("utf8")) return encoding::utf_8;
  if (is("gb18030") || is("gbk") || is("gb2312")) return encoding::gb18030;
  return std::nullopt;
}

std::string decode_text(std::string bytes, encoding encoding, const std::string& file_name) {
  refuse_other_marks(bytes, encoding, file_name);
  refuse_binary(bytes, file_name);
  if (encoding == encoding::gb18030) {
    bytes = converter("GB18030", file_name).convert(std::move(bytes), file_name);
  } else if (const std::size_t at = detail::find_malformed(bytes); at != bytes.size()) {
    const std::string_view before =
        std::string_view(bytes).substr(bytes.starts_with(detail::byte_order_mark) ? 3 : 0);
    fail_after(
        errc::wrong_encoding, before.substr(0, before.size() - (bytes.size() - at)), file_name,
        "expected UTF-8, found the byte " + hexadecimal(static_cast<unsigned char>(bytes[at])) +
            " at offset " + std::to_string(at) + ", which is not: " +
            (file_name.ends_with(".toml")
                 ? "save the catalogue as UTF-8"
                 : "if the file comes from a Chinese spreadsheet, read it with "
                   "--encoding gb18030"));
  }
  if (bytes.starts_with(detail::byte_order_mark)) bytes.erase(0, detail::byte_order_mark.size());
  return bytes;
}

std::string read_text_file(const std::string& path, encoding encoding, text_limits limits) {
  const auto cannot_read = [&path](const std::string& why) {
    fail(errc::cannot_read, path, "the file cannot be read: " + why);
  };
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (fs::is_directory(status)) cannot_read("it is a directory");
  const file_handle file(std::fopen(path.c_str(), "rb"));
  if (!file) cannot_read(reason(errno));
  std::setvbuf(file.get(), nullptr, _IONBF, 0);

  std::string bytes;
  if (fs::is_regular_file(status)) {
    const std::uintmax_t size = fs::file_size(path, code);
    if (!code && size > limits.max_bytes) {
      fail(errc::too_large, path,
           "expected at most " + std::to_string(limits.max_bytes) + " bytes, found " +
               std::to_string(size));
    }
    if (!code) bytes.reserve(static_cast<std::size_t>(size) + block);
  }
  for (;;) {
    const std::size_t old = bytes.size();
    bytes.resize(old + block);
    const std::size_t got = std::fread(bytes.data() + old, 1, block, file.get());
    bytes.resize(old + got);
    if (bytes.size() > limits.max_bytes) {
      fail(errc::too_large, path,
           "expected at most " + std::to_string(limits.max_bytes) + " bytes, found more");
    }
    if (got < block) {
      if (std::ferror(file.get()) != 0) cannot_read(reason(errno));
      break;
    }
  }
  return decode_text(std::move(bytes), encoding, path);
}

void write_text_file(const std::string& path, std::string_view text) {
  text_file_writer file(path);
  file.write(text);
  file.finish();
}

struct text_file_writer::state {
  explicit state(std::string to) : path(std::move(to)) {
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status)) {
      device.reset(std::fopen(path.c_str(), "wb"));
      require(device != nullptr);
    } else {
      file.emplace(path);
    }
  }

  void require(bool is_done) const {
    if (!is_done) fail(errc::cannot_write, path, "the file cannot be written: " + reason(errno));
  }

  std::string path;
  std::optional<detail::new_file> file;
  file_handle device;  ///< instead of a file
};

text_file_writer::text_file_writer(const std::string& path)
    : state_(std::make_unique<state>(path)) {}
text_file_writer::text_file_writer(text_file_writer&&) noexcept = default;
text_file_writer& text_file_writer::operator=(text_file_writer&&) noexcept = default;
text_file_writer::~text_file_writer() = default;

void text_file_writer::write(std::string_view text) {
  if (state_->file) return state_->file->append(text);
  state_->require(std::fwrite(text.data(), 1, text.size(), state_->device.get()) == text.size());
}

void text_file_writer::finish() {
  if (state_->file) return state_->file->commit();
  state_->require(std::fflush(state_->device.get()) == 0);
  state_->require(std::fclose(state_->device.release()) == 0);
}

}  // namespace zhibiao::inline ZB_ABI
