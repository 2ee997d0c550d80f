#include <zhibiao/report/cell_table.hpp>
#include <zhibiao/report/number_text.hpp>
#include <zhibiao/report/status_legend.hpp>
#include <zhibiao/report/words.hpp>

#include "report/added_up.hpp"
#include "report/check_presentation.hpp"
#include "report/filled.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
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

/// What the columns of a table are: a measure or a statistic each.
struct kind_of_cell {
  zhibiao::measure measure;
  std::optional<zhibiao::statistic> statistic;
  std::string label;
};

std::vector<kind_of_cell> kinds_of(const result_set& results, language lang) {
  std::vector<kind_of_cell> kinds;
  for (const result_section& s : results.sections()) {
    const bool is_new = kinds.empty() || kinds.back().measure != s.measure() ||
                        kinds.back().statistic != s.statistic();
    if (!is_new) continue;
    kinds.push_back(
        {s.measure(), s.statistic(),
         s.statistic() ? label(*s.statistic(), lang) : std::string(label(s.measure(), lang))});
  }
  return kinds;
}

bool is_of_kind(const result_cell& c, const kind_of_cell& k) {
  return c.measure == k.measure && c.statistic == k.statistic;
}

bool is_of_row(const result_cell& c, const result_cell& first) {
  return c.area == first.area && c.indicator == first.indicator && c.period == first.period;
}

/// True for what is in the unit of the figures, which has a column of its own.
bool is_in_unit(const result_cell& c, const indicator& definition) {
  return c.statistic ? unit_of(c, definition) == definition.unit
                     : c.measure == measure::value || c.measure == measure::stated;
}

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
    known->measures += label(cell, lang);
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

std::string cell_table(const result_set& results, language lang, table_style style,
                       const presentation& shown) {
  detail::check(shown);
  const catalog& indicators = results.panel().catalog();
  const area_names names(results.panel().areas());
  const std::vector<kind_of_cell> kinds = kinds_of(results, lang);

  const auto heading = [lang](word w) { return std::string(text_of(w, lang)); };
  std::vector<table_column> columns = {{heading(word::area), alignment::left},
                                       {heading(word::indicator), alignment::left},
                                       {heading(word::period), alignment::left},
                                       {heading(word::unit), alignment::left}};
  for (const kind_of_cell& k : kinds) columns.push_back({k.label, alignment::right});
  columns.push_back({heading(word::status), alignment::left});
  text_table table(std::move(columns));

  const detail::added_up added(results, shown);
  status_set occurring;
  std::vector<result_cell> row;
  const auto add_row = [&] {
    const indicator& definition = indicators[row.front().indicator];
    std::vector<std::string> texts = {names.of(row.front().area), definition.name.in(lang),
                                      to_string(row.front().period),
                                      to_string(definition.unit, lang)};
    std::size_t next = 0;
    for (const kind_of_cell& k : kinds) {
      // A town has no statistics over its towns.
      if (next == row.size() || !is_of_kind(row[next], k)) {
        texts.emplace_back();
        continue;
      }
      result_cell c = row[next++];
      if (const std::optional<double> printed = added.at(c)) c.value = *printed;
      occurring.add(c.why);
      if (c.why == status::undetermined && !c.statistic && c.measure == measure::verdict) {
        texts.push_back(heading(word::cannot_judge));
      } else {
        texts.push_back(has_number(c.why)
                            ? cell_text(c, definition, lang, !is_in_unit(c, definition), shown)
                            : heading(word::no_number));
      }
    }
    texts.push_back(status_text(row, lang));
    table.add_row(std::move(texts));
    row.clear();
  };
  results.for_each([&](const result_cell& cell) {
    if (!row.empty() && !is_of_row(cell, row.front())) add_row();
    row.push_back(cell);
  });
  if (!row.empty()) add_row();

  std::string out = table.to_text(style);
  const std::string legend = status_legend(occurring, lang, style);
  if (!legend.empty()) out += "\n" + legend;
  return out;
}

}  // namespace zhibiao::inline ZB_ABI
