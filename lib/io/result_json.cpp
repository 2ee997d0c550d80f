#include <zhibiao/io/result_json.hpp>

#include "io/cell_fields.hpp"
#include "io/json_text.hpp"

namespace zhibiao::inline ZB_ABI {

std::string to_json(const result_set& results, language lang) {
  using detail::json;
  using detail::or_null;
  std::string out;
  detail::json_list list(out, "cells");
  detail::cell_describer describer(results, lang);
  results.for_each([&](const result_cell& cell) {
    const detail::cell_fields f = describer.describe(cell);
    json object = {{"area", f.area},
                   {"area_name", or_null(f.area_name)},
                   {"level", or_null(f.level)},
                   {"indicator", f.indicator},
                   {"indicator_name", or_null(f.indicator_name)},
                   {"period", f.period},
                   {"measure", f.measure},
                   {"value", or_null(f.value)},
                   {"status", f.status},
                   {"lower", or_null(f.lower)},
                   {"upper", or_null(f.upper)},
                   {"unit", or_null(f.unit)},
                   {"coverage", or_null(f.coverage)},
                   {"counted", f.members ? json(f.members->counted) : json(nullptr)},
                   {"members", f.members ? json(f.members->members) : json(nullptr)}};
    if (f.lower_open) object["lower_open"] = true;
    if (f.upper_open) object["upper_open"] = true;
    list.add(object);
  });
  list.end();
  return out;
}

}  // namespace zhibiao::inline ZB_ABI
