// zb_bench_kernels [--instruction_set=baseline|avx2|avx512] [options of Google Benchmark]

#include <zhibiao/kernels/instruction_set.hpp>

#include <benchmark/benchmark.h>

#include <exception>
#include <iostream>
#include <string>
#include <string_view>

namespace {

using zhibiao::kernels::instruction_set;

constexpr std::string_view option = "--instruction_set=";

/// Takes our option from the arguments, and does as it says.
void choose_instruction_set(int& argc, char** argv) {
  int kept = 0;
  for (int i = 0; i < argc; ++i) {
    const std::string_view text = argv[i];
    if (!text.starts_with(option)) {
      argv[kept++] = argv[i];
      continue;
    }
    for (const instruction_set set :
         {instruction_set::baseline, instruction_set::avx2, instruction_set::avx512}) {
      if (name(set) == text.substr(option.size())) zhibiao::kernels::use_instruction_set(set);
    }
  }
  argc = kept;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    choose_instruction_set(argc, argv);
  } catch (const std::exception& e) {
    std::cerr << "zb_bench_kernels: " << e.what() << "\n";
    return 1;
  }
  benchmark::AddCustomContext("instruction_set",
                              std::string(name(zhibiao::kernels::instruction_set_in_use())));
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
