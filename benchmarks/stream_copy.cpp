#include "stream_copy.hpp"

namespace zhibiao_bench {

void stream_copy(const double* from, double* to, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
}

}  // namespace zhibiao_bench
