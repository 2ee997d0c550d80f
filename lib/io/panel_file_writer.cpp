#include <zhibiao/io/panel_file_writer.hpp>

#include "io/checksum.hpp"
#include "io/figure_bits.hpp"
#include "io/new_file.hpp"
#include "io/packed_areas.hpp"
#include "io/packed_catalog.hpp"
#include "io/packed_directory.hpp"
#include "io/packed_remarks.hpp"
#include "io/packed_statuses.hpp"
#include "io/packed_targets.hpp"
#include "io/run_copier.hpp"
#include "panel/decimals_finder.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

using namespace detail;

// More than there are from the year 1 to 9999.
constexpr std::size_t every_period = 120'000;

[[noreturn]] void refuse(std::string message) {
  throw error(errc::invalid_argument, std::move(message));
}

template <class T>
std::string_view bytes_of(std::span<const T> values) noexcept {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

void check(const std::vector<packed_block_shape>& blocks, std::size_t indicators) {
  const packed_block_shape* before = nullptr;
  for (const packed_block_shape& b : blocks) {
    const auto order = [](const packed_block_shape& s) {
      return std::pair(periods_per_year(s.first_period.frequency()), s.first_period.form());
    };
    if (!b.first_period.is_valid() || b.period_count == 0 || b.period_count > every_period) {
      refuse("expected a block of periods, found none");
    }
    b.first_period.shifted(static_cast<int>(b.period_count) - 1);
    if (before != nullptr && order(*before) >= order(b)) {
      refuse("expected blocks from the coarsest frequency to the finest, each once");
    }
    before = &b;
    if (b.indicators.empty()) refuse("expected a block of indicators, found none");
    if (b.indicators.back() >= indicators ||
        std::ranges::adjacent_find(b.indicators, std::greater_equal<>()) != b.indicators.end()) {
      refuse("expected indicators of the catalogue, in its order");
    }
  }
}

}  // namespace

std::size_t periods_per_run(std::size_t areas, frequency f, std::uint64_t run_bytes) noexcept {
  const std::uint64_t row = std::max<std::uint64_t>(areas, 1) * sizeof(double);
  const std::size_t most = std::clamp<std::size_t>(run_bytes / row, 1, every_period);
  const auto year = static_cast<std::size_t>(zhibiao::periods_per_year(f));
  if (most >= year) return most - most % year;
  std::size_t part = most;
  while (year % part != 0) --part;
  return part;
}

struct panel_file_writer::state {
  state(const std::string& path, const catalog& indicators, const area_tree& area_list,
        const targets& wanted, std::vector<packed_block_shape> shapes, std::uint64_t run_bytes)
      : areas(area_list.size()), file(path) {
    file.append_zeros(panel_file_header_size);
    header.catalog = append_section(pack_catalog(indicators), "catalogue");
    header.areas = append_section(pack_areas(area_list), "area list");
    if (!wanted.empty()) header.targets = append_section(pack_targets(wanted), "target list");
    directory.is_reporting.resize(areas);
    for (packed_block_shape& shape : shapes) {
      packed_block_entry& b = directory.blocks.emplace_back();
      b.first = shape.first_period;
      b.period_count = static_cast<std::uint32_t>(shape.period_count);
      b.periods_per_run = static_cast<std::uint32_t>(
          zhibiao::periods_per_run(areas, b.first.frequency(), run_bytes));
      b.is_reported.resize(shape.period_count);
      const std::size_t count = detail::run_count(b.first, shape.period_count, b.periods_per_run);
      for (const indicator_index i : shape.indicators) {
        b.slots.push_back({i, -1, std::vector<packed_run>(count)});
        runs += count;
      }
    }
  }

  file_piece append(std::string_view bytes) {
    const std::uint64_t step = bytes.size() < long_piece ? piece_alignment : long_piece_alignment;
    file.append_zeros(static_cast<std::size_t>((step - file.size() % step) % step));
    const file_piece piece{file.size(), bytes.size(), checksum(bytes)};
    file.append(bytes);
    return piece;
  }

  file_piece append_section(const std::string& bytes, std::string_view what) {
    if (bytes.size() > most_section_bytes) {
      throw error(errc::too_large, "a packed panel holds no " + std::string(what) +
                                       " of more than " + std::to_string(most_section_bytes) +
                                       " bytes");
    }
    return append(bytes);
  }

  file_piece append_figures(std::span<const double> values) {
    if constexpr (std::endian::native == std::endian::little) return append(bytes_of(values));
    std::string bytes;
    bytes.reserve(values.size_bytes());
    for (const double x : values) {
      const auto bits = std::bit_cast<std::uint64_t>(x);
      for (unsigned i = 0; i < 64; i += 8) bytes += static_cast<char>((bits >> i) & 0xFFU);
    }
    return append(bytes);
  }

  column_range columns() const {
    const packed_block_entry& b = directory.blocks[at.block];
    return detail::run_columns(b.first, b.period_count, b.periods_per_run, at.run);
  }

  void check(std::span<const double> values, std::span<const observation_status> statuses,
             std::span<const remark> remarks) const {
    if (written == runs) refuse("expected no more runs, found one");
    const std::size_t cells = areas * columns().size();
    if (values.size() != cells || (!statuses.empty() && statuses.size() != cells)) {
      refuse("expected " + std::to_string(cells) + " figures of the run, found " +
             std::to_string(values.size()) + " and " + std::to_string(statuses.size()) +
             " statuses");
    }
    if (!are_figures(values)) refuse("expected finite figures or the two kinds of missing ones");
    std::uint64_t next_cell = 0;
    for (const remark& r : remarks) {
      if (r.cell < next_cell || r.cell >= cells || is_no_row(values[r.cell]) ||
          std::isnan(r.known.lower) || std::isnan(r.known.upper)) {
        refuse("expected remarks on figures of the run, in the order of their cells");
      }
      next_cell = r.cell + 1;
    }
  }

  void note_figures(std::span<const double> values, std::span<const remark> remarks) {
    packed_block_entry& b = directory.blocks[at.block];
    const column_range run = columns();
    for (std::size_t a = 0; a < areas; ++a) {
      bool is_reporting = false;
      for (std::size_t c = 0; c < run.size(); ++c) {
        const double x = values[a * run.size() + c];
        if (is_no_row(x)) continue;
        is_reporting = true;
        b.is_reported[run.first + c] = true;
        ++directory.reported;
        decimals.add(x);
      }
      if (is_reporting) directory.is_reporting[a] = true;
    }
    for (const remark& r : remarks) {
      if (is_missing(values[r.cell])) continue;
      if (std::isfinite(r.known.lower)) decimals.add(r.known.lower);
      if (std::isfinite(r.known.upper)) decimals.add(r.known.upper);
    }
  }

  void write(std::span<const double> values, std::span<const observation_status> statuses,
             std::span<const remark> remarks) {
    check(values, statuses, remarks);
    packed_slot& slot = directory.blocks[at.block].slots[at.slot];
    packed_run& run = slot.runs[at.run];
    note_figures(values, remarks);
    run.values = append_figures(values);
    const auto is_normal = [](observation_status s) { return s == observation_status::normal; };
    if (!std::ranges::all_of(statuses, is_normal)) run.statuses = append(bytes_of(statuses));
    if (!remarks.empty()) {
      run.remarks = append(pack_remarks(remarks, columns().size()));
      run.remark_count = static_cast<std::uint32_t>(remarks.size());
    }
    ++written;
    if (++at.run < slot.runs.size()) return;
    slot.exact_decimals = std::exchange(decimals, decimals_finder()).found();
    at.run = 0;
    if (++at.slot < directory.blocks[at.block].slots.size()) return;
    at.slot = 0;
    ++at.block;
  }

  void finish() {
    if (written != runs) {
      refuse("expected " + std::to_string(runs) + " runs, found " + std::to_string(written));
    }
    header.directory = append_section(pack_directory(directory), "directory");
    header.file_size = file.size();
    file.commit(pack_header(header));
  }

  struct position {
    std::size_t block = 0;
    std::size_t slot = 0;
    std::size_t run = 0;
  };

  std::size_t areas;
  new_file file;
  panel_file_header header;
  packed_directory directory;
  decimals_finder decimals;  ///< of the slot that is being written
  position at;
  std::size_t runs = 0;
  std::size_t written = 0;
};

panel_file_writer::panel_file_writer(const std::string& path, const catalog& indicators,
                                     const area_tree& areas, const targets& wanted,
                                     std::vector<packed_block_shape> blocks,
                                     std::uint64_t run_bytes) {
  check(blocks, indicators.size());
  if (areas.size() == 0 && !blocks.empty()) refuse("expected figures of areas, found no areas");
  state_ = std::make_unique<state>(path, indicators, areas, wanted, std::move(blocks), run_bytes);
}

panel_file_writer::panel_file_writer(panel_file_writer&&) noexcept = default;
panel_file_writer& panel_file_writer::operator=(panel_file_writer&&) noexcept = default;
panel_file_writer::~panel_file_writer() = default;

std::size_t panel_file_writer::run_count() const noexcept { return state_->runs; }
std::size_t panel_file_writer::written() const noexcept { return state_->written; }

packed_run_place panel_file_writer::next() const noexcept {
  const column_range columns = state_->columns();
  return {state_->at.block, state_->at.slot, columns.first, columns.last};
}

void panel_file_writer::write(std::span<const double> values,
                              std::span<const observation_status> statuses,
                              std::span<const remark> remarks) {
  state_->write(values, statuses, remarks);
}

void panel_file_writer::finish() { state_->finish(); }

void write_panel_file(const std::string& path, const panel& data, const targets& wanted,
                      progress_callback progress, std::uint64_t run_bytes) {
  std::vector<packed_block_shape> shapes;
  for (const panel_block& b : data.blocks()) {
    shapes.push_back(
        {b.first_period(), b.period_count(), {b.indicators().begin(), b.indicators().end()}});
  }
  panel_file_writer out(path, data.catalog(), data.areas(), wanted, std::move(shapes), run_bytes);
  run_copier copier;
  while (out.written() < out.run_count()) {
    const packed_run_place to = out.next();
    copier.write(out, data.blocks()[to.block], to.slot, 0);
    if (progress.call != nullptr &&
        !progress.call(progress.user,
                       static_cast<double>(out.written()) / static_cast<double>(out.run_count()))) {
      throw error(errc::cancelled, "the work was cancelled");
    }
  }
  out.finish();
}

}  // namespace zhibiao::inline ZB_ABI
