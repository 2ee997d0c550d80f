#include <zhibiao/io/panel_file.hpp>

#include "io/checksum.hpp"
#include "io/figure_bits.hpp"
#include "io/packed_areas.hpp"
#include "io/packed_catalog.hpp"
#include "io/packed_directory.hpp"
#include "io/packed_remarks.hpp"
#include "io/packed_statuses.hpp"
#include "io/packed_targets.hpp"
#include "io/readable_file.hpp"

#include <algorithm>
#include <bit>
#include <new>
#include <string_view>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

using namespace detail;

// Read, checked and handed on while it is in the cache of one core.
constexpr std::size_t chunk_bytes = std::size_t{256} << 10U;

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
void from_file_order(std::span<double> values) noexcept {
  for (double& x : values)
    x = std::bit_cast<double>(__builtin_bswap64(std::bit_cast<std::uint64_t>(x)));
}
#else
void from_file_order(std::span<double>) noexcept {}
#endif
void from_file_order(std::span<observation_status>) noexcept {}

bool are_good(std::span<const double> values) noexcept { return are_figures(values); }
bool are_good(std::span<const observation_status> statuses) noexcept {
  return are_statuses(statuses);
}

}  // namespace

struct panel_file::state {
  explicit state(const std::string& path) : file(path) {
    std::string bytes(
        static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), panel_file_header_size)),
        '\0');
    file.read(0, bytes.data(), bytes.size());
    const panel_file_header header = unpack_header(bytes, file.size(), path);
    catalog = std::make_shared<const zhibiao::catalog>(
        unpack_catalog(section(header.catalog, "the catalogue"), path));
    areas =
        std::make_shared<const area_tree>(unpack_areas(section(header.areas, "the areas"), path));
    if (header.targets.size != 0) {
      targets = unpack_targets(section(header.targets, "the targets"), path, catalog->size(),
                               areas->size());
    }
    directory = unpack_directory(section(header.directory, "the directory"), header,
                                 catalog->size(), areas->size(), path);
    for (const packed_block_entry& b : directory.blocks) {
      block_shape& shape = shapes.emplace_back();
      shape.first = b.first;
      shape.period_count = b.period_count;
      for (const packed_slot& s : b.slots) {
        shape.indicators.push_back(s.indicator);
        shape.exact_decimals.push_back(s.exact_decimals < 0 ? std::nullopt
                                                            : std::optional<int>(s.exact_decimals));
      }
    }
  }

  [[noreturn]] void fail_damaged(std::string message, place where = {}) const {
    where.file = file.path();
    throw error(errc::damaged_file, std::move(message), std::move(where));
  }

  [[noreturn]] void fail_sum(const std::string& what, const file_piece& p, std::uint64_t found,
                             place where = {}) const {
    fail_damaged(what + " are damaged: expected the checksum " + checksum_text(p.checksum) +
                     " of the " + std::to_string(p.size) + " bytes from offset " +
                     std::to_string(p.offset) + ", found " + checksum_text(found),
                 std::move(where));
  }

  // Where a run stands, for messages.
  place place_of(std::size_t block, std::size_t slot, const column_range& run) const {
    const block_shape& shape = shapes[block];
    place where;
    where.indicator = (*catalog)[shape.indicators[slot]].id;
    where.period = to_string(shape.period_at(run.first));
    if (run.size() > 1) where.period += " to " + to_string(shape.period_at(run.last - 1));
    return where;
  }

  // All bytes of a piece. Long ones are read twice: room is made only for what has the right checksum,
  // since its size may be as wrong as the rest.
  std::string section(const file_piece& p, const std::string& what, place where = {}) const {
    constexpr std::uint64_t short_piece = std::uint64_t{4} << 20U;
    if (p.size > short_piece) {
      running_checksum sum;
      std::string chunk(chunk_bytes, '\0');
      for (std::uint64_t at = 0; at < p.size; at += chunk.size()) {
        chunk.resize(static_cast<std::size_t>(std::min<std::uint64_t>(chunk_bytes, p.size - at)));
        file.read(p.offset + at, chunk.data(), chunk.size());
        sum.add(chunk);
      }
      if (sum.value() != p.checksum) fail_sum(what, p, sum.value(), std::move(where));
    }
    std::string bytes(static_cast<std::size_t>(p.size), '\0');
    file.read(p.offset, bytes.data(), bytes.size());
    const std::uint64_t sum = checksum(bytes);
    if (sum != p.checksum) fail_sum(what, p, sum, std::move(where));
    return bytes;
  }

  void check(std::size_t block, std::size_t slot, std::size_t first, std::size_t last,
             std::size_t stride) const {
    if (block >= shapes.size() || slot >= shapes[block].indicators.size() || first >= last ||
        last > shapes[block].period_count || stride < last - first) {
      throw error(errc::invalid_argument, "expected columns of a slot of the file, found others");
    }
  }

  // Calls `f(run, entry)` for every run that has one of the columns.
  template <class F>
  void for_runs(std::size_t block, std::size_t slot, std::size_t first, std::size_t last,
                F f) const {
    const packed_block_entry& b = directory.blocks[block];
    const std::vector<packed_run>& runs = b.slots[slot].runs;
    for (std::size_t r = 0; r < runs.size(); ++r) {
      const column_range run = run_columns(b.first, b.period_count, b.periods_per_run, r);
      if (run.last > first && run.first < last) f(run, runs[r]);
    }
  }

  // Reads a run and copies its columns [part.first, part.last) of every area to out[area * stride].
  template <class T>
  void read_run(const file_piece& p, const std::string& what, std::size_t block, std::size_t slot,
                const column_range& run, const column_range& part, T* out,
                std::size_t stride) const {
    const std::size_t width = run.size();
    const bool is_in_place = part.size() == width && stride == width;
    const std::size_t rows_at_once =
        std::clamp<std::size_t>(chunk_bytes / (width * sizeof(T)), 1, areas->size());
    buffer<T> chunk(is_in_place ? 0 : rows_at_once * width);
    running_checksum sum;
    bool is_good = true;
    for (std::size_t row = 0; row < areas->size(); row += rows_at_once) {
      const std::size_t rows = std::min(rows_at_once, areas->size() - row);
      T* const to = is_in_place ? out + row * width : chunk.data();
      const std::span<T> cells(to, rows * width);
      char* const bytes = reinterpret_cast<char*>(to);
      file.read(p.offset + row * width * sizeof(T), bytes, cells.size_bytes());
      sum.add({bytes, cells.size_bytes()});
      from_file_order(cells);
      is_good = is_good && are_good(cells);
      if (is_in_place) continue;
      for (std::size_t i = 0; i < rows; ++i) {
        std::copy_n(to + i * width + (part.first - run.first), part.size(),
                    out + (row + i) * stride);
      }
    }
    if (sum.value() != p.checksum) fail_sum(what, p, sum.value(), place_of(block, slot, run));
    // With the right checksum it was written so, by a program that must not be trusted.
    if (!is_good)
      fail_damaged(what + " are none that a panel may hold", place_of(block, slot, run));
  }

  readable_file file;
  std::shared_ptr<const zhibiao::catalog> catalog;
  std::shared_ptr<const area_tree> areas;
  zhibiao::targets targets;
  packed_directory directory;
  std::vector<block_shape> shapes;
};

panel_file::panel_file(const std::string& path) : state_(std::make_unique<state>(path)) {}
panel_file::panel_file(panel_file&&) noexcept = default;
panel_file& panel_file::operator=(panel_file&&) noexcept = default;
panel_file::~panel_file() = default;

const std::string& panel_file::path() const noexcept { return state_->file.path(); }
const std::shared_ptr<const catalog>& panel_file::catalog() const noexcept {
  return state_->catalog;
}
const std::shared_ptr<const area_tree>& panel_file::areas() const noexcept { return state_->areas; }
const targets& panel_file::targets() const noexcept { return state_->targets; }
std::span<const block_shape> panel_file::blocks() const noexcept { return state_->shapes; }
std::size_t panel_file::periods_per_run(std::size_t block) const noexcept {
  return state_->directory.blocks[block].periods_per_run;
}
std::uint64_t panel_file::reported() const noexcept { return state_->directory.reported; }
bool panel_file::is_reporting(area_index area) const noexcept {
  return state_->directory.is_reporting[area];
}
bool panel_file::is_reported(std::size_t block, std::size_t column) const noexcept {
  return state_->directory.blocks[block].is_reported[column];
}

namespace {

column_range common(const column_range& run, std::size_t first, std::size_t last) noexcept {
  return {std::max(run.first, first), std::min(run.last, last)};
}

}  // namespace

void panel_file::read_values(std::size_t block, std::size_t slot, std::size_t first,
                             std::size_t last, double* out, std::size_t stride) const {
  state_->check(block, slot, first, last, stride);
  state_->for_runs(block, slot, first, last, [&](const column_range& run, const packed_run& entry) {
    const column_range part = common(run, first, last);
    state_->read_run(entry.values, "the figures", block, slot, run, part,
                     out + (part.first - first), stride);
  });
}

bool panel_file::has_statuses(std::size_t block, std::size_t slot, std::size_t first,
                              std::size_t last) const noexcept {
  bool has_any = false;
  state_->for_runs(block, slot, first, last, [&](const column_range&, const packed_run& entry) {
    has_any = has_any || entry.statuses.size != 0;
  });
  return has_any;
}

void panel_file::read_statuses(std::size_t block, std::size_t slot, std::size_t first,
                               std::size_t last, observation_status* out,
                               std::size_t stride) const {
  state_->check(block, slot, first, last, stride);
  state_->for_runs(block, slot, first, last, [&](const column_range& run, const packed_run& entry) {
    const column_range part = common(run, first, last);
    observation_status* const to = out + (part.first - first);
    if (entry.statuses.size != 0) {
      state_->read_run(entry.statuses, "the statuses", block, slot, run, part, to, stride);
      return;
    }
    for (std::size_t a = 0; a < state_->areas->size(); ++a) {
      std::fill_n(to + a * stride, part.size(), observation_status::normal);
    }
  });
}

void panel_file::read_remarks(std::size_t block, std::size_t slot, std::size_t first,
                              std::size_t last, std::vector<remark>& out,
                              std::size_t stride) const {
  state_->check(block, slot, first, last, stride);
  const auto before = static_cast<std::ptrdiff_t>(out.size());
  std::vector<remark> of_run;
  state_->for_runs(block, slot, first, last, [&](const column_range& run, const packed_run& entry) {
    if (entry.remark_count == 0) return;
    const place where = state_->place_of(block, slot, run);
    of_run.clear();
    unpack_remarks(state_->section(entry.remarks, "the remarks", where), entry.remark_count,
                   state_->areas->size(), run.size(), state_->file.path(),
                   "the remarks of indicator '" + where.indicator + "', " + where.period, of_run);
    for (remark& r : of_run) {
      const std::uint64_t area = r.cell / run.size();
      const std::uint64_t column = run.first + r.cell % run.size();
      if (column < first || column >= last) continue;
      r.cell = area * stride + column - first;
      out.push_back(std::move(r));
    }
  });
  std::sort(out.begin() + before, out.end(),
            [](const remark& a, const remark& b) { return a.cell < b.cell; });
}

void panel_file::will_read(std::size_t block, std::size_t slot, std::size_t first,
                           std::size_t last) const noexcept {
  state_->for_runs(block, slot, first, last, [&](const column_range&, const packed_run& entry) {
    for (const file_piece& p : {entry.values, entry.statuses, entry.remarks}) {
      if (p.size != 0) state_->file.will_read(p.offset, p.size);
    }
  });
}

panel read_panel(const panel_file& file, progress_callback progress) try {
  std::size_t slots = 0;
  for (const block_shape& shape : file.blocks()) slots += shape.indicators.size();
  std::size_t done = 0;
  std::vector<block_figures> blocks;
  for (std::size_t b = 0; b < file.blocks().size(); ++b) {
    const block_shape& shape = file.blocks()[b];
    const std::size_t periods = shape.period_count;
    const std::size_t slot_cells = file.areas()->size() * periods;
    const std::size_t cells = shape.indicators.size() * slot_cells;
    block_figures& made = blocks.emplace_back();
    made.first_period = shape.first;
    made.period_count = periods;
    made.indicators = shape.indicators;
    made.exact_decimals = shape.exact_decimals;
    made.values = buffer<double>(cells);
    for (std::size_t slot = 0; slot < shape.indicators.size(); ++slot) {
      const std::size_t start = slot * slot_cells;
      file.read_values(b, slot, 0, periods, made.values.data() + start, periods);
      if (file.has_statuses(b, slot, 0, periods)) {
        if (made.statuses.empty()) {
          made.statuses = buffer<observation_status>(cells, observation_status::normal);
        }
        file.read_statuses(b, slot, 0, periods, made.statuses.data() + start, periods);
      }
      const std::size_t before = made.remarks.size();
      file.read_remarks(b, slot, 0, periods, made.remarks, periods);
      for (std::size_t i = before; i < made.remarks.size(); ++i) made.remarks[i].cell += start;
      ++done;
      if (progress.call != nullptr &&
          !progress.call(progress.user, static_cast<double>(done) / static_cast<double>(slots))) {
        throw error(errc::cancelled, "the work was cancelled");
      }
    }
  }
  return panel::make(file.catalog(), file.areas(), std::move(blocks),
                     static_cast<std::size_t>(file.reported()));
} catch (const std::bad_alloc&) {
  place where;
  where.file = file.path();
  throw error(errc::too_large, "the figures of the file do not fit into the memory",
              std::move(where));
}

}  // namespace zhibiao::inline ZB_ABI
