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

/// Results to compare bit for bit.
class bits {
 public:
  template <class T>
  void add(const std::vector<T>& results) {
    const auto* const first = reinterpret_cast<const unsigned char*>(results.data());
    bytes_.insert(bytes_.end(), first, first + results.size() * sizeof(T));
  }
  friend bool operator==(const bits&, const bits&) = default;

 private:
  std::vector<unsigned char> bytes_;
};

/// Whether `results`, a function that gives `bits`, gives the same under every instruction set.
template <class Results>
bool is_same_on_every_set(const Results& results) {
  const auto under = [&](kernels::instruction_set set) {
    const forced_instruction_set forced(set);
    return results();
  };
  const bits expected = under(kernels::instruction_set::baseline);
  for (const kernels::instruction_set set : available_instruction_sets()) {
    if (under(set) != expected) return false;
  }
  return true;
}

}  // namespace zhibiao::test
