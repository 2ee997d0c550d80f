#include <zhibiao/value/fault.hpp>

#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

error first_error(const fault_list& faults) {
  for (const fault& f : faults.kept()) {
    if (f.level == severity::error) return error(f.code, f.message, f.where);
  }
  return error(errc::invalid_argument,
               "the input has " + std::to_string(faults.errors()) + " errors");
}

}  // namespace

std::string to_string(const fault& f) {
  std::string out = to_string(f.where);
  if (!out.empty()) out += ": ";
  out += f.level == severity::error ? "error: " : "warning: ";
  out += f.message;
  out += " [";
  out += rule_name(f.code);
  out += "]";
  return out;
}

void fault_list::add(errc code, place where, std::string message, severity level) {
  std::size_t& found = level == severity::error ? errors_ : warnings_;
  if (found < limit_) kept_.push_back({code, level, std::move(where), std::move(message)});
  ++found;
}

void fault_list::append(fault_list other) {
  std::size_t lost_errors = other.errors_;
  std::size_t lost_warnings = other.warnings_;
  for (fault& f : other.kept_) {
    --(f.level == severity::error ? lost_errors : lost_warnings);
    add(f.code, std::move(f.where), std::move(f.message), f.level);
  }
  add_lost(lost_errors, lost_warnings);
}

void fault_list::add_lost(std::size_t errors, std::size_t warnings) noexcept {
  errors_ += errors;
  warnings_ += warnings;
}

void fault_list::throw_if_errors() const {
  if (errors_ > 0) throw input_error(*this);
}

input_error::input_error(fault_list faults)
    : error(first_error(faults)), faults_(std::move(faults)) {}

}  // namespace zhibiao::inline ZB_ABI
