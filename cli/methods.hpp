#pragma once

#include <zhibiao/engine/method.hpp>

#include "command.hpp"

#include <span>
#include <string>
#include <vector>

/// How measures that can be computed in several ways are to be, as typed.
struct method_options {
  std::vector<std::string> methods;
  std::string base_period;
  std::string lamp;
  std::string admissible;
};

void add_method_options(CLI::App& app, method_options& options);

/// Throws `usage_error`: with the nearest word, and where one of the measures needs a base period and there is
/// none.
zhibiao::method_choice method_of(const method_options& options,
                                 std::span<const zhibiao::measure> measures);

/// The names of all measures, for a help text: several a line.
std::string all_measure_names();
