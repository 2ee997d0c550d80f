#pragma once

#include <zhibiao/kernels/instruction_set.hpp>

namespace zhibiao::inline ZB_ABI::kernels {

/// The table of bulk loops for the instruction set in use. `Loops` is a struct of function pointers,
/// such as `change_loops`; README.md says how to add one.
template <class Loops>
const Loops& loops() noexcept {
#if defined(ZB_X86_64_LEVELS)
  switch (instruction_set_in_use()) {
    case instruction_set::avx512:
      return Loops::avx512;
    case instruction_set::avx2:
      return Loops::avx2;
    case instruction_set::baseline:
      break;
  }
#endif
  return Loops::baseline;
}

}  // namespace zhibiao::inline ZB_ABI::kernels
