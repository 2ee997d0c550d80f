// zb_bench_agree <ours> <theirs> <magnitude>
//
// Compares two files of results cell by cell: .f64 within 1e-12 (see agreement.hpp), .u8 exactly. Says
// `<cells> <different>`, and of the first that differs its position and both values. Exit code 1 where
// they differ, 2 where they cannot be compared.

#include "agreement.hpp"

#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace zhibiao_bench {
namespace {

constexpr double tolerance = 1e-12;

template <class T>
std::vector<T> read(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  const auto bytes = static_cast<std::size_t>(file.tellg());
  if (bytes % sizeof(T) != 0) throw std::runtime_error(path + ": ends within a cell");
  std::vector<T> cells(bytes / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(cells.data()), static_cast<std::streamsize>(bytes));
  if (!file) throw std::runtime_error(path + ": cannot be read");
  return cells;
}

template <class T, class... Limits>
int report(const std::string& ours_path, const std::string& theirs_path, Limits... limits) {
  const std::vector<T> ours = read<T>(ours_path);
  const std::vector<T> theirs = read<T>(theirs_path);
  if (ours.size() != theirs.size()) {
    throw std::runtime_error(ours_path + " has " + std::to_string(ours.size()) + " cells, " +
                             theirs_path + " has " + std::to_string(theirs.size()));
  }
  const agreement found = compare(ours, theirs, limits...);
  std::printf("%zu %zu", found.cells, found.different);
  if (found.different != 0) {
    std::printf(" first at %zu: %.17g and %.17g", found.first,
                static_cast<double>(ours[found.first]), static_cast<double>(theirs[found.first]));
  }
  std::printf("\n");
  return found.different == 0 ? 0 : 1;
}

}  // namespace
}  // namespace zhibiao_bench

int main(int argc, char** argv) {
  using namespace zhibiao_bench;
  if (argc != 4) {
    std::cerr << "zb_bench_agree <ours> <theirs> <magnitude>\n";
    return 2;
  }
  try {
    const std::string ours = argv[1];
    return ours.ends_with(".u8") ? report<std::uint8_t>(ours, argv[2])
                                 : report<double>(ours, argv[2], tolerance, std::stod(argv[3]));
  } catch (const std::exception& e) {
    std::cerr << "zb_bench_agree: " << e.what() << "\n";
    return 2;
  }
}
