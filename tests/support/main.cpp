#include "support/instruction_sets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <string_view>

// The main function of the test programs: GoogleTest's, with `--instruction-set=avx2` to have the kernels
// use another set than the best of the machine. Exit code 77 says that the machine lacks it.

int main(int argc, char** argv) {
  using namespace zhibiao::kernels;
  using zhibiao::test::all_instruction_sets;

  testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    constexpr std::string_view option = "--instruction-set=";
    const std::string_view argument = argv[i];
    const std::string_view wanted =
        argument.starts_with(option) ? argument.substr(option.size()) : std::string_view();
    const auto set =
        std::ranges::find(all_instruction_sets, wanted, [](auto s) { return name(s); });
    if (set == std::end(all_instruction_sets)) {
      std::cerr << "expected " << option << "baseline, avx2 or avx512, found " << argument << '\n';
      return 2;
    }
    if (*set > best_instruction_set()) {
      std::cout << "skipped: this machine has no " << wanted << '\n';
      return 77;
    }
    use_instruction_set(*set);
  }
  return RUN_ALL_TESTS();
}
