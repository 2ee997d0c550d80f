#include <zhibiao/io/result_json.hpp>

#include "io/cell_fields.hpp"
#include "io/json_text.hpp"
#include "io/text_sink.hpp"

#include <cstdint>
#include <optional>
#include <utility>

namespace zhibiao::inline ZB_ABI {

namespace {

class cell_list {
 public:
  cell_list(const panel& data, language lang, std::string& out)
      : describer_(data, lang), list_(out, "cells") {}

  void computed_by(const method_choice& by) { describer_.computed_by(by); }

  void write(const result_cell& cell) {
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
    object_.text_or_null("method", f.method);
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
  list.computed_by(results.method());
  results.for_each([&](const result_cell& cell) { list.write(cell); });
  list.end();
  return out;
}

struct json_sink::state : detail::text_sink<cell_list> {
  using text_sink::text_sink;
};

json_sink::json_sink(const panel& frame, language lang, text_consumer write)
    : state_(std::make_unique<state>(frame, lang, std::move(write))) {}
json_sink::~json_sink() = default;

void json_sink::take(const result_slab& cells) { state_->take(cells); }

void json_sink::finish() {
  state_->cells().end();
  state_->pass_on();
}

}  // namespace zhibiao::inline ZB_ABI
