#include "indicators.hpp"

#include <zhibiao/io/catalog_listing.hpp>
#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/io/panel_file.hpp>
#include <zhibiao/report/indicator_table.hpp>

#include "inputs.hpp"
#include "output.hpp"
#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace zb = zhibiao;

namespace {

struct indicators_options {
  output_options output;
  std::string catalog;
  std::string data;
  std::string lang = "zh";
};

std::string text_of(const zb::catalog& catalog, output_format format, zb::language lang) {
  switch (format) {
    case output_format::csv:
      return zb::to_csv(catalog);
    case output_format::json:
      return zb::to_json(catalog);
    case output_format::table:
    case output_format::markdown:
      break;
  }
  return zb::indicator_table(catalog, lang, style_of(format));
}

int indicators(const indicators_options& options) {
  const zb::language lang = language_of(options.lang);
  const output_format format = format_of(options.output.format);
  if (options.catalog.empty() && is_packed(options.data)) {
    const zb::panel_file file(options.data);
    write_output(text_of(*file.catalog(), format, lang), options.output.file);
    return done;
  }
  std::string path = options.catalog;
  if (path.empty()) {
    if (options.data.empty()) throw usage_error("expected --catalog FILE or --data DIR");
    path = catalog_in(options.data);
  }
  zb::fault_list warnings;
  const zb::catalog catalog = zb::read_catalog(path, &warnings);
  print_warnings(warnings);
  write_output(text_of(catalog, format, lang), options.output.file);
  return done;
}

}  // namespace

command make_indicators(CLI::App& app) {
  CLI::App* const sub = app.add_subcommand("indicators", "List the indicators of a catalogue");
  const auto options = std::make_shared<indicators_options>();
  sub->add_option("--catalog", options->catalog, "The indicators (TOML)")->type_name("FILE");
  sub->add_option("--data", options->data,
                  "Folder with catalog.toml, or below the one with it; or a packed\npanel (.zbp)")
      ->type_name("DIR|FILE");
  add_output_options(*sub, options->output, "table, csv, json or markdown");
  add_language_option(*sub, options->lang);
  sub->footer(
      "Example:\n"
      "  zhibiao indicators --catalog data/catalog.toml --format csv");
  return {sub, [options] { return indicators(*options); }};
}
