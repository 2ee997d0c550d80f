#include "methods.hpp"

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/period.hpp>

#include "usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstddef>
#include <optional>
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

std::optional<double> number_of(std::string_view text) {
  const zb::result<zb::decimal> read = zb::try_parse_decimal(text);
  if (!read) return std::nullopt;
  return to_double(*read);
}

zb::kernels::lamp_thresholds thresholds_of(const std::string& text) {
  const std::size_t comma = text.find(',');
  const std::optional<double> green = number_of(std::string_view(text).substr(0, comma));
  std::optional<double> yellow;
  if (comma != std::string::npos) yellow = number_of(std::string_view(text).substr(comma + 1));
  if (!green || !yellow || *yellow > *green) {
    throw usage_error("--lamp: expected two leads such as 0,-5, the higher one first, found '" +
                      text + "'");
  }
  return {*green, *yellow};
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
  app.add_option("--lamp", options.lamp,
                 "From which lead on a lamp is green, and from which yellow, in\n"
                 "points; default: 0,-5")
      ->type_name("G,Y");
  app.add_option("--admissible", options.admissible,
                 "What a missing town may still report, for best_case, worst_case\n"
                 "and outlook: limits, or 0.2 for last year's figure within 20 %")
      ->type_name("SHARE");
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
  if (!options.lamp.empty()) by.lamp = thresholds_of(options.lamp);
  if (!options.admissible.empty() && options.admissible != "limits") {
    by.admissible_change = number_of(options.admissible);
    if (!by.admissible_change || *by.admissible_change < 0) {
      throw usage_error("--admissible: expected limits or a share of at least 0, found '" +
                        options.admissible + "'");
    }
  }
  for (const zb::measure m : measures) {
    if (!zb::needs_base_period(m) || by.base_period) continue;
    throw usage_error("expected --base-period for " + std::string(name(m)) +
                      ", the period that it counts from");
  }
  return by;
}
