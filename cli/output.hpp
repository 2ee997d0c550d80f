#pragma once

#include <zhibiao/io/text_file.hpp>
#include <zhibiao/report/text_table.hpp>

#include "command.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// How results are written.
enum class output_format { table, csv, json, markdown };

/// Where and how results are written, as typed.
struct output_options {
  std::string format = "table";
  std::string file;
};

/// Adds `--format` with the formats of the command, and `--output`.
void add_output_options(CLI::App& app, output_options& options, const char* formats);

/// Adds `--output` alone.
void add_output_file_option(CLI::App& app, std::string& file);

/// Throws `usage_error` for anything but the four names, or for csv and json where only tables are
/// made.
output_format format_of(std::string_view text, bool tables_only = false);

/// The style of the two formats that are tables.
zhibiao::table_style style_of(output_format format);

/// Writes to the file, or to the standard output where there is none or it is `-`. A reader that has
/// gone away (`| head`) is no fault. Throws `error(cannot_write)`.
void write_output(std::string_view text, const std::string& file = {});

/// Thrown where whoever reads the standard output has gone away: a reason to stop, and no fault.
struct reader_gone {};

/// The same for a text that comes piece by piece. A file is there when `finish` is done, and only then.
class output_stream {
 public:
  explicit output_stream(const std::string& file);

  /// Throws `reader_gone`, `error(cannot_write)`.
  void write(std::string_view text);
  void finish();

 private:
  std::optional<zhibiao::text_file_writer> file_;  ///< none: the standard output
};

/// True where what is written to the file, or to the standard output, shows on a terminal.
bool is_on_terminal(const std::string& file);

/// Columns of the terminal a text goes to; a usual width where it goes elsewhere.
std::size_t width_of_output(const std::string& file);
