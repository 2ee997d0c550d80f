#include "compute.hpp"

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/single_periods.hpp>
#include <zhibiao/engine/year_to_date.hpp>
#include <zhibiao/io/result_csv.hpp>
#include <zhibiao/io/result_json.hpp>
#include <zhibiao/report/cell_table.hpp>
#include <zhibiao/report/data_summary.hpp>

#include "inputs.hpp"
#include "methods.hpp"
#include "number_options.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zb = zhibiao;

namespace {

struct compute_options {
  input_options input;
  output_options output;
  std::vector<std::string> measures;
  std::vector<std::string> statistics;
  std::vector<std::string> levels;
  std::vector<std::string> periods;
  std::vector<std::string> indicators;
  std::vector<std::string> areas;
  std::string lang = "zh";
  std::string min_coverage;
  peer_options peers;
  method_options method;
  presentation_options shown;
  std::string form;
};

std::string text_of(const zb::result_set& results, output_format format, zb::language lang,
                    const zb::presentation& numbers) {
  switch (format) {
    case output_format::csv:
      return zb::to_csv(results, lang);
    case output_format::json:
      return zb::to_json(results, lang);
    case output_format::table:
    case output_format::markdown:
      break;
  }
  return zb::cell_table(results, lang, style_of(format), numbers);
}

bool has_area_above_towns(const zb::area_tree& areas, const zb::request& chosen) {
  const auto is_above = [&](zb::area_index i) {
    const auto& levels = chosen.levels;
    return !areas.is_leaf(i) &&
           (levels.empty() || std::ranges::find(levels, areas[i].level) != levels.end());
  };
  if (!chosen.areas.empty()) {
    return std::ranges::any_of(chosen.areas,
                               [&](const std::string& code) { return is_above(areas.at(code)); });
  }
  auto i = static_cast<zb::area_index>(areas.leaf_count());
  while (i < areas.size() && !is_above(i)) ++i;
  return i < areas.size();
}

/// Statistics are over the towns of an area: towns alone would be passed over without a word.
void require_area_above_towns(const zb::area_tree& areas, const zb::request& chosen) {
  if (has_area_above_towns(areas, chosen)) return;
  std::string message =
      "--statistic is over the towns of an area: expected an area above the towns";
  if (areas.leaf_count() == areas.size()) throw usage_error(message + "; the data has none");
  const auto last = static_cast<zb::area_index>(areas.size() - 1);
  throw usage_error(message.append(", as with --level ").append(areas[last].level));
}

/// Results that may be larger than the memory, in the order in which they are worked out.
template <class Sink>
void write_as_computed(const zb::figure_source& figures, zb::request what, zb::language lang,
                       const std::string& file, progress& shown) try {
  what.progress = is_on_terminal(file) ? progress::unseen() : shown.of("computing");
  output_stream out(file);
  Sink sink(figures.frame(), lang, [&out](std::string_view text) { out.write(text); });
  zb::evaluate(figures, what, sink);
  sink.finish();
  out.finish();
} catch (const reader_gone&) {
}

/// In which form figures that can be converted are wanted; none: as they are reported.
std::optional<zb::form> form_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (text == "single") return zb::form::single;
  if (text == "year_to_date") return zb::form::year_to_date;
  refuse("form", text, {"single", "year_to_date"});
}

/// The data in one form. What is packed is read into memory for that.
opened_data open_data_in(zb::form form, const zb::data_files& files, progress& shown,
                         const area_basis& basis) {
  zb::data_set data = load(files, shown, basis);
  zb::panel converted = form == zb::form::single ? zb::to_single_periods(data.panel)
                                                 : zb::to_year_to_date(data.panel);
  opened_data out;
  out.periods = zb::reported_periods(converted);
  // A whole year has one form only.
  std::erase_if(out.periods, [&](const zb::period& p) {
    return p.frequency() != zb::frequency::year && p.form() != form;
  });
  out.reporting = zb::reporting_areas(converted);
  out.targets = std::move(data.targets);
  out.calendar = std::move(data.calendar);
  out.figures = std::make_unique<zb::panel_source>(std::move(converted));
  return out;
}

int compute(const compute_options& options) {
  // What was typed is looked at before files are, as far as it can be.
  const zb::language lang = language_of(options.lang);
  const output_format format = format_of(options.output.format);
  const zb::presentation numbers = presentation_of(options.shown, format);
  zb::request what;
  what.measures.clear();
  for (const std::string& text : options.measures) what.measures.push_back(measure_of(text));
  for (const std::string& text : options.statistics) {
    what.statistics.push_back(statistic_of(text));
  }
  if (what.measures.empty() && what.statistics.empty()) {
    throw usage_error("expected --measure or --statistic");
  }
  what.min_coverage = coverage_of(options.min_coverage);
  what.method = method_of(options.method, what.measures);
  what.peers.ties = tie_rule_of(options.peers.ties);
  what.threads = threads_of(options.input.threads);
  const std::optional<zb::form> form = form_of(options.form);

  const area_basis basis = basis_of(options.input);
  const zb::data_files files = files_of(options.input);
  progress shown;
  const opened_data data =
      form ? open_data_in(*form, files, shown, basis) : open_data(files, shown, basis);
  const zb::catalog& indicators = data.figures->frame().catalog();
  const zb::area_tree& areas = data.figures->frame().areas();
  if (!options.peers.within.empty()) what.peers.within = level_of(areas, options.peers.within);
  for (const std::string& text : options.levels) what.levels.push_back(level_of(areas, text));
  for (const std::string& text : options.areas) {
    what.areas.emplace_back(areas[area_of(areas, text)].code);
  }
  const bool is_choice = !options.levels.empty() || !options.areas.empty();
  if (!is_choice && !what.measures.empty()) {
    for (const zb::area_index i : data.reporting) what.areas.emplace_back(areas[i].code);
  }
  if (!what.statistics.empty()) require_area_above_towns(areas, what);
  for (const std::string& text : options.indicators) {
    what.indicators.push_back(indicators[indicator_of(indicators, text)].id);
  }
  for (const std::string& text : options.periods) {
    what.periods.push_back(period_of(data.figures->blocks(), data.targets, data.periods, text));
  }
  if (form && what.periods.empty()) what.periods = data.periods;
  what.targets = &data.targets;
  what.calendar = &data.calendar;
  const bool is_streamed = !data.figures->is_in_memory();
  if (is_streamed && format == output_format::csv) {
    write_as_computed<zb::csv_sink>(*data.figures, what, lang, options.output.file, shown);
  } else if (is_streamed && format == output_format::json) {
    write_as_computed<zb::json_sink>(*data.figures, what, lang, options.output.file, shown);
  } else {
    what.progress = shown.of("computing");
    const zb::result_set results = zb::evaluate(*data.figures, what);
    shown.hide();
    write_output(text_of(results, format, lang, numbers), options.output.file);
  }
  return done;
}

}  // namespace

command make_compute(CLI::App& app) {
  CLI::App* const sub = app.add_subcommand("compute", "Compute measures of indicators");
  const auto options = std::make_shared<compute_options>();
  const auto add_list = [sub](const char* name, std::vector<std::string>& list, const char* type,
                              const std::string& help) {
    return sub->add_option(name, list, help)
        ->type_name(type)
        ->delimiter(',')
        ->allow_extra_args(false);
  };
  add_list("--measure", options->measures, "M", all_measure_names());
  add_list("--statistic", options->statistics, "S",
           "Over the towns of each area: count, sum, mean, variance,\nstandard_deviation, "
           "coefficient_of_variation, minimum, maximum,\nmedian, quantile(0.9), weighted_mean, "
           "weighted_median,\nweighted_quantile(0.9), gini, theil, theil_between, theil_within");
  add_list("--level", options->levels, "L",
           "Only areas of this level: town, county, ... or 乡级, 县级, ...\n"
           "Without --level and --area: every area that reports;\n"
           "of statistics alone: every area above the towns");
  add_list("--period", options->periods, "P",
           "Only this period: 2021, 2021-Q3, 2021-M09, 2021-M09YTD");
  add_list("--indicator", options->indicators, "I", "Only this indicator, by id or name");
  add_list("--area", options->areas, "A", "Only this area, by code or name");
  add_output_options(*sub, options->output, "table, csv, json or markdown");
  add_presentation_options(*sub, options->shown);
  add_parts_option(*sub, options->shown);
  add_method_options(*sub, options->method);
  sub->add_option("--form", options->form,
                  "Year-to-date figures as single periods (single), or single\nperiods as "
                  "year-to-date figures (year_to_date)")
      ->type_name("F");
  add_peer_options(*sub, options->peers);
  add_coverage_option(*sub, options->min_coverage);
  add_language_option(*sub, options->lang);
  add_basis_option(*sub, options->input);
  add_input_options(*sub, options->input);
  sub->footer(
      "Every list takes commas, and an option may be repeated.\n"
      "Examples:\n"
      "  zhibiao compute --data data/sample-county --measure value,yoy --level county --period "
      "2021\n"
      "  zhibiao compute --data data/sample-county --measure verdict --indicator rcms_rate "
      "--format csv\n"
      "  zhibiao compute --data data/sample-county --statistic median,p90 --level county\n"
      "  zhibiao compute --data data/sample-county --measure rank,share --within county "
      "--period 2021");
  return {sub, [options] { return compute(*options); }};
}
