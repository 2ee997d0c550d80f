#include "output.hpp"

#include <zhibiao/io/text_file.hpp>
#include <zhibiao/value/error.hpp>

#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstdio>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

namespace zb = zhibiao;

namespace {

bool is_standard_output(const std::string& file) { return file.empty() || file == "-"; }

}  // namespace

void add_output_options(CLI::App& app, output_options& options, const char* formats) {
  app.add_option("--format", options.format, formats)->type_name("NAME")->capture_default_str();
  app.add_option("--output", options.file, "Write to this file; -: the standard output")
      ->type_name("FILE");
}

output_format format_of(std::string_view text, bool tables_only) {
  if (text == "table") return output_format::table;
  if (text == "markdown") return output_format::markdown;
  if (tables_only) refuse("format", text, {"table", "markdown"});
  if (text == "csv") return output_format::csv;
  if (text == "json") return output_format::json;
  refuse("format", text, {"table", "csv", "json", "markdown"});
}

zb::table_style style_of(output_format format) {
  return format == output_format::markdown ? zb::table_style::markdown : zb::table_style::plain;
}

void write_output(std::string_view text, const std::string& file) {
  if (!is_standard_output(file)) return zb::write_text_file(file, text);
  errno = 0;
  const bool is_written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (is_written && std::fflush(stdout) == 0) return;
  const int why = errno;
  if (why == EPIPE) return;
  throw zb::error(zb::errc::cannot_write,
                  "the standard output cannot be written: " + std::generic_category().message(why));
}

std::size_t width_of_output(const std::string& file) {
  constexpr std::size_t usual = 132;
  winsize size{};
  if (!is_standard_output(file) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return usual;
  return size.ws_col > 0 ? size.ws_col : usual;
}
