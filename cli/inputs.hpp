#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/peers.hpp>
#include <zhibiao/engine/statistic.hpp>
#include <zhibiao/io/data_set.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/date.hpp>
#include <zhibiao/value/fault.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>
#include <zhibiao/value/working_calendar.hpp>

#include "command.hpp"
#include "progress.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Which files to read, as typed.
struct input_options {
  std::string data;
  std::string catalog;
  std::string areas;
  std::string observations;
  std::string targets;
  std::string profiles;
  std::string holidays;
  std::string area_changes;
  std::string basis = "reported";
  std::string encoding = "utf-8";
  std::string threads = "1";
};

void add_input_options(CLI::App& app, input_options& options);
void add_basis_option(CLI::App& app, input_options& options);
void add_language_option(CLI::App& app, std::string& lang);
void add_coverage_option(CLI::App& app, std::string& min_coverage);

/// With whom ranks and shares compare, as typed.
struct peer_options {
  std::string within;
  std::string ties = "standard";
};
void add_peer_options(CLI::App& app, peer_options& options);

/// The paths: those of the single options, and for the rest the usual names in `--data`. Targets are
/// not needed. Throws `usage_error` where a file is not named.
zhibiao::data_files files_of(const input_options& options);

/// True where `--data` names a packed panel and no folder.
bool is_packed(const std::string& data);

/// The file with the figures, for messages.
const std::string& figures_file(const zhibiao::data_files& files);

/// `catalog.toml` in the folder, or where it has none and the folder above it does, that one.
std::string catalog_in(const std::string& folder);

/// Prints the warnings to the standard error, if there are any.
void print_warnings(const zhibiao::fault_list& warnings);

/// The areas that figures are put on.
struct area_basis {
  enum class kind { reported, latest, of_day };
  kind is = kind::reported;
  zhibiao::date day;  ///< where it is `of_day`
};

/// `reported`, `comparable`, or the period or date of the areas. Throws `usage_error`.
area_basis basis_of(const input_options& options);

/// Reads the data, prints its warnings and puts it on that basis. Throws as `read_data_set` does.
zhibiao::data_set load(zhibiao::data_files files, progress& shown, const area_basis& basis = {});

/// Figures to compute from, in memory or in a packed panel, and what some row of them is about.
struct opened_data {
  std::unique_ptr<zhibiao::figure_source> figures;
  zhibiao::targets targets;
  zhibiao::working_calendar calendar;
  std::vector<zhibiao::period> periods;
  std::vector<zhibiao::area_index> reporting;
};

/// As `load`, but what is packed stays where it is.
opened_data open_data(const zhibiao::data_files& files, progress& shown, const area_basis& basis);

/// One line a fault, as `file:line:column: error: message [rule]`, those of one file by line, then how
/// many there are.
std::string faults_text(const zhibiao::fault_list& faults);

// What a name on the command line means; each throws `usage_error` with the nearest name.
zhibiao::language language_of(std::string_view text);
std::optional<double> coverage_of(const std::string& text);
int threads_of(const std::string& text);
zhibiao::measure measure_of(std::string_view text);
zhibiao::statistic statistic_of(std::string_view text);
zhibiao::kernels::tie_rule tie_rule_of(std::string_view text);
zhibiao::area_index area_of(const zhibiao::area_tree& areas, std::string_view text);
zhibiao::indicator_index indicator_of(const zhibiao::catalog& catalog, std::string_view text);
/// By its name in the area list or the Chinese word for it (县级, 县).
std::string level_of(const zhibiao::area_tree& areas, std::string_view text);

/// A period that is reported, lies between two that are, or has a target.
zhibiao::period period_of(const zhibiao::data_set& data, std::string_view text);
zhibiao::period period_of(std::span<const zhibiao::block_shape> blocks,
                          const zhibiao::targets& targets,
                          const std::vector<zhibiao::period>& reported, std::string_view text);
