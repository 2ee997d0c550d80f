#include <zhibiao/kernels/instruction_set.hpp>
#include <zhibiao/value/error.hpp>

#include <atomic>
#include <string>

#if defined(ZB_X86_64_LEVELS)
#include <cpuid.h>
#endif

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

#if defined(ZB_X86_64_LEVELS)

// The compiler may use every instruction of a level, so every one of its features is asked for: the
// psABI's micro-architecture levels (x86-64-ABI 1.0, table 3.1). `__builtin_cpu_supports` does not know
// all of them in the compilers we are built with.

struct registers {
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
};

registers cpuid(unsigned leaf) noexcept {
  registers r;
  if (__get_cpuid_count(leaf, 0, &r.eax, &r.ebx, &r.ecx, &r.edx) == 0) return {};
  return r;
}

constexpr bool has(unsigned bits, unsigned wanted) noexcept { return (bits & wanted) == wanted; }

/// Which registers the operating system saves for a thread (XCR0). Only where the processor has OSXSAVE.
unsigned saved_state() noexcept {
  unsigned low = 0;
  unsigned high = 0;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

instruction_set ask_processor() noexcept {
  constexpr unsigned lahf = 1U << 0;
  constexpr unsigned lzcnt = 1U << 5;
  constexpr unsigned v2 =
      bit_SSE3 | bit_SSSE3 | bit_SSE4_1 | bit_SSE4_2 | bit_POPCNT | bit_CMPXCHG16B;
  constexpr unsigned v3 = bit_AVX | bit_F16C | bit_FMA | bit_MOVBE | bit_OSXSAVE;
  constexpr unsigned v3_extended = bit_AVX2 | bit_BMI | bit_BMI2;
  constexpr unsigned v4 = bit_AVX512F | bit_AVX512BW | bit_AVX512CD | bit_AVX512DQ | bit_AVX512VL;
  constexpr unsigned ymm_saved = 0x06;
  constexpr unsigned zmm_saved = 0xe6;

  const registers features = cpuid(1);
  const registers extended = cpuid(7);
  if (!has(features.ecx, v2 | v3) || !has(cpuid(0x80000001).ecx, lahf | lzcnt) ||
      !has(extended.ebx, v3_extended)) {
    return instruction_set::baseline;
  }
  const unsigned saved = saved_state();
  if (!has(saved, ymm_saved)) return instruction_set::baseline;
  return has(extended.ebx, v4) && has(saved, zmm_saved) ? instruction_set::avx512
                                                        : instruction_set::avx2;
}

#else

instruction_set ask_processor() noexcept { return instruction_set::baseline; }

#endif

// In a function, so that it is there whichever static object asks first.
std::atomic<instruction_set>& chosen() noexcept {
  static std::atomic<instruction_set> set{ask_processor()};
  return set;
}

}  // namespace

std::string_view name(instruction_set set) noexcept {
  switch (set) {
    case instruction_set::baseline:
      return "baseline";
    case instruction_set::avx2:
      return "avx2";
    case instruction_set::avx512:
      return "avx512";
  }
  return {};
}

instruction_set best_instruction_set() noexcept { return ask_processor(); }

instruction_set instruction_set_in_use() noexcept {
  return chosen().load(std::memory_order_relaxed);
}

void use_instruction_set(instruction_set set) {
  const instruction_set best = best_instruction_set();
  if (set > best) {
    throw error(errc::invalid_argument, "expected an instruction set this machine has, up to " +
                                            std::string(name(best)) + ", found " +
                                            std::string(name(set)));
  }
  chosen().store(set, std::memory_order_relaxed);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
