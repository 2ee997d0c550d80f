# zb_loops(<source>): compiles a source of bulk loops once for each instruction set and puts the objects
# into zhibiao_core. The source is told by ZB_INSTRUCTION_SET which one it is compiled for, and the
# library by ZB_X86_64_LEVELS that there is more than the baseline.

# Loops become vector code only with these. Unlike -ffast-math they leave NaN alone.
set(ZB_KERNEL_OPTIONS -O3 -fno-math-errno -fno-trapping-math)

# The address sanitizer of GCC 12 puts locals that want 64 bytes onto a stack of its own that is aligned to
# 32, where an aligned store of AVX-512 faults (GCC bug 110027). Loops return no locals: they go without it.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND ZB_KERNEL_OPTIONS --param=asan-use-after-return=0)
endif()

include(CheckCXXSourceCompiles)
check_cxx_source_compiles("
  #if !defined(__x86_64__) || !defined(__LP64__)
  #error
  #endif
  int main() {}" ZB_IS_X86_64)

function(zb_add_instruction_set set)
  add_library(zb_loops_${set} OBJECT)
  set_target_properties(zb_loops_${set} PROPERTIES
    POSITION_INDEPENDENT_CODE ON
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
  target_include_directories(zb_loops_${set} PRIVATE "${PROJECT_SOURCE_DIR}/lib")
  target_compile_definitions(zb_loops_${set} PRIVATE ZB_INSTRUCTION_SET=${set})
  target_compile_options(zb_loops_${set} PRIVATE
    -ffp-contract=off ${ZB_KERNEL_OPTIONS} ${ARGN}
    # To GCC a prefetch may throw, and what handles exceptions is a weak symbol.
    $<$<CXX_COMPILER_ID:GNU>:-fno-exceptions>)
  target_link_libraries(zb_loops_${set} PRIVATE zhibiao_headers zb_dev_warnings)
  target_sources(zhibiao_core PRIVATE $<TARGET_OBJECTS:zb_loops_${set}>)
endfunction()

set(ZB_INSTRUCTION_SETS baseline)
zb_add_instruction_set(baseline)
if(ZB_IS_X86_64)
  list(APPEND ZB_INSTRUCTION_SETS avx2 avx512)
  zb_add_instruction_set(avx2 -march=x86-64-v3)
  zb_add_instruction_set(avx512 -march=x86-64-v4 -mprefer-vector-width=512)
  set(ZB_LOOPS_DEFINITIONS ZB_X86_64_LEVELS)
endif()

function(zb_loops source)
  foreach(set IN LISTS ZB_INSTRUCTION_SETS)
    target_sources(zb_loops_${set} PRIVATE "${source}")
  endforeach()
endfunction()
