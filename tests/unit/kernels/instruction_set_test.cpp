#include <zhibiao/kernels/instruction_set.hpp>
#include <zhibiao/value/error.hpp>

#include "support/instruction_sets.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using zhibiao::errc;
using zhibiao::error;
using zhibiao::kernels::best_instruction_set;
using zhibiao::kernels::instruction_set;
using zhibiao::kernels::instruction_set_in_use;
using zhibiao::kernels::name;
using zhibiao::kernels::use_instruction_set;
using zhibiao::test::all_instruction_sets;
using zhibiao::test::available_instruction_sets;
using zhibiao::test::forced_instruction_set;

// Whatever static object asks first gets an answer.
const instruction_set asked_early = instruction_set_in_use();

TEST(InstructionSet, HasAName) {
  EXPECT_EQ(name(instruction_set::baseline), "baseline");
  EXPECT_EQ(name(instruction_set::avx2), "avx2");
  EXPECT_EQ(name(instruction_set::avx512), "avx512");
}

TEST(InstructionSet, IsTheBestBeforeAnyIsForced) { EXPECT_EQ(asked_early, best_instruction_set()); }

TEST(InstructionSet, IsNotMoreThanTheCompilerKnowsOfTheProcessor) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                        __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  const bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                          __builtin_cpu_supports("avx512cd") &&
                          __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  EXPECT_EQ(best_instruction_set() >= instruction_set::avx2, has_avx2);
  EXPECT_EQ(best_instruction_set() >= instruction_set::avx512, has_avx2 && has_avx512);
#else
  EXPECT_EQ(best_instruction_set(), instruction_set::baseline);
#endif
}

TEST(InstructionSet, CanBeForced) {
  const instruction_set before = instruction_set_in_use();
  for (const instruction_set set : available_instruction_sets()) {
    const forced_instruction_set forced(set);
    EXPECT_EQ(instruction_set_in_use(), set);
  }
  EXPECT_EQ(instruction_set_in_use(), before);
}

TEST(InstructionSet, ThatTheMachineLacksIsRefused) {
  const instruction_set before = instruction_set_in_use();
  const auto beyond_all = static_cast<instruction_set>(3);
  EXPECT_THROW(use_instruction_set(beyond_all), error);
  for (const instruction_set set : all_instruction_sets) {
    if (set <= best_instruction_set()) continue;
    try {
      use_instruction_set(set);
      ADD_FAILURE() << name(set);
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::invalid_argument);
      EXPECT_NE(e.message().find(name(best_instruction_set())), std::string::npos) << e.what();
    }
  }
  EXPECT_EQ(instruction_set_in_use(), before);
}

}  // namespace
