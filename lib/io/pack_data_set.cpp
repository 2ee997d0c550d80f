#include <zhibiao/io/area_changes_csv.hpp>
#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/io/pack_data_set.hpp>
#include <zhibiao/io/panel_file_writer.hpp>
#include <zhibiao/io/targets_csv.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "io/collect.hpp"
#include "io/observation_file.hpp"
#include "io/row_buckets.hpp"
#include "io/run_copier.hpp"
#include "io/text_source.hpp"
#include "panel/accepted_rows.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::accepted_row;
using detail::accepted_rows;
using detail::collect;
using detail::observation_file;
using detail::row_buckets;

/// What there is besides the rows.
struct frame {
  std::shared_ptr<const catalog> indicators;
  std::shared_ptr<const area_tree> areas;
};

/// Rows on their way into a file.
class packing {
 public:
  packing(const data_files& files, frame known, const std::string& path, std::uint64_t memory)
      : files_(files), known_(std::move(known)), path_(path), memory_(memory) {}

  /// Splits the rows. Gives their faults and warnings.
  fault_list read() {
    if (files_.encoding == encoding::utf_8) {
      const detail::text_in_file file(files_.observations);
      if (file.is_open()) {
        if (std::optional<fault_list> faults = split(file)) return std::move(*faults);
      }
    }
    // As `read_observations`: what cannot be read in pieces is read whole, or it is told why not.
    const std::string text = read_text_file(files_.observations, files_.encoding);
    return *split(detail::text_in_memory(text));
  }

  /// Finds rows about one cell, the first of them by line.
  fault_list find_duplicates(const progress_callback& progress) {
    std::vector<fault> found;
    std::size_t count = 0;
    for_buckets(progress, [&](std::size_t block, std::size_t, indicator_index i) {
      try {
        panel_of(block, i);
      } catch (const input_error& e) {
        count += e.faults().errors();
        found.insert(found.end(), e.faults().kept().begin(), e.faults().kept().end());
      }
    });
    std::ranges::stable_sort(found, {}, [](const fault& f) { return f.where.line; });
    fault_list all(files_.fault_limit);
    for (fault& f : found) all.add(f.code, std::move(f.where), std::move(f.message));
    all.add_lost(count - found.size(), 0);
    return all;
  }

  /// Throws `input_error` where there are duplicates: `find_duplicates` has them all.
  void write(const targets& wanted, const progress_callback& progress) {
    std::vector<packed_block_shape> shapes;
    for (std::size_t block = 0; block < detail::most_blocks; ++block) {
      const auto& periods = rows_->outline().periods(block);
      if (periods.is_empty()) continue;
      shapes.push_back(
          {period_at(block, periods.first), periods.size(), rows_->outline().indicators(block)});
    }
    panel_file_writer out(path_, *known_.indicators, *known_.areas, wanted, shapes);
    detail::run_copier copier;
    for_buckets(progress, [&](std::size_t block, std::size_t position, indicator_index i) {
      const panel data = panel_of(block, i);
      const panel_block& b = data.blocks().front();
      const auto before = static_cast<std::size_t>(b.first_period().ordinal() -
                                                   shapes[position].first_period.ordinal());
      const packed_run_place first = out.next();
      while (out.written() < out.run_count() && out.next().block == first.block &&
             out.next().slot == first.slot) {
        copier.write(out, b, 0, before);
      }
    });
    out.finish();
  }

 private:
  static period period_at(std::size_t block, std::int32_t ordinal) {
    return detail::period_of(static_cast<detail::period_key>(ordinal) << detail::block_bits |
                             static_cast<detail::period_key>(block));
  }

  /// None where the source is no text.
  std::optional<fault_list> split(const detail::text_source& source) {
    rows_ = std::make_unique<row_buckets>(known_.indicators->size(), memory_ / 4, path_);
    panel_builder builder(known_.indicators, known_.areas, files_.fault_limit);
    detail::piecewise how;
    how.threads = files_.threads;
    how.progress = files_.progress;
    how.pieces_at_once = 2 * static_cast<std::size_t>(files_.threads);
    // Pieces take about as much as their text.
    const std::uint64_t share = memory_ / 4 / how.pieces_at_once;
    how.piece_bytes = static_cast<std::size_t>(
        std::clamp<std::uint64_t>(share, std::uint64_t{1} << 20U, how.piece_bytes));
    const bool is_text = observation_file::pass_on(source, files_.observations, builder, how, [&] {
      accepted_rows::take(builder, [&](const accepted_row& row) { rows_->add(row); });
    });
    if (!is_text) return std::nullopt;
    return builder.faults();
  }

  /// Calls `visit(block, its position in the file, indicator)`.
  template <class Visit>
  void for_buckets(const progress_callback& progress, const Visit& visit) {
    const detail::panel_outline& outline = rows_->outline();
    std::size_t all = 0;
    for (std::size_t block = 0; block < detail::most_blocks; ++block) {
      all += outline.indicators(block).size();
    }
    std::size_t done = 0;
    std::size_t position = 0;
    for (std::size_t block = 0; block < detail::most_blocks; ++block) {
      if (outline.periods(block).is_empty()) continue;
      for (const indicator_index i : outline.indicators(block)) {
        visit(block, position, i);
        ++done;
        if (progress.call != nullptr &&
            !progress.call(progress.user, static_cast<double>(done) / static_cast<double>(all))) {
          throw error(errc::cancelled, "the work was cancelled");
        }
      }
      ++position;
    }
  }

  /// The figures of one indicator and block. Throws `input_error` for duplicates.
  panel panel_of(std::size_t block, indicator_index i) const {
    panel_builder builder(known_.indicators, known_.areas, files_.fault_limit);
    builder.set_file(files_.observations);
    rows_->for_each(block, i,
                    [&](accepted_row row) { accepted_rows::put(builder, std::move(row)); });
    return builder.build(files_.threads);
  }

  const data_files& files_;
  frame known_;
  const std::string& path_;
  std::uint64_t memory_;
  std::unique_ptr<row_buckets> rows_;
};

}  // namespace

fault_list pack_data_set(const data_files& files, const std::string& path, std::uint64_t memory,
                         progress_callback progress) {
  if (!files.packed.empty()) {
    throw error(errc::invalid_argument, "expected text files, found a packed panel");
  }
  if (files.threads < 1) {
    throw error(errc::invalid_argument,
                "expected at least one thread, found " + std::to_string(files.threads));
  }
  fault_list faults(files.fault_limit);
  auto indicators = collect(faults, [&] {
    return std::make_shared<const catalog>(read_catalog(files.catalog, &faults));
  });
  auto areas = collect(faults, [&] {
    return std::make_shared<const area_tree>(read_areas(files.areas, files.encoding, &faults));
  });
  if (!files.area_changes.empty() && indicators && areas) {
    const auto changes = collect(faults, [&] {
      return read_area_changes(files.area_changes, **indicators, **areas, files.encoding, &faults);
    });
    if (changes) {
      areas = std::make_shared<const area_tree>(
          (*areas)->with_breaks({changes->breaks().begin(), changes->breaks().end()}));
    }
  }
  faults.throw_if_errors();

  packing rows(files, {*indicators, *areas}, path, memory);
  const auto of_rows = collect(faults, [&] { return rows.read(); });
  bool is_good = of_rows && of_rows->errors() == 0;
  if (of_rows && !is_good) {
    fault_list errors = *of_rows;
    errors.append(rows.find_duplicates(progress));
    faults.append(std::move(errors));
  }
  fault_list behind(files.fault_limit);
  std::optional<targets> wanted = targets();
  if (!files.targets.empty()) {
    wanted = collect(behind, [&] {
      return read_targets(files.targets, **indicators, **areas, files.encoding, &behind);
    });
  }
  if (is_good && wanted) {
    try {
      rows.write(*wanted, progress);
    } catch (const input_error&) {
      is_good = false;
    }
  }
  if (of_rows && of_rows->errors() == 0) {
    faults.append(*of_rows);
    if (!is_good || !wanted) faults.append(rows.find_duplicates(progress));
  }
  faults.append(std::move(behind));
  faults.throw_if_errors();
  return faults;
}

}  // namespace zhibiao::inline ZB_ABI
