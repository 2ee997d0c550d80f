#include <zhibiao/report/cell_table.hpp>
#include <zhibiao/report/number_text.hpp>
#include <zhibiao/report/status_legend.hpp>
#include <zhibiao/report/words.hpp>

#include "report/filled.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::filled;

/// Names of areas, with the code where several have the same name.
class area_names {
 public:
  explicit area_names(const area_tree& areas) : areas_(&areas) {
    for (area_index i = 0; i < areas.size(); ++i) ++times_[areas[i].name];
  }

  std::string of(area_index i) const {
    const listed_area a = (*areas_)[i];
    std::string text(a.name.empty() ? a.code : a.name);
    if (!a.name.empty() && times_.at(a.name) > 1) text.append(" ").append(a.code);
    return text;
  }

 private:
  const area_tree* areas_;
  std::unordered_map<std::string_view, std::size_t> times_;
};

/// The measures of a result, in their order.
std::vector<measure> measures_of(const result_set& results) {
  std::vector<measure> measures;
  for (const result_section& section : results.sections()) {
    if (measures.empty() || measures.back() != section.measure()) {
      measures.push_back(section.measure());
    }
  }
  return measures;
}

bool is_figure(measure m) { return m == measure::value || m == measure::stated; }

/// What a row's status column says: each status once, with the measures it holds for unless it is all
/// of them.
std::string status_text(const std::vector<result_cell>& row, language lang) {
  struct reason {
    status why;
    std::size_t cells;
    std::string measures;
  };
  std::vector<reason> reasons;
  for (const result_cell& cell : row) {
    if (cell.why == status::ok) continue;
    auto known = std::ranges::find(reasons, cell.why, &reason::why);
    if (known == reasons.end()) known = reasons.insert(known, {cell.why, 0, {}});
    if (known->cells > 0) known->measures += text_of(word::list_separator, lang);
    known->measures += label(cell.measure, lang);
    ++known->cells;
  }
  std::string out;
  for (const reason& r : reasons) {
    const std::string said(lang == language::zh ? describe(r.why, lang) : name(r.why));
    if (!out.empty()) out += text_of(word::note_separator, lang);
    out += r.cells == row.size() ? said : filled(word::of, lang, r.measures, said);
  }
  return out;
}

}  // namespace

std::string cell_table(const result_set& results, language lang, table_style style) {
  const catalog& indicators = results.panel().catalog();
  const area_names names(results.panel().areas());
  const std::vector<measure> measures = measures_of(results);

  const auto heading = [lang](word w) { return std::string(text_of(w, lang)); };
  std::vector<table_column> columns = {{heading(word::area), alignment::left},
                                       {heading(word::indicator), alignment::left},
                                       {heading(word::period), alignment::left},
                                       {heading(word::unit), alignment::left}};
  for (const measure m : measures) {
    columns.push_back({std::string(label(m, lang)), alignment::right});
  }
  columns.push_back({heading(word::status), alignment::left});
  text_table table(std::move(columns));

  status_set occurring;
  std::vector<result_cell> row;
  results.for_each([&](const result_cell& cell) {
    row.push_back(cell);
    if (row.size() < measures.size()) return;
    const indicator& definition = indicators[cell.indicator];
    std::vector<std::string> texts = {names.of(cell.area), definition.name.in(lang),
                                      to_string(cell.period), to_string(definition.unit, lang)};
    for (const result_cell& c : row) {
      occurring.add(c.why);
      if (c.why == status::undetermined && c.measure == measure::verdict) {
        texts.push_back(heading(word::cannot_judge));
      } else {
        texts.push_back(has_number(c.why) ? cell_text(c, definition, lang, !is_figure(c.measure))
                                          : heading(word::no_number));
      }
    }
    texts.push_back(status_text(row, lang));
    table.add_row(std::move(texts));
    row.clear();
  });

  std::string out = table.to_text(style);
  const std::string legend = status_legend(occurring, lang, style);
  if (!legend.empty()) out += "\n" + legend;
  return out;
}

}  // namespace zhibiao::inline ZB_ABI
