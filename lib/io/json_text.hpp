#pragma once

#include <zhibiao/config.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
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
  /// The same for an object that is written already, braces included.
  void add_written(std::string_view object);
  void end();

 private:
  std::string* out_;
  bool is_empty_ = true;
};

/// Writes objects with the same members again and again, at a twentieth of the cost of making each of them
/// first. Texts mostly are those of the object before: what quoting made of them is remembered.
class json_object_writer {
 public:
  /// Begins the next object.
  void begin();
  void text(std::string_view key, std::string_view value);
  /// Null where there is none.
  void text_or_null(std::string_view key, std::string_view value);
  /// With a point or an exponent, so that no reader takes some of them for whole numbers.
  void number(std::string_view key, const std::optional<double>& value);
  void count(std::string_view key, const std::optional<std::uint32_t>& value);
  void yes(std::string_view key);
  /// The object; valid until the next one begins.
  std::string_view end();

 private:
  static constexpr std::size_t most_members = 32;

  struct quoted_text {
    std::string text;
    std::string quoted = "\"\"";
  };

  void put_key(std::string_view key);

  std::string out_;
  std::size_t member_ = 0;
  std::array<quoted_text, most_members> last_;  ///< by member
};

}  // namespace zhibiao::inline ZB_ABI::detail
