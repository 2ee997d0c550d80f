#pragma once

#include <zhibiao/config.hpp>

#include <cstdint>
#include <string_view>

/// Which of the processor's instructions the bulk kernels use. Results do not depend on it, not by a bit.
namespace zhibiao::inline ZB_ABI::kernels {

/// In order: each has all that the ones before it have.
enum class instruction_set : std::uint8_t {
  baseline,  ///< what every processor of the architecture has; on x86-64: SSE2
  avx2,      ///< x86-64-v3: AVX2, FMA, BMI and what came with them
  avx512,    ///< x86-64-v4: AVX-512 F, BW, CD, DQ, VL
};

/// `baseline`, `avx2`, `avx512`.
std::string_view name(instruction_set set) noexcept;

/// The best that this processor and operating system offer and the library was built with. Asks the
/// processor anew each time: the cost is that of some hundred additions.
instruction_set best_instruction_set() noexcept;

/// The one in use: the best, as found at the first call, unless another was forced. Safe to call at any
/// time and from several threads.
instruction_set instruction_set_in_use() noexcept;

/// Makes the kernels of the whole program use this set from now on, for tests and benchmarks: work
/// under way in other threads goes on and gives the same bits. Throws `error(invalid_argument)` where
/// the machine lacks it, and changes nothing then.
void use_instruction_set(instruction_set set);

}  // namespace zhibiao::inline ZB_ABI::kernels
