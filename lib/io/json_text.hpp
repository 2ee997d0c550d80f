#pragma once

#include <zhibiao/config.hpp>

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// A JSON object that keeps the order of its keys.
using json = nlohmann::ordered_json;

/// The value, or null.
template <class T>
json or_null(const std::optional<T>& value) {
  return value ? json(*value) : json(nullptr);
}

/// The text, or null where there is none.
inline json or_null(std::string_view text) { return text.empty() ? json(nullptr) : json(text); }

/// A document that is a list of objects: `{"zhibiao": version, name: [...]}`, an object a line, so
/// that two of them can be compared line by line.
class json_list {
 public:
  json_list(std::string& out, std::string_view name);

  void add(const json& object);
  void end();

 private:
  std::string* out_;
  bool is_empty_ = true;
};

}  // namespace zhibiao::inline ZB_ABI::detail
