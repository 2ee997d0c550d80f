#pragma once

#include <zhibiao/version.hpp>

#if !defined(__cplusplus) || \
    (__cplusplus < 202002L && (!defined(_MSVC_LANG) || _MSVC_LANG < 202002L))
#error "zhibiao needs C++20"
#endif

// With -ffast-math the compiler may treat a NaN as impossible, and missing values vanish.
#if defined(__FAST_MATH__) && !defined(ZB_ALLOW_FAST_MATH)
#error \
    "zhibiao needs NaN: build without -ffast-math, or define ZB_ALLOW_FAST_MATH and keep NaN alive"
#endif
