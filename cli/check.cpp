#include "check.hpp"

#include <zhibiao/engine/apportion.hpp>
#include <zhibiao/report/data_summary.hpp>
#include <zhibiao/report/words.hpp>

#include "inputs.hpp"
#include "output.hpp"
#include "progress.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace zb = zhibiao;

namespace {

struct check_options {
  input_options input;
  std::string lang = "zh";
};

int check(const check_options& options) {
  const zb::language lang = language_of(options.lang);
  zb::data_files files = files_of(options.input);
  files.fault_limit = zb::data_files::no_fault_limit;
  progress shown;
  files.progress = shown.of("reading");
  try {
    const zb::data_set data = zb::read_data_set(files);
    shown.hide();
    zb::fault_list warnings = data.warnings;
    warnings.append(zb::stated_rate_warnings(data.panel, figures_file(files), files.fault_limit));
    warnings.append(zb::stated_growth_warnings(data.panel, figures_file(files), files.fault_limit));
    warnings.append(zb::contradiction_warnings(data.panel, figures_file(files), files.fault_limit));
    warnings.append(zb::target_warnings(data.panel, data.targets, files.fault_limit));
    std::string text;
    if (warnings.warnings() > 0) {
      text = faults_text(warnings) +
             fmt::format(fmt::runtime(text_of(zb::word::only_warnings, lang)), warnings.warnings());
    } else {
      text = text_of(zb::word::no_faults, lang);
    }
    write_output(text + "\n" + zb::data_summary(data.panel, data.targets, lang));
    return done;
  } catch (const zb::input_error& e) {
    shown.hide();
    write_output(faults_text(e.faults()));
    return faulty_input;
  }
}

}  // namespace

command make_check(CLI::App& app) {
  CLI::App* const sub =
      app.add_subcommand("check", "Look for faults in the input, and list them all");
  const auto options = std::make_shared<check_options>();
  add_input_options(*sub, options->input);
  add_language_option(*sub, options->lang);
  sub->footer(
      "Faults are printed as file:line:column: error: message [rule].\n"
      "Example:\n"
      "  zhibiao check --data data/sample-county");
  return {sub, [options] { return check(*options); }};
}
