#include <zhibiao/report/display_width.hpp>
#include <zhibiao/report/status_legend.hpp>
#include <zhibiao/report/words.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

std::string status_legend(const status_set& occurring, language lang, table_style style) {
  const auto is_shown = [&](status s) { return s != status::ok && occurring.has(s); };
  std::size_t widest = 0;
  for (const status s : all_statuses()) {
    if (is_shown(s)) widest = std::max(widest, display_width(name(s)));
  }
  if (widest == 0) return {};

  const std::string_view heading = text_of(word::legend, lang);
  std::string out;
  if (style == table_style::markdown) {
    out = "## " + std::string(heading) + "\n\n";
  } else {
    out = std::string(heading) + "\n";
  }
  for (const status s : all_statuses()) {
    if (!is_shown(s)) continue;
    const std::string_view its_name = name(s);
    if (style == table_style::markdown) {
      out += "- `" + std::string(its_name) + "` ";
    } else {
      out += "  " + std::string(its_name) + std::string(widest + 2 - its_name.size(), ' ');
    }
    out += describe(s, lang);
    out += '\n';
  }
  return out;
}

}  // namespace zhibiao::inline ZB_ABI
