#include "explain.hpp"

#include <zhibiao/engine/explain.hpp>

#include "inputs.hpp"
#include "methods.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <vector>

namespace zb = zhibiao;

namespace {

struct explain_options {
  input_options input;
  std::string area;
  std::string indicator;
  std::string period;
  std::string measure;
  std::string statistic;
  method_options method;
  peer_options peers;
  std::string file;
  std::string lang = "zh";
  std::string min_coverage;
};

int explain(const explain_options& options) {
  const zb::language lang = language_of(options.lang);
  if (options.measure.empty() == options.statistic.empty()) {
    throw usage_error("expected --measure or --statistic");
  }
  const bool is_statistic = !options.statistic.empty();
  const zb::measure measure = is_statistic ? zb::measure::value : measure_of(options.measure);
  const zb::statistic statistic = is_statistic ? statistic_of(options.statistic) : zb::statistic();
  zb::request what;
  const std::vector<zb::measure> measures(is_statistic ? 0 : 1, measure);
  what.method = method_of(options.method, measures);
  what.peers.ties = tie_rule_of(options.peers.ties);
  what.min_coverage = coverage_of(options.min_coverage);

  progress shown;
  const zb::data_set data = load(files_of(options.input), shown, basis_of(options.input));
  if (!options.peers.within.empty()) {
    what.peers.within = level_of(*data.areas, options.peers.within);
  }
  what.targets = &data.targets;
  what.calendar = &data.calendar;
  const zb::area_index area = area_of(*data.areas, options.area);
  const zb::indicator_index indicator = indicator_of(*data.catalog, options.indicator);
  const zb::period at = period_of(data, options.period);
  const zb::explanation why =
      is_statistic ? zb::explain(data.panel, what, area, indicator, at, statistic, lang)
                   : zb::explain(data.panel, what, area, indicator, at, measure, lang);
  write_output(to_string(why, lang), options.file);
  return done;
}

}  // namespace

command make_explain(CLI::App& app) {
  CLI::App* const sub =
      app.add_subcommand("explain", "Say why one figure is what it is, or why there is none");
  const auto options = std::make_shared<explain_options>();
  const auto add = [sub](const char* name, std::string& text, const char* type,
                         const std::string& help) {
    return sub->add_option(name, text, help)->type_name(type);
  };
  add("--area", options->area, "A", "The area, by code or name")->required();
  add("--indicator", options->indicator, "I", "The indicator, by id or name")->required();
  add("--period", options->period, "P", "The period: 2021, 2021-Q3, 2021-M09, 2021-M09YTD")
      ->required();
  add("--measure", options->measure, "M", all_measure_names());
  add("--statistic", options->statistic, "S",
      "Instead of a measure, over the towns of the area: median,\np90, gini, ...; see compute");
  add_method_options(*sub, options->method);
  add_peer_options(*sub, options->peers);
  add_output_file_option(*sub, options->file);
  add_coverage_option(*sub, options->min_coverage);
  add_language_option(*sub, options->lang);
  add_basis_option(*sub, options->input);
  add_input_options(*sub, options->input);
  sub->footer(
      "Example:\n"
      "  zhibiao explain --data data/town-2021 --area XX镇 --indicator dibao_hh --period 2021 "
      "--measure yoy");
  return {sub, [options] { return explain(*options); }};
}
