#pragma once

#include <string>

namespace zhibiao_bench {

/// Where the packed figures of a data folder are.
std::string packed_path(const std::string& folder);

/// Has the system forget what it holds of the file, so that it is read from the disk again.
void forget(const std::string& path);

}  // namespace zhibiao_bench
