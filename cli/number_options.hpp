#pragma once

#include <zhibiao/report/presentation.hpp>

#include "command.hpp"
#include "output.hpp"

#include <string>

/// How numbers are put for people, as typed.
struct presentation_options {
  std::string decimals;
  std::string rounding = "half_up";
  bool adds_up = false;
};

/// Adds `--decimals` and `--rounding`.
void add_presentation_options(CLI::App& app, presentation_options& options);
/// Adds `--add-up`.
void add_parts_option(CLI::App& app, presentation_options& options);

/// Throws `usage_error`, also where something is asked for that the format does not print.
zhibiao::presentation presentation_of(const presentation_options& options, output_format format);
