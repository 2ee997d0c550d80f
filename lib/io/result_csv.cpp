#include <zhibiao/io/csv_writer.hpp>
#include <zhibiao/io/result_csv.hpp>

#include "io/cell_fields.hpp"

#include <optional>

namespace zhibiao::inline ZB_ABI {
namespace {

std::string text_of(const std::optional<double>& number) {
  return number ? detail::shortest_text(*number) : std::string();
}

}  // namespace

std::string to_csv(const result_set& results, language lang) {
  std::string out;
  csv_writer csv(out);
  csv.row({"area", "indicator", "period", "measure", "value", "status", "lower", "upper", "unit",
           "coverage"});
  const detail::cell_describer describer(results, lang);
  results.for_each([&](const result_cell& cell) {
    const detail::cell_fields f = describer.describe(cell);
    csv.field(f.area);
    csv.field(f.indicator);
    csv.field(f.period);
    csv.field(f.measure);
    csv.field(text_of(f.value));
    csv.field(f.status);
    csv.field(text_of(f.lower));
    csv.field(text_of(f.upper));
    csv.field(f.unit);
    csv.field(text_of(f.coverage));
    csv.end_row();
  });
  return out;
}

}  // namespace zhibiao::inline ZB_ABI
