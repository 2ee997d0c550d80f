#include <zhibiao/value/fault.hpp>
#include <zhibiao/version.hpp>

#include "check.hpp"
#include "compute.hpp"
#include "explain.hpp"
#include "indicators.hpp"
#include "inputs.hpp"
#include "interrupts.hpp"
#include "output.hpp"
#include "pack.hpp"
#include "report.hpp"
#include "targets.hpp"
#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace zb = zhibiao;

namespace {

void complain(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

std::vector<std::string> names_of_commands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(sub->get_name());
  }
  return names;
}

/// The command in whose arguments a fault lies; null where none was named.
const CLI::App* command_at_fault(const CLI::App& app) {
  const std::vector<CLI::App*> named = app.get_subcommands();
  return named.empty() ? nullptr : named.front();
}

/// What CLI11 could not understand, in our words.
std::string text_of(const CLI::ParseError& e, const CLI::App& app) {
  const CLI::App* const sub = command_at_fault(app);
  const CLI::App& at = sub != nullptr ? *sub : app;
  for (const std::string& extra : at.remaining(true)) {
    if (!extra.starts_with('-')) {
      return sub != nullptr ? "unexpected argument '" + extra + "'" : std::string(e.what());
    }
    std::vector<std::string> options;
    for (const CLI::Option* option : at.get_options()) {
      for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
    }
    const std::string typed = extra.substr(0, extra.find('='));
    const std::string_view near = nearest(typed, options);
    std::string text = "unknown option '" + typed + "'";
    if (!near.empty()) text += "; did you mean '" + std::string(near) + "'?";
    return text;
  }
  return e.what();
}

int run(int argc, char** argv) {
  CLI::App app("Indicators: from what the towns report to what the county publishes.", "zhibiao");
  app.set_version_flag("--version", "zhibiao " ZB_VERSION_STRING, "Print the version and exit");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.require_subcommand(0, 1);
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  const std::vector<command> commands = {make_check(app),   make_compute(app),    make_report(app),
                                         make_explain(app), make_indicators(app), make_pack(app),
                                         make_targets(app)};
  for (const command& c : commands) c.arguments->group("Commands");
  app.footer(
      "zhibiao COMMAND --help says more about a command.\n"
      "Examples:\n"
      "  zhibiao check --data data/sample-county\n"
      "  zhibiao report --data data/town-2021 --area 990121101000 --period 2021\n"
      "  zhibiao compute --data data/sample-county --measure value,yoy --level county --format "
      "csv\n"
      "  zhibiao pack --data data/sample-county --output county.zbp\n"
      "Exit codes: 0 done; 1 faults in the input, or a file that cannot be read or written; 2 "
      "usage;\n130 ended by Ctrl-C");

  try {
    const std::vector<std::string> names = names_of_commands(app);
    if (argc > 1 && argv[1][0] != '-' &&
        std::find(names.begin(), names.end(), argv[1]) == names.end()) {
      refuse("command", argv[1], names);
    }
    app.parse(argc, argv);
    for (const command& c : commands) {
      if (c.arguments->parsed()) return c.run();
    }
  } catch (const CLI::CallForHelp&) {
    const CLI::App* const sub = command_at_fault(app);
    write_output(sub != nullptr ? sub->help("zhibiao") : app.help());
    return done;
  } catch (const CLI::CallForVersion& e) {
    write_output(std::string(e.what()) + "\n");
    return done;
  } catch (const CLI::ParseError& e) {
    const CLI::App* const sub = command_at_fault(app);
    complain("zhibiao: " + text_of(e, app) + "\nTry 'zhibiao " +
             (sub != nullptr ? sub->get_name() + " " : std::string()) + "--help'.\n");
    return faulty_usage;
  } catch (const usage_error& e) {
    complain("zhibiao: " + std::string(e.what()) + "\n");
    return faulty_usage;
  }
  complain("zhibiao: expected a command\nTry 'zhibiao --help'.\n");
  return faulty_usage;
}

/// Says what the exception that is handled says, and gives the exit code.
int tell_failure() {
  try {
    throw;
  } catch (const zb::input_error& e) {
    complain(faults_text(e.faults()));
  } catch (const zb::error& e) {
    const bool has_place = !to_string(e.where()).empty();
    complain((has_place ? "" : "zhibiao: ") +
             to_string(zb::fault{e.code(), zb::severity::error, e.where(), e.message()}) + "\n");
  } catch (const std::bad_alloc&) {
    complain("zhibiao: error: there is not enough memory\n");
  } catch (const std::exception& e) {
    complain("zhibiao: error: " + std::string(e.what()) + "\n");
  }
  return faulty_input;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away, or a file that may not grow, shows as a failed write: the former is quietly
  // the end.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  note_interrupts();
  try {
    return run(argc, argv);
  } catch (...) {
    // Whatever the work ended with, it ended because of that.
    if (noted_interrupt() != 0) return interrupted + noted_interrupt();
    return tell_failure();
  }
}
