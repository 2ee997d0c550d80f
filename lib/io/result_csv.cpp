#include <zhibiao/io/csv_writer.hpp>
#include <zhibiao/io/result_csv.hpp>

#include "io/cell_fields.hpp"
#include "io/large_pages.hpp"
#include "io/shortest_number.hpp"
#include "io/text_sink.hpp"

#include <cstddef>
#include <optional>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

class row_writer {
 public:
  row_writer(const panel& data, language lang, std::string& out)
      : describer_(data, lang), csv_(out) {}

  void write_header() {
    csv_.row({"area", "indicator", "period", "measure", "value", "status", "lower", "upper", "unit",
              "coverage", "method"});
  }

  void computed_by(const method_choice& by) { describer_.computed_by(by); }

  void write(const result_cell& cell) {
    const detail::cell_fields f = describer_.describe(cell);
    csv_.field(f.area);
    csv_.field(f.indicator);
    csv_.plain_field(f.period);
    csv_.plain_field(f.measure);
    number(f.value);
    csv_.plain_field(f.status);
    number(f.lower);
    number(f.upper);
    csv_.field(f.unit);
    number(f.coverage);
    csv_.field(f.method);
    csv_.end_row();
  }

 private:
  void number(const std::optional<double>& value) {
    // The bounds of an exact figure are the figure.
    if (value && value != last_) {
      text_.clear();
      detail::append_shortest(text_, *value);
      last_ = value;
    }
    csv_.plain_field(value ? std::string_view(text_) : std::string_view());
  }

  detail::cell_describer describer_;
  csv_writer csv_;
  std::optional<double> last_;  ///< the number in `text_`
  std::string text_;
};

}  // namespace

std::string to_csv(const result_set& results, language lang) {
  constexpr std::size_t few = 1000;
  std::string out;
  row_writer rows(results.panel(), lang, out);
  rows.computed_by(results.method());
  rows.write_header();
  std::size_t done = 0;
  results.for_each([&](const result_cell& cell) {
    rows.write(cell);
    // Rows are much alike, so the first tell how much room the others take.
    if (++done == few) detail::reserve_large_pages(out, out.size() / few * results.size());
  });
  return out;
}

struct csv_sink::state : detail::text_sink<row_writer> {
  using text_sink::text_sink;
};

csv_sink::csv_sink(const panel& frame, language lang, text_consumer write)
    : state_(std::make_unique<state>(frame, lang, std::move(write))) {
  state_->cells().write_header();
}
csv_sink::~csv_sink() = default;

void csv_sink::take(const result_slab& cells) { state_->take(cells); }

void csv_sink::finish() { state_->pass_on(); }

}  // namespace zhibiao::inline ZB_ABI
