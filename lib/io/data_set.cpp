#include <zhibiao/io/area_changes_csv.hpp>
#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/io/data_set.hpp>
#include <zhibiao/io/holidays_csv.hpp>
#include <zhibiao/io/observations_csv.hpp>
#include <zhibiao/io/panel_file.hpp>
#include <zhibiao/io/profiles_csv.hpp>
#include <zhibiao/io/targets_csv.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "io/collect.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::collect;

std::optional<data_set> read_packed(const data_files& files, fault_list& faults) {
  const auto file = collect(faults, [&] { return panel_file(files.packed); });
  if (!file) return std::nullopt;
  std::optional<targets> wanted = collect(faults, [&] {
    return read_plan(files, *file->catalog(), *file->areas(), file->targets(), faults);
  });
  std::optional<area_changes> changes = area_changes();
  if (!files.area_changes.empty()) {
    changes = collect(faults, [&] {
      return read_area_changes(files.area_changes, *file->catalog(), *file->areas(), files.encoding,
                               &faults);
    });
  }
  std::optional<working_calendar> calendar =
      collect(faults, [&] { return read_calendar(files, faults); });
  std::optional<panel> data = collect(faults, [&] { return read_panel(*file, files.progress); });
  if (!wanted || !changes || !data || !calendar) return std::nullopt;
  return data_set{file->catalog(),     file->areas(), std::move(*data),    std::move(*wanted),
                  std::move(*changes), fault_list(),  std::move(*calendar)};
}

std::optional<data_set> read(const data_files& files, fault_list& faults) {
  if (!files.packed.empty()) return read_packed(files, faults);
  auto catalog = collect(faults, [&] {
    return std::make_shared<const zhibiao::catalog>(read_catalog(files.catalog, &faults));
  });
  auto areas = collect(faults, [&] {
    return std::make_shared<const area_tree>(read_areas(files.areas, files.encoding, &faults));
  });
  const zhibiao::catalog* known_catalog = catalog ? catalog->get() : nullptr;
  const area_tree* known_areas = areas ? areas->get() : nullptr;
  const bool has_keys = catalog && areas;

  std::optional<area_changes> changes = area_changes();
  if (!files.area_changes.empty()) {
    const auto text =
        collect(faults, [&] { return read_text_file(files.area_changes, files.encoding); });
    changes.reset();
    if (text && has_keys) {
      changes = collect(faults, [&] {
        return parse_area_changes(*text, files.area_changes, **catalog, **areas, &faults);
      });
    }
    if (changes && !changes->breaks().empty()) {
      areas = std::make_shared<const area_tree>(
          (*areas)->with_breaks({changes->breaks().begin(), changes->breaks().end()}));
      known_areas = areas->get();
    }
  }

  std::optional<panel> panel;
  if (has_keys) {
    panel = collect(faults, [&] {
      panel_builder builder(*catalog, *areas, files.fault_limit);
      read_observations(files.observations, builder, files.encoding, files.threads, files.progress);
      fault_list warnings(files.fault_limit);
      for (const fault& f : builder.faults().kept()) {
        if (f.level == severity::warning) warnings.add(f.code, f.where, f.message, f.level);
      }
      zhibiao::panel made = builder.build(files.threads);
      faults.append(std::move(warnings));
      return made;
    });
  } else if (const auto text = collect(
                 faults, [&] { return read_text_file(files.observations, files.encoding); })) {
    faults.append(check_observations(*text, files.observations, known_catalog, known_areas,
                                     files.fault_limit));
  }

  std::optional<targets> targets;
  if (has_keys) {
    targets = collect(faults, [&] {
      return read_plan(files, *known_catalog, *known_areas, zhibiao::targets(), faults);
    });
  } else if (!files.targets.empty()) {
    if (const auto text =
            collect(faults, [&] { return read_text_file(files.targets, files.encoding); })) {
      faults.append(
          check_targets(*text, files.targets, known_catalog, known_areas, files.fault_limit));
    }
  }
  std::optional<working_calendar> calendar =
      collect(faults, [&] { return read_calendar(files, faults); });

  if (faults.errors() != 0) return std::nullopt;
  return data_set{std::move(*catalog), std::move(*areas), std::move(*panel),   std::move(*targets),
                  std::move(*changes), fault_list(),      std::move(*calendar)};
}

}  // namespace

targets read_plan(const data_files& files, const catalog& catalog, const area_tree& areas,
                  const targets& packed, fault_list& warnings) {
  fault_list faults(files.fault_limit);
  std::optional<std::vector<seasonal_profile>> profiles(std::in_place, packed.profiles().begin(),
                                                        packed.profiles().end());
  if (!files.profiles.empty()) {
    profiles = collect(
        faults, [&] { return read_profiles(files.profiles, catalog, files.encoding, &faults); });
  }
  if (files.targets.empty()) {
    faults.throw_if_errors();
    warnings.append(std::move(faults));
    if (files.profiles.empty()) return packed;
    const std::span<const target> list = packed.list();
    return targets::make({list.begin(), list.end()}, std::move(*profiles), files.fault_limit);
  }
  // Without its profiles a target cannot be told from a faulty one: the others are still looked at.
  if (!profiles) {
    if (const auto text =
            collect(faults, [&] { return read_text_file(files.targets, files.encoding); })) {
      faults.append(check_targets(*text, files.targets, &catalog, &areas, files.fault_limit));
    }
    faults.throw_if_errors();
  }
  targets made =
      read_targets(files.targets, catalog, areas, files.encoding, &faults, std::move(*profiles));
  warnings.append(std::move(faults));
  return made;
}

working_calendar read_calendar(const data_files& files, fault_list& warnings) {
  if (files.holidays.empty()) return {};
  return read_holidays(files.holidays, files.encoding, &warnings);
}

data_set read_data_set(const data_files& files) {
  fault_list faults(files.fault_limit);
  std::optional<data_set> made = read(files, faults);
  faults.throw_if_errors();
  made->warnings = std::move(faults);
  return std::move(*made);
}

fault_list check_data_set(const data_files& files) {
  fault_list faults(files.fault_limit);
  read(files, faults);
  return faults;
}

}  // namespace zhibiao::inline ZB_ABI
