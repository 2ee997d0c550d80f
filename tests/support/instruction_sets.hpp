#pragma once

#include <zhibiao/kernels/instruction_set.hpp>

#include <vector>

namespace zhibiao::test {

inline constexpr kernels::instruction_set all_instruction_sets[] = {
    kernels::instruction_set::baseline,
    kernels::instruction_set::avx2,
    kernels::instruction_set::avx512,
};

/// Those this machine has.
inline std::vector<kernels::instruction_set> available_instruction_sets() {
  std::vector<kernels::instruction_set> found;
  for (const kernels::instruction_set set : all_instruction_sets) {
    if (set <= kernels::best_instruction_set()) found.push_back(set);
  }
  return found;
}

/// Has the kernels use a set while it lives.
class forced_instruction_set {
 public:
  explicit forced_instruction_set(kernels::instruction_set set)
      : before_(kernels::instruction_set_in_use()) {
    kernels::use_instruction_set(set);
  }
  ~forced_instruction_set() { kernels::use_instruction_set(before_); }
  forced_instruction_set(const forced_instruction_set&) = delete;
  forced_instruction_set& operator=(const forced_instruction_set&) = delete;

 private:
  kernels::instruction_set before_;
};

}  // namespace zhibiao::test
