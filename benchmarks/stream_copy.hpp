#pragma once

#include <cstddef>

namespace zhibiao_bench {

/// STREAM's copy, to[i] = from[i], with ordinary stores: what the memory gives a plain loop. It moves
/// 16 bytes an element by STREAM's count.
void stream_copy(const double* from, double* to, std::size_t size);

}  // namespace zhibiao_bench
