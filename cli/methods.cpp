#include "methods.hpp"

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/value/period.hpp>

#include "usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <string_view>

namespace zb = zhibiao;

namespace {

/// Names behind each other with commas, broken where a help text has its line ends.
template <class Names>
std::string listed(const Names& names) {
  constexpr std::size_t width = 62;
  std::string text;
  std::size_t line = 0;
  for (const std::string_view name : names) {
    if (!text.empty()) {
      const bool fits = line + name.size() + 2 <= width;
      text += fits ? ", " : ",\n";
      line = fits ? line + 2 : 0;
    }
    text += name;
    line += name.size();
  }
  return text;
}

}  // namespace

std::string all_measure_names() {
  std::vector<std::string_view> names;
  for (const zb::measure m : zb::all_measures()) names.push_back(name(m));
  return listed(names);
}

void add_method_options(CLI::App& app, method_options& options) {
  app.add_option("--method", options.methods,
                 "How measures that can be computed in several ways are:\n" +
                     listed(zb::all_method_words()))
      ->type_name("W")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--base-period", options.base_period,
                 "The period that measures over several years count from")
      ->type_name("P");
}

zb::method_choice method_of(const method_options& options, std::span<const zb::measure> measures) {
  zb::method_choice by;
  for (const std::string& word : options.methods) {
    if (zb::choose_method(word, by)) continue;
    std::vector<std::string> words;
    for (const std::string_view known : zb::all_method_words()) words.emplace_back(known);
    refuse("method", word, words);
  }
  if (!options.base_period.empty()) {
    const zb::result<zb::period> read = zb::try_parse_period(options.base_period);
    if (!read) throw usage_error("--base-period: " + read.why().message());
    by.base_period = *read;
  }
  for (const zb::measure m : measures) {
    if (!zb::needs_base_period(m) || by.base_period) continue;
    throw usage_error("expected --base-period for " + std::string(name(m)) +
                      ", the period that it counts from");
  }
  return by;
}
