#pragma once

#include <zhibiao/value/fault.hpp>

#include <string>
#include <vector>

namespace zhibiao::test {

/// Each fault kept as `12:4 unknown-area`, warnings with `warning ` in front.
inline std::vector<std::string> faults_at(const fault_list& faults) {
  std::vector<std::string> out;
  for (const fault& f : faults.kept()) {
    std::string text = f.level == severity::warning ? "warning " : "";
    text += std::to_string(f.where.line) + ":" + std::to_string(f.where.column) + " ";
    out.push_back(text + std::string(rule_name(f.code)));
  }
  return out;
}

/// The faults of the `input_error` that `read()` throws; none where it throws nothing.
template <class Read>
fault_list faults_of(Read read) {
  try {
    read();
  } catch (const input_error& e) {
    return e.faults();
  }
  return fault_list();
}

}  // namespace zhibiao::test
