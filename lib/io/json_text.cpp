#include "io/json_text.hpp"

#include <zhibiao/version.hpp>

#include "io/shortest_number.hpp"

namespace zhibiao::inline ZB_ABI::detail {
namespace {

// A name that is no UTF-8 can come from a caller's own panel; it must not cost the whole document.
std::string text_of(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

json_list::json_list(std::string& out, std::string_view name) : out_(&out) {
  *out_ += R"({"zhibiao":")" ZB_VERSION_STRING R"(",)" + text_of(json(name)) + ":[";
}

void json_list::add(const json& object) { add_written(text_of(object)); }

void json_list::add_written(std::string_view object) {
  *out_ += is_empty_ ? "\n" : ",\n";
  *out_ += object;
  is_empty_ = false;
}

void json_list::end() { *out_ += is_empty_ ? "]}\n" : "\n]}\n"; }

void json_object_writer::begin() {
  out_ = "{";
  member_ = 0;
}

void json_object_writer::put_key(std::string_view key) {
  if (member_ > 0) out_ += ',';
  out_ += '"';
  out_ += key;
  out_ += "\":";
  ++member_;
}

void json_object_writer::text(std::string_view key, std::string_view value) {
  quoted_text& last = last_[member_ % most_members];
  put_key(key);
  if (last.text != value) {
    last.text = value;
    last.quoted = text_of(json(value));
  }
  out_ += last.quoted;
}

void json_object_writer::text_or_null(std::string_view key, std::string_view value) {
  if (!value.empty()) return text(key, value);
  put_key(key);
  out_ += "null";
}

void json_object_writer::number(std::string_view key, const std::optional<double>& value) {
  put_key(key);
  if (!value) {
    out_ += "null";
    return;
  }
  const std::size_t from = out_.size();
  append_shortest(out_, *value);
  if (out_.find_first_of(".e", from) == std::string::npos) out_ += ".0";
}

void json_object_writer::count(std::string_view key, const std::optional<std::uint32_t>& value) {
  put_key(key);
  out_ += value ? std::to_string(*value) : "null";
}

void json_object_writer::yes(std::string_view key) {
  put_key(key);
  out_ += "true";
}

std::string_view json_object_writer::end() {
  out_ += '}';
  return out_;
}

}  // namespace zhibiao::inline ZB_ABI::detail
