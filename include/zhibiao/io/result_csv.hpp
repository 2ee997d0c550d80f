#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/engine/result_sink.hpp>
#include <zhibiao/io/text_file.hpp>
#include <zhibiao/value/status.hpp>

#include <memory>
#include <string>

namespace zhibiao::inline ZB_ABI {

/// Results as CSV, one row a cell in the order of `result_set::for_each`, with the columns
///
///   area, indicator  the code and the id
///   period, measure
///   value            the shortest number that reads back as the same double; empty: none
///   status           the name of the status: why there is none, or what to know of it
///   lower, upper     what is known of the number, twice the value where it is exact; empty: no
///                    number, or not bounded on that side
///   unit             of the number
///   coverage         the share of its towns a figure stands on, 0 to 1: by weight where that is
///                    known, else by count
///
/// Units are in the language asked for. The same results give the same bytes.
std::string to_csv(const result_set& results, language lang = language::zh);

/// Takes results as they are worked out and passes them on as CSV, about a megabyte at a time. The same
/// rows as those of `to_csv`, in the order of `result_sink::take`, and of each slab by area, then period.
class csv_sink final : public result_sink {
 public:
  /// `frame` is that of the figures (`figure_source::frame`) and must outlive the sink. What `write`
  /// throws is passed on.
  csv_sink(const panel& frame, language lang, text_consumer write);
  ~csv_sink() override;

  void take(const result_slab& cells) override;

  /// Passes on what is left, be it the header alone.
  void finish();

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace zhibiao::inline ZB_ABI
