#include <zhibiao/io/result_json.hpp>

#include "io/cell_fields.hpp"
#include "io/json_text.hpp"

#include <cstddef>
#include <utility>

namespace zhibiao::inline ZB_ABI {

namespace {

class cell_list {
 public:
  cell_list(const panel& data, language lang, std::string& out)
      : describer_(data, lang), list_(out, "cells") {}

  void add(const result_cell& cell) {
    using detail::json;
    using detail::or_null;
    const detail::cell_fields f = describer_.describe(cell);
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
    list_.add(object);
  }

  void end() { list_.end(); }

 private:
  detail::cell_describer describer_;
  detail::json_list list_;
};

}  // namespace

std::string to_json(const result_set& results, language lang) {
  std::string out;
  cell_list list(results.panel(), lang, out);
  results.for_each([&](const result_cell& cell) { list.add(cell); });
  list.end();
  return out;
}

struct json_sink::state {
  state(const panel& frame, language lang, text_consumer to)
      : write(std::move(to)), list(frame, lang, text) {}

  void pass_on(std::size_t from) {
    if (text.size() < from) return;
    write(text);
    text.clear();
  }

  text_consumer write;
  std::string text;
  cell_list list;
};

json_sink::json_sink(const panel& frame, language lang, text_consumer write)
    : state_(std::make_unique<state>(frame, lang, std::move(write))) {}
json_sink::~json_sink() = default;

void json_sink::take(const result_slab& cells) {
  constexpr std::size_t enough = std::size_t{1} << 20U;
  for (std::size_t a = 0; a < cells.areas.size(); ++a) {
    for (std::size_t p = 0; p < cells.periods.size(); ++p) state_->list.add(cells.at(a, p));
    state_->pass_on(enough);
  }
}

void json_sink::finish() {
  state_->list.end();
  state_->pass_on(0);
}

}  // namespace zhibiao::inline ZB_ABI
