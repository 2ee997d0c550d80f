#include "output.hpp"

#include <zhibiao/value/error.hpp>

#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

namespace zb = zhibiao;

namespace {

bool is_standard_output(const std::string& file) { return file.empty() || file == "-"; }

void require_written(bool is_written) {
  if (is_written) return;
  const int why = errno;
  if (why == EPIPE) throw reader_gone();
  throw zb::error(zb::errc::cannot_write,
                  "the standard output cannot be written: " + std::generic_category().message(why));
}

}  // namespace

void add_output_options(CLI::App& app, output_options& options, const char* formats) {
  app.add_option("--format", options.format, formats)->type_name("NAME")->capture_default_str();
  add_output_file_option(app, options.file);
}

void add_output_file_option(CLI::App& app, std::string& file) {
  app.add_option("--output", file, "Write to this file; -: the standard output")
      ->type_name("FILE")
      ->check([](const std::string& name) {
        return name.empty()
                   ? std::string("expected the name of a file, or - for the standard output")
                   : std::string();
      });
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

void write_output(std::string_view text, const std::string& file) try {
  output_stream out(file);
  out.write(text);
  out.finish();
} catch (const reader_gone&) {
}

output_stream::output_stream(const std::string& file) {
  if (!is_standard_output(file)) file_.emplace(file);
}

void output_stream::write(std::string_view text) {
  if (file_) return file_->write(text);
  errno = 0;
  require_written(std::fwrite(text.data(), 1, text.size(), stdout) == text.size());
}

void output_stream::finish() {
  if (file_) return file_->finish();
  errno = 0;
  require_written(std::fflush(stdout) == 0);
}

bool is_on_terminal(const std::string& file) {
  return is_standard_output(file) && isatty(STDOUT_FILENO) != 0;
}

std::size_t width_of_output(const std::string& file) {
  constexpr std::size_t usual = 132;
  constexpr std::size_t narrowest = 60;
  winsize size{};
  if (!is_standard_output(file) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return usual;
  return size.ws_col > 0 ? std::max<std::size_t>(size.ws_col, narrowest) : usual;
}
