#include <zhibiao/report/indicator_table.hpp>
#include <zhibiao/report/words.hpp>

#include "report/groups.hpp"

#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {

std::string indicator_table(const catalog& indicators, language lang, table_style style) {
  const auto column = [lang](word w) { return table_column{std::string(text_of(w, lang))}; };
  text_table table({column(word::id), column(word::name), column(word::unit), column(word::kind),
                    column(word::direction), column(word::aggregation), column(word::parts)});
  for (const detail::group_members& group : detail::grouped_indicators(indicators, lang)) {
    if (!group.heading.empty()) table.add_heading(group.heading);
    for (const indicator_index i : group.indicators) {
      const indicator& its = indicators[i];
      std::string parts = its.numerator;
      if (!its.denominator.empty()) parts += " / " + its.denominator;
      table.add_row({its.id, its.name.in(lang), to_string(its.unit, lang),
                     std::string(name(its.kind)), std::string(name(its.direction)),
                     std::string(name(its.over_areas)), std::move(parts)});
    }
  }
  return table.to_text(style);
}

}  // namespace zhibiao::inline ZB_ABI
