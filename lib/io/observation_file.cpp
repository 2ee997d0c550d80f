#include "io/observation_file.hpp"

#include <zhibiao/io/csv_reader.hpp>

#include "io/observation_reader.hpp"
#include "io/observation_row.hpp"
#include "io/table.hpp"
#include "io/text_window.hpp"
#include "io/utf8.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <string_view>
#include <thread>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

static_assert(text_window::margin >= observation_reader::margin);

bool is_text(std::string_view bytes) noexcept {
  return bytes.find('\0') == std::string_view::npos && find_malformed(bytes) == bytes.size();
}

/// How many rows that many bytes may have, going by the first lines of them.
std::size_t estimated_rows(std::string_view text, std::uint64_t bytes) {
  const std::string_view sample = text.substr(0, std::size_t{1} << 16U);
  const auto lines = std::count(sample.begin(), sample.end(), '\n') + 1;
  const double each = static_cast<double>(sample.size()) / static_cast<double>(lines);
  constexpr double margin = 1.03;
  return static_cast<std::size_t>(static_cast<double>(bytes) / each * margin) + 1;
}

/// Enough for several a thread, so that none has nothing to do at the end.
std::size_t bytes_of_piece(std::uint64_t size, const piecewise& how) {
  const std::uint64_t share = size / (4 * static_cast<std::uint64_t>(how.threads)) + 1;
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(
      share, std::min(how.window_bytes, how.piece_bytes), how.piece_bytes));
}

/// Behind the line end at or behind `at`; the size where there is none.
std::size_t next_line_start(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_of("\r\n", at);
  if (end == std::string_view::npos) return text.size();
  return end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
}

/// The offset of a record in a text that starts one byte before a piece, as far as that can be seen
/// from there: the first line that has good quotes and as many fields as the header.
std::size_t guess_record(std::string_view text, std::size_t width) {
  constexpr int most_lines = 32;
  std::vector<csv_field> fields;
  const std::size_t first = next_line_start(text, 0);
  std::size_t at = first;
  for (int i = 0; i < most_lines && at < text.size(); ++i) {
    const csv_scan found = scan_csv_record(text, at, fields);
    if (found.quoting == csv_quoting::fine && fields.size() == width) return at;
    at = next_line_start(text, at);
  }
  return first;
}

}  // namespace

/// One reading of a source.
class observation_file::reading {
 public:
  reading(const text_source& source, const std::string& name, const catalog* catalog,
          const area_tree* areas, std::size_t fault_limit, const piecewise& how)
      : source_(source),
        name_(name),
        catalog_(catalog),
        areas_(areas),
        limit_(fault_limit),
        how_(how),
        piece_bytes_(bytes_of_piece(source.size(), how)),
        pieces_(static_cast<std::size_t>((source.size() + piece_bytes_ - 1) / piece_bytes_)) {}

  /// Gives the header's faults to `before`, the pieces in their order to `take`, and the faults of the
  /// whole to `behind`. False where the source is no text.
  template <class Before, class Take, class Behind>
  bool read_all(const Before& before, const Take& take, const Behind& behind) {
    if (!read_header()) return false;
    before(std::move(header_faults_));
    if (!header_->is_readable()) return true;
    make_workers();
    at_ = header_end_;
    line_ = header_lines_;
    const std::size_t step = how_.pieces_at_once == 0 ? pieces_.size() : how_.pieces_at_once;
    for (std::size_t first = 0; first < pieces_.size(); first += step) {
      const std::size_t last = std::min(first + step, pieces_.size());
      if (workers_.size() > 1) read_ahead(first, last);
      if (!put_together(first, last, take)) return false;
    }
    fault_list whole;
    if (!has_rows_ && errors_ == 0) header_->warn_of_no_rows(whole);
    behind(std::move(whole));
    return true;
  }

 private:
  /// A piece as it was read.
  struct read_piece {
    std::uint64_t from = 0;
    std::uint64_t next = 0;  ///< where the record behind it starts
    std::optional<observation_piece> rows;
  };

  /// What one thread works with.
  struct worker {
    worker(const table& header, const reading& what)
        : reader(header, what.catalog_, what.areas_), window(what.source_) {}

    observation_reader reader;
    text_window window;
  };

  bool read_header();
  void make_workers();
  void read_ahead(std::size_t first, std::size_t last);
  template <class Take>
  bool put_together(std::size_t first, std::size_t last, const Take& take);
  bool read(worker& with, std::size_t number, std::optional<std::uint64_t> start);
  void tell_progress();

  std::uint64_t start_of(std::size_t piece) const noexcept { return piece * piece_bytes_; }
  std::uint64_t stop_of(std::size_t piece) const noexcept {
    return std::min(start_of(piece + 1), source_.size());
  }

  const text_source& source_;
  const std::string& name_;
  const catalog* catalog_;
  const area_tree* areas_;
  std::size_t limit_;
  const piecewise& how_;
  std::size_t piece_bytes_;

  std::optional<table> header_;
  fault_list header_faults_;
  std::uint64_t header_end_ = 0;
  std::int64_t header_lines_ = 0;
  std::vector<std::unique_ptr<worker>> workers_;
  std::vector<read_piece> pieces_;
  std::atomic<std::uint64_t> bytes_done_{0};

  // Of what is put together so far.
  std::uint64_t at_ = 0;   ///< where the next record starts
  std::int64_t line_ = 0;  ///< and its line
  bool has_rows_ = false;
  std::size_t errors_ = 0;
};

/// False where the source cannot be read, or the header cannot and the rest was not looked at.
bool observation_file::reading::read_header() {
  text_window window(source_);
  if (!window.move(0, how_.window_bytes)) return false;
  for (;;) {
    header_faults_ = fault_list(limit_);
    header_.emplace(window.text(), name_, observation_columns(), header_faults_);
    if (header_->next_offset() < window.text().size() || window.is_last()) break;
    if (!window.grow()) return false;
  }
  header_end_ = header_->next_offset();
  header_lines_ = header_->next_line();
  if (!source_.needs_check()) return true;
  return header_->is_readable() && is_text(window.text().substr(0, header_->next_offset()));
}

void observation_file::reading::make_workers() {
  // That a list is empty is said once, of the first row: what was said must be known.
  const bool has_empty_list =
      (catalog_ != nullptr && catalog_->size() == 0) || (areas_ != nullptr && areas_->size() == 0);
  const std::size_t most = has_empty_list ? 1 : static_cast<std::size_t>(how_.threads);
  const std::size_t count = std::clamp<std::size_t>(pieces_.size(), 1, most);
  for (std::size_t i = 0; i < count; ++i) {
    workers_.push_back(std::make_unique<worker>(*header_, *this));
  }
}

/// The pieces [first, last), each but the file's first from where it seems to start.
void observation_file::reading::read_ahead(std::size_t first, std::size_t last) {
  std::atomic<std::size_t> taken{first};
  std::atomic<bool> stop{false};
  std::vector<std::exception_ptr> failures(workers_.size());
  const auto share = [&](std::size_t thread) {
    try {
      for (std::size_t i = taken++; i < last && !stop; i = taken++) {
        const bool is_first = start_of(i) <= header_end_;
        if (is_first && header_end_ >= stop_of(i)) continue;
        const auto start = is_first ? std::optional(header_end_) : std::nullopt;
        if (!read(*workers_[thread], i, start)) stop = true;
        if (thread == 0) tell_progress();
      }
    } catch (...) {
      failures[thread] = std::current_exception();
      stop = true;
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < workers_.size(); ++i) others.emplace_back(share, i);
    share(0);
  }
  for (const std::exception_ptr& f : failures) {
    if (f) std::rethrow_exception(f);
  }
}

/// The pieces [first, last) in the order of the file, each from where the one before ends.
template <class Take>
bool observation_file::reading::put_together(std::size_t first, std::size_t last,
                                             const Take& take) {
  for (std::size_t i = first; i < last; ++i) {
    if (at_ >= stop_of(i)) continue;
    read_piece& p = pieces_[i];
    if (!p.rows || p.from != at_) {
      if (!read(*workers_[0], i, at_)) return false;
      tell_progress();
    }
    has_rows_ |= p.rows->has_rows();
    errors_ += p.rows->faults().errors();
    const std::int64_t lines = p.rows->line();
    at_ = p.next;
    take(std::move(*p.rows), line_);
    line_ += lines;
    p = {};
  }
  return true;
}

/// Reads a piece from `start`, or where that is not known from what looks like a record; in the
/// latter case it may be left unread. False where the source is no text or cannot be read.
bool observation_file::reading::read(worker& with, std::size_t number,
                                     std::optional<std::uint64_t> start) {
  text_window& window = with.window;
  const std::uint64_t stop = stop_of(number);
  std::uint64_t at = start.value_or(0);
  if (!start) {
    const std::uint64_t before = start_of(number) - 1;
    if (!window.move(before, before + how_.window_bytes)) return false;
    at = before + guess_record(window.text(), header_->width());
  }
  read_piece out{at, at, observation_piece(limit_)};
  while (at < stop) {
    // Some more than the piece, for the end of its last record.
    const std::uint64_t window_end =
        std::min(at + how_.window_bytes, stop + how_.window_bytes / 128 + 1);
    if (!window.move(at, window_end)) return false;
    if (at == out.from) out.rows->reserve(estimated_rows(window.text(), stop - at));
    std::size_t done = 0;
    for (;;) {
      const auto last =
          static_cast<std::size_t>(std::min<std::uint64_t>(stop - at, window.text().size()));
      done = with.reader.read(window.text(), last, window.is_last(), *out.rows);
      if (done > 0) break;
      // A record without an end may be the wrong side of a quote.
      if (!start && window.text().size() > 2 * how_.window_bytes) return true;
      if (!window.grow()) return false;
    }
    if (source_.needs_check() && !is_text(window.text().substr(0, done))) return false;
    at += done;
  }
  out.rows->finish(with.reader.periods());
  out.next = at;
  if (!pieces_[number].rows) bytes_done_ += out.next - out.from;
  pieces_[number] = std::move(out);
  return true;
}

void observation_file::reading::tell_progress() {
  if (how_.progress.call == nullptr) return;
  const double done = static_cast<double>(bytes_done_) / static_cast<double>(source_.size());
  if (!how_.progress.call(how_.progress.user, std::min(done, 1.0))) {
    throw error(errc::cancelled, "the work was cancelled");
  }
}

std::optional<observation_file> observation_file::read(
    const text_source& source, const std::string& name, const catalog* catalog,
    const area_tree* areas, std::size_t fault_limit, const piecewise& how) {
  observation_file out;
  out.name_ = name;
  const bool is_text = reading(source, name, catalog, areas, fault_limit, how)
                           .read_all([&](fault_list faults) { out.before_ = std::move(faults); },
                                     [&](observation_piece rows, std::int64_t first_line) {
                                       out.pieces_.push_back({std::move(rows), first_line});
                                     },
                                     [&](fault_list faults) { out.behind_ = std::move(faults); });
  if (!is_text) return std::nullopt;
  return out;
}

bool observation_file::pass_on(const text_source& source, const std::string& name,
                               panel_builder& builder, const piecewise& how,
                               const std::function<void()>& taken) {
  builder.set_file(name);
  const auto add_faults = [&](fault_list faults) { builder.faults().append(std::move(faults)); };
  return reading(source, name, &builder.catalog(), &builder.areas(), builder.faults().limit(), how)
      .read_all(
          add_faults,
          [&](observation_piece rows, std::int64_t first_line) {
            rows.hand_over(builder, name, first_line);
            taken();
          },
          add_faults);
}

void observation_file::hand_over(panel_builder& builder) && {
  builder.set_file(name_);
  builder.faults().append(std::move(before_));
  for (placed_piece& p : pieces_) {
    // What the builder holds need not be held twice.
    observation_piece rows = std::move(p.rows);
    rows.hand_over(builder, name_, p.first_line);
  }
  builder.faults().append(std::move(behind_));
}

fault_list observation_file::faults() const {
  fault_list all(before_.limit());
  all.append(before_);
  for (const placed_piece& p : pieces_) p.rows.hand_over(all, p.first_line);
  all.append(behind_);
  return all;
}

}  // namespace zhibiao::inline ZB_ABI::detail
