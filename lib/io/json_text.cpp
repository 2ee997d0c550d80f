#include "io/json_text.hpp"

#include <zhibiao/version.hpp>

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

void json_list::add(const json& object) {
  *out_ += is_empty_ ? "\n" : ",\n";
  *out_ += text_of(object);
  is_empty_ = false;
}

void json_list::end() { *out_ += is_empty_ ? "]}\n" : "\n]}\n"; }

}  // namespace zhibiao::inline ZB_ABI::detail
