#include <zhibiao/value/error.hpp>

namespace zhibiao::inline ZB_ABI {
namespace {

void append_part(std::string& out, std::string_view part) {
  if (!out.empty()) out += ", ";
  out += part;
}

}  // namespace

std::string_view rule_name(errc code) noexcept {
  switch (code) {
#define ZB_ERROR(name, number, rule, sentence) \
  case errc::name:                             \
    return rule;
#include <zhibiao/value/error.def>
#undef ZB_ERROR
  }
  return {};
}

std::string_view describe(errc code) noexcept {
  switch (code) {
#define ZB_ERROR(name, number, rule, sentence) \
  case errc::name:                             \
    return sentence;
#include <zhibiao/value/error.def>
#undef ZB_ERROR
  }
  return {};
}

std::string to_string(const place& where) {
  std::string out;
  if (!where.file.empty()) {
    // What editors and build logs turn into a link.
    out = where.file;
    if (where.line > 0) out += ":" + std::to_string(where.line);
    if (where.line > 0 && where.column > 0) out += ":" + std::to_string(where.column);
  } else if (where.line > 0) {
    out = "line " + std::to_string(where.line);
    if (where.column > 0) out += ", column " + std::to_string(where.column);
  }
  if (!where.indicator.empty()) append_part(out, "indicator '" + where.indicator + "'");
  if (!where.area.empty()) append_part(out, "area " + where.area);
  if (!where.period.empty()) append_part(out, "period " + where.period);
  return out;
}

error::error(errc code, std::string message, place where)
    : code_(code), where_(std::move(where)), message_(std::move(message)) {
  text_ = to_string(where_);
  if (!text_.empty()) text_ += ": ";
  text_ += message_;
  text_ += " [";
  text_ += rule_name(code_);
  text_ += "]";
}

}  // namespace zhibiao::inline ZB_ABI
