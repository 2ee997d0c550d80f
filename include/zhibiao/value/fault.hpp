#pragma once

#include <zhibiao/value/error.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// How much a fault weighs.
enum class severity : std::uint8_t {
  error,    ///< nothing is loaded
  warning,  ///< loaded, but somebody should look
};

/// One thing wrong in an input, with its place.
struct fault {
  errc code{};
  severity level = severity::error;
  place where;
  std::string message;
};

/// `observations.csv:12:4: error: message [rule]`
std::string to_string(const fault& f);

/// Collects every fault of an input, so that all are reported together. Keeps the first `limit` of
/// each severity and counts the rest, so that ten thousand faults stay readable.
class fault_list {
 public:
  static constexpr std::size_t default_limit = 100;

  explicit fault_list(std::size_t limit = default_limit) : limit_(limit) {}

  void add(errc code, place where, std::string message, severity level = severity::error);

  /// Moves another list's faults behind these, by the same limit.
  void append(fault_list other);

  /// Counts faults of which no more than their number is known.
  void add_lost(std::size_t errors, std::size_t warnings) noexcept;

  /// The faults kept, in the order found.
  const std::vector<fault>& kept() const noexcept { return kept_; }

  /// How many were found, kept or not.
  std::size_t errors() const noexcept { return errors_; }
  std::size_t warnings() const noexcept { return warnings_; }

  std::size_t limit() const noexcept { return limit_; }

  /// Throws `input_error` with all that is here if there is an error among it.
  void throw_if_errors() const;

 private:
  std::size_t limit_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  std::vector<fault> kept_;
};

/// An input with faults: nothing of it was loaded. Code, place and message are those of the first
/// error; `faults()` has all.
class input_error : public error {
 public:
  explicit input_error(fault_list faults);

  const fault_list& faults() const noexcept { return faults_; }

 private:
  fault_list faults_;
};

}  // namespace zhibiao::inline ZB_ABI
