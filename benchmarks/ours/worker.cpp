// zb_bench_ours <job> <data folder> <threads>
//
// Does one job again and again for the driver. Says `ready <bytes>`, what it holds, when the input is in
// memory, then does what the lines of its input say: `run` answers `ok <seconds> <peak bytes>`, where the peak is what the run
// held at most above the input; `save <folder>` writes the last result. `zb_bench_ours --list` names
// the jobs.

#include "jobs.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace zhibiao_bench {
namespace {

constexpr std::pair<std::string_view, make_job> jobs[] = {
    {"change-and-statistics", make_change_and_statistics},
    {"change-and-statistics-drawn", make_change_and_statistics_drawn},
    {"change-fresh", make_change_fresh},
    {"change-of-columns", make_change_of_columns},
    {"change-reused", make_change_reused},
    {"county-features", make_county_features},
    {"county-kernels", make_county_kernels},
    {"county-median", make_county_median},
    {"county-statistics", make_county_statistics},
    {"csv-to-columns", make_csv_to_columns},
    {"csv-to-results", make_csv_to_results},
    {"drawn-totals", make_drawn_totals},
    {"packed-aggregate", make_packed_aggregate},
    {"plain-read", make_plain_read},
    {"province-rank", make_province_rank},
    {"stream-copy", make_stream_copy},
};

/// VmRSS or VmHWM of this process in bytes.
long long resident(std::string_view field) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(field)) return std::stoll(line.substr(field.size() + 1)) * 1024;
  }
  return 0;
}

void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

void answer(job& work) {
  const long long held = resident("VmRSS");
  std::printf("ready %lld\n", held);
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "run") {
      work.release();
      forget_peak();
      const auto start = std::chrono::steady_clock::now();
      work.run();
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      std::printf("ok %.9f %lld\n", took.count(), std::max(resident("VmHWM") - held, 0LL));
    } else if (line.starts_with("save ")) {
      work.save(line.substr(5));
      std::puts("ok");
    } else {
      throw std::runtime_error("expected run or save, found " + line);
    }
    std::fflush(stdout);
  }
}

}  // namespace
}  // namespace zhibiao_bench

int main(int argc, char** argv) {
  using namespace zhibiao_bench;
  try {
    if (argc == 2 && std::string_view(argv[1]) == "--list") {
      for (const auto& [name, make] : jobs) std::cout << name << "\n";
      return 0;
    }
    const auto* found = std::ranges::find(jobs, argc == 4 ? argv[1] : "",
                                          [](const auto& known) { return known.first; });
    if (found == std::end(jobs)) {
      std::cerr << "zb_bench_ours <job> <data folder> <threads>, or --list\n";
      return 2;
    }
    answer(*found->second({argv[2], std::stoi(argv[3])}));
  } catch (const std::exception& e) {
    std::cerr << "zb_bench_ours: " << e.what() << "\n";
    return 1;
  }
}
