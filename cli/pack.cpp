#include "pack.hpp"

#include <zhibiao/io/panel_file_writer.hpp>

#include "inputs.hpp"
#include "progress.hpp"
#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace zb = zhibiao;

namespace {

struct pack_options {
  input_options input;
  std::string file;
};

int pack(const pack_options& options) {
  if (options.file == "-") {
    throw usage_error(
        "--output: a packed panel is not written piece by piece; expected the name of a file, "
        "found -");
  }
  progress shown;
  const zb::data_set data = load(files_of(options.input), shown);
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
  add_input_options(*sub, options->input);
  sub->footer(
      "The file takes the place of an old one only when it is whole. Every other command takes it\n"
      "as --data.\n"
      "Example:\n"
      "  zhibiao pack --data data/sample-county --output county.zbp");
  return {sub, [options] { return pack(*options); }};
}
