#pragma once

#include <zhibiao/value/error.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Character sets of input files. Inside, every text is UTF-8.
enum class encoding : std::uint8_t {
  utf_8,    ///< with or without a byte-order mark
  gb18030,  ///< includes GBK and GB 2312, what spreadsheets in China write by default
};

/// `utf-8`, `gb18030`
std::string_view name(encoding e) noexcept;

/// By name, in any case: `utf-8`, `utf8`, `gb18030`, `gbk`, `gb2312`; none for anything else.
std::optional<encoding> parse_encoding(std::string_view text) noexcept;

/// What `read_text_file` refuses to read.
struct text_limits {
  std::uint64_t max_bytes = std::uint64_t{1} << 36;
};

/// The whole file as UTF-8 without a byte-order mark.
/// Throws `error`: `cannot_read` with the system's reason, also for a directory; `too_large` beyond
/// the limits; else as `decode_text`.
std::string read_text_file(const std::string& path, encoding encoding = encoding::utf_8,
                           text_limits limits = {});

/// The bytes of a file as UTF-8 without a byte-order mark; `file_name` is for messages.
/// Throws `error`: `binary_file` where there are zero bytes, with the offset; `wrong_encoding` with
/// line and column of the first bytes that are not in the encoding.
std::string decode_text(std::string bytes, encoding encoding, const std::string& file_name);

/// Takes a text that comes piece by piece.
using text_consumer = std::function<void(std::string_view)>;

/// Writes the file in one step: an interrupted or failed write leaves the old file whole.
/// A device or pipe is written to directly. Throws `error(cannot_write)` with the system's reason.
void write_text_file(const std::string& path, std::string_view text);

/// The same for a text that comes piece by piece. The file takes its place when it is finished; a writer
/// that is destroyed before leaves the old file whole. Every call throws `error(cannot_write)`.
class text_file_writer {
 public:
  explicit text_file_writer(const std::string& path);
  text_file_writer(text_file_writer&&) noexcept;
  text_file_writer& operator=(text_file_writer&&) noexcept;
  ~text_file_writer();

  /// Appends `text` to what the file will have.
  void write(std::string_view text);

  /// Puts the file in its place, with all that was written. The last call.
  void finish();

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace zhibiao::inline ZB_ABI
