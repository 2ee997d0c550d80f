#include <zhibiao/io/panel_file.hpp>

#include "io/opened_panel_file.hpp"
#include "io/packed_remarks.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

using namespace detail;

void check(const opened_panel_file& file, std::size_t block, std::size_t slot, std::size_t first,
           std::size_t last, std::size_t stride) {
  const std::span<const block_shape> shapes = file.shapes();
  if (block >= shapes.size() || slot >= shapes[block].indicators.size() || first >= last ||
      last > shapes[block].period_count || stride < last - first) {
    throw error(errc::invalid_argument, "expected columns of a slot of the file, found others");
  }
}

// Calls `f(run, entry, part)` for every run that has some of the columns, with those it has.
template <class F>
void for_runs(const opened_panel_file& file, std::size_t block, std::size_t slot, std::size_t first,
              std::size_t last, F f) {
  const std::vector<packed_run>& runs = file.runs(block, slot);
  for (std::size_t r = file.run_with(block, first); r < runs.size(); ++r) {
    const column_range run = file.columns(block, r);
    if (run.first >= last) break;
    f(run, runs[r], column_range{std::max(run.first, first), std::min(run.last, last)});
  }
}

// Reads a run and copies its columns `part` of every area to out[area * stride].
template <class T>
void copy_run(const opened_panel_file& file, const file_piece& p, const char* what,
              std::size_t block, std::size_t slot, const column_range& run,
              const column_range& part, T* out, std::size_t stride) {
  constexpr std::size_t chunk_bytes = std::size_t{256} << 10U;
  const std::size_t width = run.size();
  const std::size_t areas = file.areas()->size();
  if (part.size() == width && stride == width) {
    file.read_run<T>(
        p, what, block, slot, run, areas, [out](std::size_t) { return out; },
        [](std::size_t, std::span<const T>) {});
    return;
  }
  const std::size_t rows = std::clamp<std::size_t>(chunk_bytes / (width * sizeof(T)), 1, areas);
  buffer<T> chunk(rows * width);
  file.read_run<T>(
      p, what, block, slot, run, rows, [&chunk](std::size_t) { return chunk.data(); },
      [&](std::size_t row, std::span<const T> cells) {
        for (std::size_t i = 0; i < cells.size(); i += width, ++row) {
          std::copy_n(cells.data() + i + (part.first - run.first), part.size(), out + row * stride);
        }
      });
}

}  // namespace

panel_file::panel_file(const std::string& path)
    : opened_(std::make_unique<const opened_panel_file>(path)) {}
panel_file::panel_file(panel_file&&) noexcept = default;
panel_file& panel_file::operator=(panel_file&&) noexcept = default;
panel_file::~panel_file() = default;

const std::string& panel_file::path() const noexcept { return opened_->file().path(); }
const std::shared_ptr<const catalog>& panel_file::catalog() const noexcept {
  return opened_->catalog();
}
const std::shared_ptr<const area_tree>& panel_file::areas() const noexcept {
  return opened_->areas();
}
const targets& panel_file::targets() const noexcept { return opened_->targets(); }
std::span<const block_shape> panel_file::blocks() const noexcept { return opened_->shapes(); }
std::size_t panel_file::periods_per_run(std::size_t block) const noexcept {
  return opened_->directory().blocks[block].periods_per_run;
}
std::uint64_t panel_file::reported() const noexcept { return opened_->directory().reported; }
bool panel_file::is_reporting(area_index area) const noexcept {
  return opened_->directory().is_reporting[area];
}
bool panel_file::is_reported(std::size_t block, std::size_t column) const noexcept {
  return opened_->directory().blocks[block].is_reported[column];
}

bool panel_file::has_statuses(std::size_t block, std::size_t slot, std::size_t first,
                              std::size_t last) const noexcept {
  bool has_any = false;
  for_runs(*opened_, block, slot, first, last,
           [&](const column_range&, const packed_run& entry, const column_range&) {
             has_any = has_any || entry.statuses.size != 0;
           });
  return has_any;
}

void panel_file::read_values(std::size_t block, std::size_t slot, std::size_t first,
                             std::size_t last, double* out, std::size_t stride) const {
  check(*opened_, block, slot, first, last, stride);
  for_runs(*opened_, block, slot, first, last,
           [&](const column_range& run, const packed_run& entry, const column_range& part) {
             copy_run(*opened_, entry.values, "the figures", block, slot, run, part,
                      out + (part.first - first), stride);
           });
}

void panel_file::read_statuses(std::size_t block, std::size_t slot, std::size_t first,
                               std::size_t last, observation_status* out,
                               std::size_t stride) const {
  check(*opened_, block, slot, first, last, stride);
  for_runs(*opened_, block, slot, first, last,
           [&](const column_range& run, const packed_run& entry, const column_range& part) {
             observation_status* const to = out + (part.first - first);
             if (entry.statuses.size != 0) {
               copy_run(*opened_, entry.statuses, "the statuses", block, slot, run, part, to,
                        stride);
               return;
             }
             for (std::size_t a = 0; a < opened_->areas()->size(); ++a) {
               std::fill_n(to + a * stride, part.size(), observation_status::normal);
             }
           });
}

void panel_file::read_remarks(std::size_t block, std::size_t slot, std::size_t first,
                              std::size_t last, std::vector<remark>& out,
                              std::size_t stride) const {
  check(*opened_, block, slot, first, last, stride);
  const auto before = static_cast<std::ptrdiff_t>(out.size());
  std::vector<remark> of_run;
  for_runs(*opened_, block, slot, first, last,
           [&](const column_range& run, const packed_run& entry, const column_range& part) {
             if (entry.remark_count == 0) return;
             const place where = opened_->place_of(block, slot, run);
             of_run.clear();
             unpack_remarks(opened_->remarks(entry.remarks, where), entry.remark_count,
                            opened_->areas()->size(), run.size(), path(),
                            "the remarks of indicator '" + where.indicator + "', " + where.period,
                            of_run);
             for (remark& r : of_run) {
               const std::uint64_t area = r.cell / run.size();
               const std::uint64_t column = run.first + r.cell % run.size();
               if (column < part.first || column >= part.last) continue;
               r.cell = area * stride + column - first;
               out.push_back(std::move(r));
             }
           });
  std::sort(out.begin() + before, out.end(),
            [](const remark& a, const remark& b) { return a.cell < b.cell; });
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
