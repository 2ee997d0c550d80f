#include "number_options.hpp"

#include "usage.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <system_error>

namespace zb = zhibiao;

namespace {

int places_of(const std::string& text) {
  int places = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, places);
  if (read.ec != std::errc() || read.ptr != end || places < -9 || places > 15) {
    throw usage_error("--decimals: expected a whole number from -9 to 15, found '" + text + "'");
  }
  return places;
}

}  // namespace

void add_presentation_options(CLI::App& app, presentation_options& options) {
  app.add_option("--decimals", options.decimals,
                 "Places behind the point in tables; below 0: tens, hundreds, ...\n"
                 "Without it those of the indicator, and one for percentages")
      ->type_name("N");
  app.add_option("--rounding", options.rounding,
                 "Of halves in tables: half_up (四舍五入) or half_even (GB/T 8170)")
      ->type_name("MODE")
      ->capture_default_str();
}

void add_parts_option(CLI::App& app, presentation_options& options) {
  app.add_flag("--add-up", options.adds_up,
               "Round parts in tables so that they add up to the printed total");
}

zb::presentation presentation_of(const presentation_options& options, output_format format) {
  zb::presentation shown;
  if (!options.decimals.empty()) shown.decimals = places_of(options.decimals);
  if (options.rounding == "half_even") {
    shown.rounding = zb::rounding_mode::half_even;
  } else if (options.rounding != "half_up") {
    refuse("rounding", options.rounding, {"half_up", "half_even"});
  }
  shown.adds_up = options.adds_up;
  const bool is_table = format == output_format::table || format == output_format::markdown;
  const bool is_plain = !shown.decimals && !shown.adds_up && options.rounding == "half_up";
  if (!is_table && !is_plain) {
    throw usage_error(
        "--decimals, --rounding and --add-up are for tables; csv and json have the full number");
  }
  return shown;
}
