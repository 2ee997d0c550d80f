#include <zhibiao/io/panel_file_source.hpp>

#include "io/opened_panel_file.hpp"
#include "io/run_stream.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::column_range;
using detail::opened_panel_file;
using detail::run_stream;

/// How far the threads that read for one reader are ahead of the work, all together.
constexpr std::size_t ahead = std::size_t{16} << 20U;

/// The figures of one slot over the columns that are asked for, and those read with them: rows of a
/// fixed length, in which what is new comes in at the end and pushes the oldest out.
class slot_window {
 public:
  slot_window(const panel_file& file, const opened_panel_file& opened, std::size_t block,
              std::size_t slot, std::size_t columns, std::size_t ahead_of_work)
      : file_(file),
        opened_(opened),
        block_(block),
        slot_(slot),
        areas_(opened.areas()->size()),
        ahead_(ahead_of_work),
        stride_(columns),
        has_statuses_(file.has_statuses(block, slot, 0, shape().period_count)) {}

  figure_run read(std::size_t first, std::size_t last) {
    while (held_.last < last) append(opened_.run_with(block_, std::max(held_.last, first)), first);
    figure_run run;
    run.values = values_.data() + (first - start_);
    run.value_stride = stride_;
    if (has_statuses_ && file_.has_statuses(block_, slot_, first, last)) {
      run.statuses = statuses_.data() + (first - start_);
      run.status_stride = stride_;
    }
    asked_.clear();
    for (const remarked_figure& r : remarks_) {
      if (r.period >= first && r.period < last) asked_.push_back(r);
    }
    run.remarks = asked_;
    return run;
  }

 private:
  const block_shape& shape() const { return opened_.shapes()[block_]; }

  /// Reads a run behind the columns that are held. Of these, those before `first` are not needed.
  void append(std::size_t run, std::size_t first) {
    const column_range columns = opened_.columns(block_, run);
    const column_range kept{std::clamp(first, held_.first, held_.last), held_.last};
    const column_range fresh{kept.size() > 0 ? held_.last : std::max(first, columns.first),
                             columns.last};
    const std::size_t oldest = kept.size() > 0 ? kept.first : fresh.first;
    make_room(kept, fresh.last - oldest);

    // Rows are moved where there is no room behind them; each just before it gets its new columns, while
    // it is in the cache anyway.
    const bool moves = kept.size() == 0 || fresh.last - start_ > stride_;
    const std::size_t start = moves ? oldest : start_;
    if (!stream_ || next_run_ != run) stream_.emplace(opened_, block_, slot_, run, ahead_);
    for (std::size_t row = 0; row < areas_;) {
      const run_stream::part part = stream_->next();
      const double* from = part.values.data() + (fresh.first - columns.first);
      for (std::size_t i = 0; i < part.values.size(); i += columns.size(), ++row) {
        double* const to = values_.data() + row * stride_;
        if (moves) std::copy_n(to + (kept.first - start_), kept.size(), to);
        std::copy_n(from + i, fresh.size(), to + (fresh.first - start));
      }
    }
    next_run_ = run + 1;
    if (has_statuses_) {
      for (std::size_t row = 0; row < areas_ && moves; ++row) {
        observation_status* const to = statuses_.data() + row * stride_;
        std::copy_n(to + (kept.first - start_), kept.size(), to);
      }
      file_.read_statuses(block_, slot_, fresh.first, fresh.last,
                          statuses_.data() + (fresh.first - start), stride_);
    }
    read_remarks(oldest, fresh);
    start_ = start;
    held_ = {oldest, fresh.last};
  }

  /// Rows of at least that many columns; what they hold of `kept` stays where it is in them.
  void make_room(const column_range& kept, std::size_t columns) {
    if (!values_.empty() && columns <= stride_) return;
    const std::size_t stride = std::max(stride_, columns);
    values_ = widened(values_, kept, stride);
    if (has_statuses_) statuses_ = widened(statuses_, kept, stride);
    if (kept.size() > 0) start_ = kept.first;
    stride_ = stride;
  }

  template <class T>
  buffer<T> widened(const buffer<T>& cells, const column_range& kept, std::size_t stride) const {
    buffer<T> wider(areas_ * stride);
    for (std::size_t row = 0; row < areas_ && kept.size() > 0; ++row) {
      std::copy_n(cells.data() + row * stride_ + (kept.first - start_), kept.size(),
                  wider.data() + row * stride);
    }
    return wider;
  }

  void read_remarks(std::size_t oldest, const column_range& fresh) {
    std::erase_if(remarks_, [oldest](const remarked_figure& r) { return r.period < oldest; });
    const auto held = static_cast<std::ptrdiff_t>(remarks_.size());
    std::vector<remark> read;
    file_.read_remarks(block_, slot_, fresh.first, fresh.last, read, fresh.size());
    for (const remark& r : read) {
      if (r.how == qualifier::exact) continue;
      remarks_.push_back({static_cast<area_index>(r.cell / fresh.size()),
                          fresh.first + r.cell % fresh.size(), r.how, r.known});
    }
    std::inplace_merge(remarks_.begin(), remarks_.begin() + held, remarks_.end(),
                       [](const remarked_figure& a, const remarked_figure& b) {
                         return std::tie(a.area, a.period) < std::tie(b.area, b.period);
                       });
  }

  const panel_file& file_;
  const opened_panel_file& opened_;
  std::size_t block_;
  std::size_t slot_;
  std::size_t areas_;
  std::size_t ahead_;
  std::size_t stride_;
  bool has_statuses_;
  std::optional<run_stream> stream_;
  std::size_t next_run_ = 0;
  column_range held_;
  std::size_t start_ = 0;  ///< the column that rows begin with
  buffer<double> values_;
  buffer<observation_status> statuses_;
  std::vector<remarked_figure> remarks_;  ///< of the columns held, by area, then period
  std::vector<remarked_figure> asked_;
};

class window_reader final : public figure_reader {
 public:
  window_reader(std::vector<std::unique_ptr<slot_window>> windows, std::size_t longest_run)
      : windows_(std::move(windows)), longest_run_(longest_run) {}

  std::size_t longest_run() const noexcept override { return longest_run_; }
  figure_run read(std::size_t slot, std::size_t first, std::size_t last) override {
    return windows_[slot]->read(first, last);
  }

 private:
  std::vector<std::unique_ptr<slot_window>> windows_;
  std::size_t longest_run_;
};

}  // namespace

panel_file_source::panel_file_source(panel_file file, std::size_t memory)
    : file_(std::move(file)),
      frame_(panel::make(file_.catalog(), file_.areas(), {}, 0)),
      memory_(memory) {}

std::size_t panel_file_source::reported() const noexcept {
  return static_cast<std::size_t>(file_.reported());
}

std::unique_ptr<figure_reader> panel_file_source::open(std::size_t block,
                                                       std::span<const std::size_t> slots,
                                                       std::size_t reach) const {
  const block_shape& shape = file_.blocks()[block];
  const std::size_t run = std::min(file_.periods_per_run(block), shape.period_count);
  const std::size_t ahead_each = ahead / slots.size();

  // Whole runs, and not many times shorter than what is held beside them: a change is worked on for
  // its base as well. But no more, so that the work on one run and the reading of the next go on
  // together.
  const bool is_aligned =
      static_cast<std::size_t>(shape.first.ordinal()) % file_.periods_per_run(block) == 0;
  const std::size_t beside = reach + (is_aligned ? 0 : run - 1);
  const std::size_t column_bytes = slots.size() * file_.areas()->size() * sizeof(double);
  const std::size_t room = memory_ > ahead ? (memory_ - ahead) / column_bytes : 0;
  const std::size_t fits = room > beside ? room - beside : 0;
  const std::size_t wanted = std::max(run, std::min(fits, 2 * reach));
  const std::size_t longest = std::min(wanted - wanted % run, shape.period_count);
  const std::size_t columns = std::min(longest + beside, shape.period_count);

  std::vector<std::unique_ptr<slot_window>> windows;
  for (const std::size_t slot : slots) {
    windows.push_back(
        std::make_unique<slot_window>(file_, *file_.opened_, block, slot, columns, ahead_each));
  }
  return std::make_unique<window_reader>(std::move(windows), longest);
}

}  // namespace zhibiao::inline ZB_ABI
