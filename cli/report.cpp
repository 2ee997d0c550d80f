#include "report.hpp"

#include <zhibiao/report/area_report.hpp>

#include "inputs.hpp"
#include "number_options.hpp"
#include "output.hpp"
#include "progress.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace zb = zhibiao;

namespace {

struct report_options {
  input_options input;
  output_options output;
  presentation_options shown;
  std::string area;
  std::string period;
  std::string lang = "zh";
  std::string min_coverage;
};

int report(const report_options& options) {
  zb::area_report_options how;
  how.lang = language_of(options.lang);
  const output_format format = format_of(options.output.format, true);
  how.style = style_of(format);
  how.shown = presentation_of(options.shown, format);
  how.min_coverage = coverage_of(options.min_coverage);
  how.width = width_of_output(options.output.file);

  progress shown;
  const zb::data_set data = load(files_of(options.input), shown, basis_of(options.input));
  how.targets = &data.targets;
  const zb::area_index area = area_of(*data.areas, options.area);
  const zb::period at = period_of(data, options.period);
  write_output(zb::area_report(data.panel, area, at, how), options.output.file);
  return done;
}

}  // namespace

command make_report(CLI::App& app) {
  CLI::App* const sub = app.add_subcommand("report", "Print the report of one area at one period");
  const auto options = std::make_shared<report_options>();
  sub->add_option("--area", options->area, "The area, by code or name")->type_name("A")->required();
  sub->add_option("--period", options->period, "The period: 2021, 2021-Q3, 2021-M09, 2021-M09YTD")
      ->type_name("P")
      ->required();
  add_output_options(*sub, options->output, "table or markdown");
  add_presentation_options(*sub, options->shown);
  add_coverage_option(*sub, options->min_coverage);
  add_language_option(*sub, options->lang);
  add_basis_option(*sub, options->input);
  add_input_options(*sub, options->input);
  sub->footer(
      "Examples:\n"
      "  zhibiao report --data data/town-2021 --area 990121101000 --period 2021\n"
      "  zhibiao report --data data/sample-county --area 990121000000 --period 2021 --lang en");
  return {sub, [options] { return report(*options); }};
}
