#include <zhibiao/io/result_json.hpp>

#include "io/cell_fields.hpp"
#include "io/json_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace zhibiao::inline ZB_ABI {

namespace {

class cell_list {
 public:
  cell_list(const panel& data, language lang, std::string& out)
      : describer_(data, lang), list_(out, "cells") {}

  void add(const result_cell& cell) {
    const detail::cell_fields f = describer_.describe(cell);
    object_.begin();
    object_.text("area", f.area);
    object_.text_or_null("area_name", f.area_name);
    object_.text_or_null("level", f.level);
    object_.text("indicator", f.indicator);
    object_.text_or_null("indicator_name", f.indicator_name);
    object_.text("period", f.period);
    object_.text("measure", f.measure);
    object_.number("value", f.value);
    object_.text("status", f.status);
    object_.number("lower", f.lower);
    object_.number("upper", f.upper);
    object_.text_or_null("unit", f.unit);
    object_.number("coverage", f.coverage);
    std::optional<std::uint32_t> counted;
    std::optional<std::uint32_t> members;
    if (f.members) {
      counted = f.members->counted;
      members = f.members->members;
    }
    object_.count("counted", counted);
    object_.count("members", members);
    if (f.lower_open) object_.yes("lower_open");
    if (f.upper_open) object_.yes("upper_open");
    list_.add_written(object_.end());
  }

  void end() { list_.end(); }

 private:
  detail::cell_describer describer_;
  detail::json_list list_;
  detail::json_object_writer object_;
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
