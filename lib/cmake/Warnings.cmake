# The warnings this project is written under. For our own sources only: never exported, and silent
# when the project is a part of another.
add_library(zb_dev_warnings INTERFACE)
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(zb_dev_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wdouble-promotion
    -Wold-style-cast -Wcast-qual -Wundef)
endif()

# Errors with the compilers this is tested with. A later one knows warnings we have not met: they are
# to be read, and not to stop anybody.
if(ZB_WERROR)
  if((CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13) OR
     (CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15))
    target_compile_options(zb_dev_warnings INTERFACE -Werror)
  else()
    message(STATUS "Warnings are not errors with this compiler")
  endif()
endif()
