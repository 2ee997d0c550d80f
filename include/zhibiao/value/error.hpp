#pragma once

#include <zhibiao/config.hpp>

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace zhibiao::inline ZB_ABI {

/// What is wrong with a call or an input; the closed list stands in `value/error.def`.
/// Data that merely does not allow a number is never an error: that is a `status` in the cell.
enum class errc : std::int32_t {
#define ZB_ERROR(name, number, rule, sentence) name = number,
#include <zhibiao/value/error.def>
#undef ZB_ERROR
};

/// The rule's name as printed for people and machines: `unknown-indicator`.
std::string_view rule_name(errc code) noexcept;

/// One general sentence about the rule.
std::string_view describe(errc code) noexcept;

/// Where a fault lies: in a file, or at a cell. Empty and zero members are not known.
struct place {
  std::string file;
  std::int64_t line = 0;    ///< from 1
  std::int64_t column = 0;  ///< from 1, in characters
  std::string indicator;
  std::string area;
  std::string period;

  friend bool operator==(const place&, const place&) = default;
};

/// `observations.csv:12:4`, or `indicator 'sort_rate', area 990121101000, period 2021`; empty where
/// nothing is known.
std::string to_string(const place& where);

/// A fault of the call or of the input as a whole, with its code, its place and one plain sentence
/// that says what was expected and what was found. Nothing is half done when it is thrown.
class error : public std::exception {
 public:
  error(errc code, std::string message, place where = {});

  errc code() const noexcept { return code_; }
  const place& where() const noexcept { return where_; }
  const std::string& message() const noexcept { return message_; }

  /// `place: message [rule]`
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  errc code_;
  place where_;
  std::string message_;
  std::string text_;
};

/// A value, or why there is none: for callers who expect failure, such as readers of large files.
/// The throwing twin of a `try_f` is `f`.
template <class T>
class [[nodiscard]] result {
 public:
  // Implicit, so that a function can return either.
  result(T value) : held_(std::in_place_index<0>, std::move(value)) {}  // NOLINT
  result(error why) : held_(std::in_place_index<1>, std::move(why)) {}  // NOLINT

  bool has_value() const noexcept { return held_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  const T& operator*() const& noexcept { return *std::get_if<0>(&held_); }
  T&& operator*() && noexcept { return std::move(*std::get_if<0>(&held_)); }
  const T* operator->() const noexcept { return std::get_if<0>(&held_); }

  /// Why there is no value. Only where `has_value()` is false.
  const error& why() const noexcept { return *std::get_if<1>(&held_); }

  /// The value, or its error thrown.
  const T& value() const& {
    if (!has_value()) throw why();
    return **this;
  }
  T value() && {
    if (!has_value()) throw why();
    return *std::move(*this);
  }

 private:
  std::variant<T, error> held_;
};

}  // namespace zhibiao::inline ZB_ABI
