#include "io/run_stream.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

constexpr const char* figures = "the figures";  // in messages

constexpr std::size_t part_bytes = std::size_t{1} << 20U;

/// Thrown by the reading thread to itself.
struct stopped {};

}  // namespace

run_stream::run_stream(const opened_panel_file& file, std::size_t block, std::size_t slot,
                       std::size_t first_run, std::size_t ahead)
    : file_(file), block_(block), slot_(slot), first_run_(first_run) {
  const block_shape& shape = file.shapes()[block];
  const std::size_t widest =
      std::min<std::size_t>(file.directory().blocks[block].periods_per_run, shape.period_count);
  const std::size_t row_bytes = widest * sizeof(double);
  rows_at_once_ = std::clamp<std::size_t>(part_bytes / row_bytes, 1, file.areas()->size());
  // One that is worked on, and at least one that is read meanwhile.
  parts_.resize(std::max<std::size_t>(ahead / (rows_at_once_ * row_bytes), 2));
  cells_ = buffer<double>(parts_.size() * rows_at_once_ * widest);
  thread_ = std::jthread([this](const std::stop_token& stop) { read(stop); });
}

run_stream::~run_stream() {
  thread_.request_stop();
  thread_.join();
}

void run_stream::wait_for_room(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  // The part given out last is still in use.
  changed_.wait(lock, stop, [this] { return read_ + 1 < taken_ + parts_.size(); });
  if (stop.stop_requested()) throw stopped();
}

void run_stream::read(const std::stop_token& stop) try {
  const std::vector<packed_run>& runs = file_.runs(block_, slot_);
  for (std::size_t r = first_run_; r < runs.size(); ++r) {
    const file_piece& run = runs[r].values;
    const column_range columns = file_.columns(block_, r);
    file_.check_padding(run, figures, file_.place_of(block_, slot_, columns));
    for (std::size_t row = 0; row < file_.areas()->size(); row += rows_at_once_) {
      const std::size_t rows = std::min(rows_at_once_, file_.areas()->size() - row);
      const std::span<double> cells(room_of(read_), rows * columns.size());
      wait_for_room(stop);
      file_.file().read(run.offset + row * columns.size() * sizeof(double),
                        reinterpret_cast<char*>(cells.data()), cells.size_bytes());
      {
        const std::lock_guard lock(mutex_);
        parts_[read_ % parts_.size()] = {r, row, cells};
        ++read_;
      }
      changed_.notify_all();
    }
  }
  // What is read next is probably the next indicator.
  if (slot_ + 1 < file_.shapes()[block_].indicators.size()) {
    const file_piece& next = file_.runs(block_, slot_ + 1).front().values;
    file_.file().will_read(next.offset, next.size);
  }
} catch (const stopped&) {
} catch (...) {
  {
    const std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
  }
  changed_.notify_all();
}

run_stream::part run_stream::next() {
  part next;
  std::span<double> cells;
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return taken_ < read_ || failure_; });
    if (taken_ == read_) std::rethrow_exception(failure_);
    next = parts_[taken_ % parts_.size()];
    cells = {room_of(taken_), next.values.size()};
    ++taken_;
  }
  changed_.notify_all();
  check(next, cells);
  return next;
}

void run_stream::check(const part& taken, std::span<double> cells) {
  // The second look is at what is still in the nearest caches.
  constexpr std::size_t cached = (std::size_t{256} << 10U) / sizeof(double);
  const column_range columns = file_.columns(block_, taken.run);
  if (taken.first_row == 0) found_.emplace();
  const std::size_t end = taken.first_row + cells.size() / columns.size();
  while (!cells.empty()) {
    const std::span<double> now = cells.first(std::min(cached, cells.size()));
    opened_panel_file::check_cells(now, *found_);
    cells = cells.subspan(now.size());
  }
  if (end != file_.areas()->size()) return;
  file_.finish_check(*found_, file_.runs(block_, slot_)[taken.run].values, figures,
                     file_.place_of(block_, slot_, columns));
}

}  // namespace zhibiao::inline ZB_ABI::detail
