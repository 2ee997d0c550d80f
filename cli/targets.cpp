#include "targets.hpp"

#include <zhibiao/engine/apportion.hpp>
#include <zhibiao/io/targets_csv.hpp>
#include <zhibiao/report/words.hpp>

#include "inputs.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zb = zhibiao;

namespace {

struct apportion_options {
  input_options input;
  std::string indicator;
  std::string area;
  std::string period;
  std::string by = "base";
  std::string weight;
  std::string base_period;
  std::string file;
};

struct check_options {
  input_options input;
  std::string lang = "zh";
};

zb::apportion_by apportion_by_of(std::string_view text) {
  if (const std::optional<zb::apportion_by> found = zb::parse_apportion_by(text)) return *found;
  std::vector<std::string> names;
  for (const std::string_view word : zb::all_apportion_words()) names.emplace_back(word);
  refuse("way to apportion", text, names);
}

zb::period plain_period(const char* option, const std::string& text) {
  const zb::result<zb::period> read = zb::try_parse_period(text);
  if (!read) throw usage_error(std::string(option) + ": " + read.why().message());
  return *read;
}

int apportion(const apportion_options& options) {
  zb::apportionment how;
  how.by = apportion_by_of(options.by);
  const zb::period at = plain_period("--period", options.period);
  if (!options.base_period.empty()) {
    how.base_period = plain_period("--base-period", options.base_period);
  }
  progress shown;
  const zb::data_set data = load(files_of(options.input), shown);
  const zb::area_index area = area_of(*data.areas, options.area);
  const zb::indicator_index indicator = indicator_of(*data.catalog, options.indicator);
  if (!options.weight.empty()) how.weight = indicator_of(*data.catalog, options.weight);
  const zb::target* whole = data.targets.find(indicator, area, false, at);
  if (whole == nullptr || !whole->area) {
    throw usage_error("there is no target of '" + (*data.catalog)[indicator].id + "' for " +
                      std::string((*data.areas)[area].code) + " in " + to_string(at));
  }
  const std::vector<zb::target> towns = zb::apportion(data.panel, *whole, how);
  write_output(zb::targets_to_csv(towns, *data.catalog, *data.areas), options.file);
  return done;
}

int check(const check_options& options) {
  const zb::language lang = language_of(options.lang);
  const zb::data_files files = files_of(options.input);
  progress shown;
  const zb::data_set data = load(files, shown);
  zb::fault_list found = zb::target_warnings(data.panel, data.targets, files.fault_limit);
  found.append(zb::missing_target_warnings(data.panel, data.targets, files.fault_limit));
  const bool is_good = found.warnings() == 0;
  write_output(is_good ? std::string(text_of(zb::word::targets_add_up, lang)) + "\n"
                       : faults_text(found));
  return done;
}

}  // namespace

command make_targets(CLI::App& app) {
  CLI::App* const sub =
      app.add_subcommand("targets", "Apportion a target to the towns, or check theirs against it");
  sub->require_subcommand(0, 1);
  sub->get_formatter()->label("SUBCOMMAND", "COMMAND");

  CLI::App* const part = sub->add_subcommand("apportion", "Print the targets of the towns as CSV");
  const auto parts = std::make_shared<apportion_options>();
  const auto add = [part](const char* name, std::string& text, const char* type, const char* help) {
    return part->add_option(name, text, help)->type_name(type);
  };
  add("--indicator", parts->indicator, "I", "The indicator, by id or name")->required();
  add("--area", parts->area, "A", "The area that has the target, by code or name")->required();
  add("--period", parts->period, "P", "The period of the target")->required();
  add("--by", parts->by, "W",
      "In proportion to what: base (the towns' figures of the base\nperiod), weight (those of "
      "another indicator) or equal");
  add("--weight", parts->weight, "I", "The indicator to go by; default: its declared weight");
  add("--base-period", parts->base_period, "P", "Whose figures to go by; default: a year before");
  add_output_file_option(*part, parts->file);
  add_input_options(*part, parts->input);

  CLI::App* const up =
      sub->add_subcommand("check", "Say where the towns' targets do not reach that above them");
  const auto checks = std::make_shared<check_options>();
  add_language_option(*up, checks->lang);
  add_input_options(*up, checks->input);

  sub->footer(
      "Examples:\n"
      "  zhibiao targets apportion --data data/sample-county --indicator fai --area 990121000000 "
      "--period 2021\n"
      "  zhibiao targets check --data data/sample-county");
  return {sub, [part, up, parts, checks] {
            if (part->parsed()) return apportion(*parts);
            if (up->parsed()) return check(*checks);
            throw usage_error("expected targets apportion or targets check");
          }};
}
