#pragma once

#include <zhibiao/panel/buffer.hpp>

#include "io/opened_panel_file.hpp"

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// The figures of one slot, run after run, read by a thread of its own, which stays a few megabytes ahead of
/// who needs them: so that the disk and the work do not wait for each other. They are checked by who
/// takes them, for reading alone keeps a thread busy.
class run_stream {
 public:
  /// Figures of some areas, `[area][column of the run]`.
  struct part {
    std::size_t run = 0;
    std::size_t first_row = 0;
    std::span<const double> values;
  };

  /// Begins to read at once, from run `first_run` to the end of the slot; `ahead` bytes at most.
  run_stream(const opened_panel_file& file, std::size_t block, std::size_t slot,
             std::size_t first_run, std::size_t ahead);
  run_stream(const run_stream&) = delete;
  run_stream& operator=(const run_stream&) = delete;
  ~run_stream();

  /// The next part; it stays until the next call. All of a run come one after the other, the last of
  /// them only if the run is whole. Throws what reading has thrown. Only while there are runs.
  part next();

 private:
  void read(const std::stop_token& stop);
  void wait_for_room(const std::stop_token& stop);
  void check(const part& taken, std::span<double> cells);
  /// The share of `cells_` of the part of that number.
  double* room_of(std::size_t number) noexcept {
    return cells_.data() + number % parts_.size() * (cells_.size() / parts_.size());
  }

  const opened_panel_file& file_;
  std::size_t block_;
  std::size_t slot_;
  std::size_t first_run_;
  std::size_t rows_at_once_;  ///< of the widest run
  buffer<double> cells_;
  std::vector<part> parts_;  ///< a ring: `parts_[i]` lies in the i-th share of `cells_`
  std::size_t taken_ = 0;    ///< parts given out, and those read; both only grow
  std::size_t read_ = 0;
  std::optional<opened_panel_file::run_check> found_;  ///< of the run that is given out
  std::exception_ptr failure_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::jthread thread_;  ///< last: it uses all the others
};

}  // namespace zhibiao::inline ZB_ABI::detail
