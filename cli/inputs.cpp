#include "inputs.hpp"

#include <zhibiao/engine/on_areas_of.hpp>
#include <zhibiao/io/panel_file.hpp>
#include <zhibiao/io/panel_file_source.hpp>
#include <zhibiao/report/data_summary.hpp>

#include "usage.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace zb = zhibiao;

void add_input_options(CLI::App& app, input_options& options) {
  const char* const group = "Input";
  app.add_option("--data", options.data,
                 "Folder with catalog.toml (or in the folder above it), areas.csv,\n"
                 "observations.csv and, if there are any, targets.csv and\n"
                 "area_changes.csv;\n"
                 "or a packed panel (.zbp)")
      ->type_name("DIR|FILE")
      ->group(group);
  const auto add_file = [&](const char* name, std::string& path, const char* help) {
    app.add_option(name, path, help)->type_name("FILE")->group(group);
  };
  add_file("--catalog", options.catalog, "The indicators (TOML)");
  add_file("--areas", options.areas, "The areas (CSV)");
  add_file("--observations", options.observations, "The reported figures (CSV)");
  add_file("--targets", options.targets, "The targets (CSV)");
  add_file("--profiles", options.profiles,
           "How the year's targets are spread over it (CSV); in DIR: profiles.csv");
  add_file("--holidays", options.holidays,
           "Holidays and worked weekends (CSV); in DIR: holidays.csv");
  add_file("--area-changes", options.area_changes,
           "How areas merged, split or changed their codes (CSV)");
  app.add_option("--encoding", options.encoding, "Of the CSV files: utf-8 or gb18030")
      ->type_name("NAME")
      ->capture_default_str()
      ->group(group);
  app.add_option("--threads", options.threads, "How many threads may work")
      ->type_name("N")
      ->capture_default_str();
}

void add_basis_option(CLI::App& app, input_options& options) {
  app.add_option("--basis", options.basis,
                 "The areas that figures are put on: reported, comparable (those of\n"
                 "the latest period), or those of a period or date: 2021")
      ->type_name("B")
      ->capture_default_str();
}

void add_language_option(CLI::App& app, std::string& lang) {
  app.add_option("--lang", lang, "Language of names and texts: zh or en")
      ->type_name("LANG")
      ->capture_default_str();
}

void add_coverage_option(CLI::App& app, std::string& min_coverage) {
  app.add_option("--min-coverage", min_coverage,
                 "The least share of towns a figure of the area above them may\n"
                 "stand on, above 0 and up to 1; default: as the catalogue says")
      ->type_name("SHARE");
}

void add_peer_options(CLI::App& app, peer_options& options) {
  app.add_option("--within", options.within,
                 "Ranks and shares among the areas of the same level inside the\n"
                 "same area of this one: county, ... or 县级, ...; all without it")
      ->type_name("L");
  app.add_option("--ties", options.ties,
                 "Ranks of equal figures: standard (1, 2, 2, 4), dense\n"
                 "(1, 2, 2, 3), modified (1, 3, 3, 4), ordinal (1, 2, 3, 4) or\n"
                 "fractional (1, 2.5, 2.5, 4)")
      ->type_name("RULE");
}

zb::data_files files_of(const input_options& options) {
  zb::data_files files;
  const std::optional<zb::encoding> encoding = zb::parse_encoding(options.encoding);
  if (!encoding) refuse("encoding", options.encoding, {"utf-8", "gb18030"});
  files.encoding = *encoding;
  files.threads = threads_of(options.threads);
  if (is_packed(options.data)) {
    for (const auto& [named, option] :
         {std::pair(&options.catalog, "--catalog"), std::pair(&options.areas, "--areas"),
          std::pair(&options.observations, "--observations")}) {
      if (named->empty()) continue;
      throw usage_error(fmt::format("{} is a packed panel, which has all of it; found {} as well",
                                    options.data, option));
    }
    files.packed = options.data;
    files.targets = options.targets;
    files.profiles = options.profiles;
    files.holidays = options.holidays;
    files.area_changes = options.area_changes;
    return files;
  }

  std::string missing;
  const auto choose = [&](const std::string& named, const char* option, const char* usual) {
    if (!named.empty()) return named;
    if (options.data.empty()) {
      missing += missing.empty() ? option : std::string(", ") + option;
      return std::string();
    }
    return (std::filesystem::path(options.data) / usual).string();
  };
  files.catalog = choose(options.catalog, "--catalog", "catalog.toml");
  if (options.catalog.empty() && !options.data.empty()) files.catalog = catalog_in(options.data);
  files.areas = choose(options.areas, "--areas", "areas.csv");
  files.observations = choose(options.observations, "--observations", "observations.csv");
  if (!missing.empty()) {
    throw usage_error("expected --data DIR, or each file by its own option; missing: " + missing);
  }
  // What is not needed is there where its usual file is.
  const auto choose_if_there = [&](const std::string& named, const char* usual) {
    if (!named.empty() || options.data.empty()) return named;
    const std::filesystem::path path = std::filesystem::path(options.data) / usual;
    std::error_code ignored;
    return std::filesystem::exists(path, ignored) ? path.string() : std::string();
  };
  files.targets = choose_if_there(options.targets, "targets.csv");
  files.profiles = choose_if_there(options.profiles, "profiles.csv");
  files.holidays = choose_if_there(options.holidays, "holidays.csv");
  files.area_changes = choose_if_there(options.area_changes, "area_changes.csv");
  return files;
}

area_basis basis_of(const input_options& options) {
  area_basis basis;
  if (options.basis == "reported") return basis;
  basis.is = area_basis::kind::latest;
  if (options.basis == "comparable") return basis;
  basis.is = area_basis::kind::of_day;
  // The areas of a period are those of its end.
  if (const zb::result<zb::period> whole = zb::try_parse_period(options.basis)) {
    basis.day = zb::last_day(*whole);
    return basis;
  }
  const zb::result<zb::date> day = zb::try_parse_date(options.basis);
  if (!day) refuse("basis", options.basis, {"reported", "comparable"});
  basis.day = *day;
  return basis;
}

bool is_packed(const std::string& data) {
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(data, ignored);
  return std::filesystem::is_regular_file(status) ||
         (!std::filesystem::exists(status) && data.ends_with(".zbp"));
}

std::string catalog_in(const std::string& folder) {
  const std::filesystem::path usual = std::filesystem::path(folder) / "catalog.toml";
  const std::filesystem::path above =
      (std::filesystem::path(folder) / ".." / "catalog.toml").lexically_normal();
  std::error_code ignored;
  const bool is_above =
      !std::filesystem::exists(usual, ignored) && std::filesystem::exists(above, ignored);
  return (is_above ? above : usual).string();
}

void print_warnings(const zb::fault_list& warnings) {
  if (warnings.warnings() == 0) return;
  const std::string text = faults_text(warnings);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

namespace {

/// The last day of the latest period that anything is reported for.
zb::date latest_day(const zb::panel& data) {
  zb::date latest;
  for (const zb::panel_block& b : data.blocks()) {
    latest = std::max(latest, zb::last_day(b.period_at(b.period_count() - 1)));
  }
  return latest;
}

void put_on_basis(zb::data_set& data, const zb::data_files& files, const area_basis& basis) {
  if (basis.is == area_basis::kind::reported) {
    if (files.packed.empty() || files.area_changes.empty()) return;
    throw usage_error(
        "--area-changes: a packed panel has the changes it was packed with; expected --basis "
        "comparable beside it");
  }
  if (files.area_changes.empty()) {
    throw usage_error("--basis: expected --area-changes FILE, or area_changes.csv in --data");
  }
  const bool is_latest = basis.is == area_basis::kind::latest;
  data.panel =
      zb::on_areas_of(data.panel, data.changes, is_latest ? latest_day(data.panel) : basis.day);
}

}  // namespace

zb::data_set load(zb::data_files files, progress& shown, const area_basis& basis) {
  files.progress = shown.of("reading");
  zb::data_set data = zb::read_data_set(files);
  shown.hide();
  put_on_basis(data, files, basis);
  zb::fault_list warnings = data.warnings;
  warnings.append(zb::contradiction_warnings(data.panel, figures_file(files), files.fault_limit));
  print_warnings(warnings);
  return data;
}

const std::string& figures_file(const zb::data_files& files) {
  return files.packed.empty() ? files.observations : files.packed;
}

opened_data open_data(const zb::data_files& files, progress& shown, const area_basis& basis) {
  opened_data out;
  const bool is_as_reported = basis.is == area_basis::kind::reported && files.area_changes.empty();
  if (files.packed.empty() || !is_as_reported) {
    zb::data_set data = load(files, shown, basis);
    out.periods = zb::reported_periods(data.panel);
    out.reporting = zb::reporting_areas(data.panel);
    out.targets = std::move(data.targets);
    out.calendar = std::move(data.calendar);
    out.figures = std::make_unique<zb::panel_source>(std::move(data.panel));
    return out;
  }
  zb::panel_file file(files.packed);
  for (std::size_t b = 0; b < file.blocks().size(); ++b) {
    const zb::block_shape& block = file.blocks()[b];
    for (std::size_t c = 0; c < block.period_count; ++c) {
      if (file.is_reported(b, c)) out.periods.push_back(block.period_at(c));
    }
  }
  for (zb::area_index i = 0; i < file.areas()->size(); ++i) {
    if (file.is_reporting(i)) out.reporting.push_back(i);
  }
  zb::fault_list warnings(files.fault_limit);
  out.targets = zb::read_plan(files, *file.catalog(), *file.areas(), file.targets(), warnings);
  out.calendar = zb::read_calendar(files, warnings);
  print_warnings(warnings);
  out.figures = std::make_unique<zb::panel_file_source>(std::move(file));
  return out;
}

namespace {

/// The faults of one file stand together where its first is, by line; what is known of a cell but of
/// no line comes behind them.
std::vector<zb::fault> in_file_order(std::vector<zb::fault> faults) {
  std::unordered_map<std::string, std::size_t> files;
  for (const zb::fault& f : faults) files.try_emplace(f.where.file, files.size());
  const auto key = [&](const zb::fault& f) {
    const bool is_of_cell = f.where.line == 0 && !f.where.area.empty();
    return std::tuple(files.at(f.where.file), is_of_cell, f.where.line);
  };
  std::ranges::stable_sort(faults, {}, key);
  return faults;
}

}  // namespace

std::string faults_text(const zb::fault_list& faults) {
  std::string out;
  for (zb::fault& f : in_file_order(faults.kept())) {
    // Where no single field is at fault it is the row, and that starts at its first column.
    if (f.where.line > 0 && f.where.column == 0) f.where.column = 1;
    out += to_string(f) + "\n";
  }
  const auto count = [](std::size_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  const std::size_t hidden = faults.errors() + faults.warnings() - faults.kept().size();
  if (faults.errors() > 0) out += count(faults.errors(), "error");
  if (faults.errors() > 0 && faults.warnings() > 0) out += ", ";
  if (faults.warnings() > 0) out += count(faults.warnings(), "warning");
  if (hidden > 0) out += fmt::format("; {} more not shown", hidden);
  out += "\n";
  return out;
}

zb::language language_of(std::string_view text) {
  if (text == "zh") return zb::language::zh;
  if (text == "en") return zb::language::en;
  refuse("language", text, {"zh", "en"});
}

std::optional<double> coverage_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  double share = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, share);
  if (read.ec != std::errc() || read.ptr != end || !(share > 0 && share <= 1)) {
    throw usage_error("--min-coverage: expected a share above 0 and up to 1, found '" + text + "'");
  }
  return share;
}

int threads_of(const std::string& text) {
  int threads = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, threads);
  if (read.ec != std::errc() || read.ptr != end || threads < 1) {
    throw usage_error("--threads: expected a whole number of at least 1, found '" + text + "'");
  }
  return threads;
}

zb::measure measure_of(std::string_view text) {
  if (const std::optional<zb::measure> found = zb::parse_measure(text)) return *found;
  std::vector<std::string> names;
  for (const zb::measure m : zb::all_measures()) names.emplace_back(name(m));
  refuse("measure", text, names);
}

zb::statistic statistic_of(std::string_view text) {
  const zb::result<zb::statistic> read = zb::try_parse_statistic(text);
  if (!read) throw usage_error(read.why().message());
  return *read;
}

zb::kernels::tie_rule tie_rule_of(std::string_view text) {
  if (const std::optional<zb::kernels::tie_rule> found = zb::parse_tie_rule(text)) return *found;
  std::vector<std::string> names;
  for (const zb::kernels::tie_rule ties : zb::all_tie_rules()) names.emplace_back(zb::name(ties));
  refuse("rule for ties", text, names);
}

zb::area_index area_of(const zb::area_tree& areas, std::string_view text) {
  if (const std::optional<zb::area_index> found = areas.find(text)) return *found;
  std::vector<zb::area_index> found;
  for (zb::area_index i = 0; i < areas.size(); ++i) {
    if (areas[i].name == text) found.push_back(i);
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    std::string codes;
    for (const zb::area_index i : found) {
      codes.append(codes.empty() ? "" : ", ").append(areas[i].code);
    }
    throw usage_error(fmt::format("{} areas are named '{}'; expected one of the codes {}",
                                  found.size(), text, codes));
  }
  std::vector<std::string> names;
  for (zb::area_index i = 0; i < areas.size(); ++i) names.emplace_back(areas[i].name);
  for (zb::area_index i = 0; i < areas.size(); ++i) names.emplace_back(areas[i].code);
  refuse("area", text, names);
}

zb::indicator_index indicator_of(const zb::catalog& catalog, std::string_view text) {
  if (const std::optional<zb::indicator_index> found = catalog.find(text)) return *found;
  std::vector<zb::indicator_index> found;
  for (zb::indicator_index i = 0; i < catalog.size(); ++i) {
    if (catalog[i].name.zh == text || catalog[i].name.en == text) found.push_back(i);
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    std::string ids;
    for (const zb::indicator_index i : found) ids += (ids.empty() ? "" : ", ") + catalog[i].id;
    throw usage_error(fmt::format("{} indicators are named '{}'; expected one of the ids {}",
                                  found.size(), text, ids));
  }
  std::vector<std::string> names;
  for (const zb::indicator& i : catalog.indicators()) names.push_back(i.id);
  for (const zb::indicator& i : catalog.indicators()) {
    names.push_back(i.name.zh);
    names.push_back(i.name.en);
  }
  refuse("indicator", text, names);
}

std::string level_of(const zb::area_tree& areas, std::string_view text) {
  const std::vector<std::string> levels(areas.levels().begin(), areas.levels().end());
  if (std::find(levels.begin(), levels.end(), text) != levels.end()) return std::string(text);
  using word = std::pair<std::string_view, std::string_view>;
  constexpr std::array<word, 15> words{{{"省级", "province"},
                                        {"省", "province"},
                                        {"地级", "prefecture"},
                                        {"地", "prefecture"},
                                        {"市级", "prefecture"},
                                        {"市", "prefecture"},
                                        {"县级", "county"},
                                        {"县", "county"},
                                        {"乡级", "town"},
                                        {"乡", "town"},
                                        {"乡镇", "town"},
                                        {"镇级", "town"},
                                        {"镇", "town"},
                                        {"村级", "village"},
                                        {"村", "village"}}};
  for (const auto& [said, level] : words) {
    if (said == text && std::find(levels.begin(), levels.end(), level) != levels.end()) {
      return std::string(level);
    }
  }
  refuse("level", text, levels);
}

zb::period period_of(const zb::data_set& data, std::string_view text) {
  return period_of(zb::panel_source(data.panel).blocks(), data.targets,
                   zb::reported_periods(data.panel), text);
}

zb::period period_of(std::span<const zb::block_shape> blocks, const zb::targets& targets,
                     const std::vector<zb::period>& reported, std::string_view text) {
  const zb::result<zb::period> read = zb::try_parse_period(text);
  const std::string there_are = reported.empty() ? "; nothing is reported at all"
                                                 : "; the data has " + zb::periods_text(reported);
  if (!read) {
    throw usage_error(
        fmt::format("'{}' is no period such as 2021, 2021-Q3 or 2021-M09{}", text, there_are));
  }
  const zb::period wanted = *read;
  for (const zb::block_shape& block : blocks) {
    if (block.frequency() != wanted.frequency() || block.form() != wanted.form()) continue;
    if (block.find(wanted)) return wanted;
    for (const zb::target& t : targets.list()) {
      if (t.deadline == wanted) return wanted;
    }
  }
  throw usage_error(fmt::format("nothing is reported for {}{}", to_string(wanted), there_are));
}
