#include "pack.hpp"

#include <zhibiao/io/pack_data_set.hpp>
#include <zhibiao/io/panel_file_writer.hpp>

#include "inputs.hpp"
#include "progress.hpp"
#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>

namespace zb = zhibiao;

namespace {

struct pack_options {
  input_options input;
  std::string file;
  std::string memory = "1G";
};

/// `512M`: so many bytes.
std::uint64_t memory_of(const std::string& text) {
  std::uint64_t size = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, size);
  const std::string_view units = "KMG";
  const std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
  const std::size_t unit = rest.size() == 1 ? units.find(rest[0]) : units.npos;
  const unsigned shift = rest.empty() ? 0 : 10 * (static_cast<unsigned>(unit) + 1);
  const bool is_size = read.ec == std::errc() && (rest.empty() || unit != units.npos);
  if (!is_size || size == 0 || size > (std::uint64_t{1} << 60U) >> shift) {
    throw usage_error("--memory: expected a size such as 512M or 2G, found '" + text + "'");
  }
  return size << shift;
}

/// True where figures and panel of the text may take more than that.
bool is_larger(const std::string& observations, std::uint64_t memory) {
  std::error_code none;  // what has no size, such as a pipe, is read as a whole
  const std::uintmax_t size = std::filesystem::file_size(observations, none);
  return !none && size > memory / 2;
}

int pack(const pack_options& options) {
  if (options.file == "-") {
    throw usage_error(
        "--output: a packed panel is not written piece by piece; expected the name of a file, "
        "found -");
  }
  const std::uint64_t memory = memory_of(options.memory);
  progress shown;
  zb::data_files files = files_of(options.input);
  if (files.packed.empty() && is_larger(files.observations, memory)) {
    files.progress = shown.of("reading");
    const zb::fault_list warnings =
        zb::pack_data_set(files, options.file, memory, shown.of("packing"));
    shown.hide();
    print_warnings(warnings);
    return done;
  }
  const zb::data_set data = load(files, shown);
  zb::write_panel_file(options.file, data.panel, data.targets, shown.of("packing"));
  return done;
}

}  // namespace

command make_pack(CLI::App& app) {
  CLI::App* const sub = app.add_subcommand(
      "pack", "Pack a data set into one file, to compute from it in little memory");
  const auto options = std::make_shared<pack_options>();
  sub->add_option("--output", options->file, "The file to write, by custom a .zbp")
      ->type_name("FILE")
      ->required();
  sub->add_option("--memory", options->memory,
                  "Figures that may take more are split by indicator on the disk\n"
                  "first, beside the file: bytes, or with K, M or G")
      ->type_name("SIZE")
      ->capture_default_str();
  add_input_options(*sub, options->input);
  sub->footer(
      "The file takes the place of an old one only when it is whole. Every other command takes it\n"
      "as --data.\n"
      "Example:\n"
      "  zhibiao pack --data data/sample-county --output county.zbp");
  return {sub, [options] { return pack(*options); }};
}
