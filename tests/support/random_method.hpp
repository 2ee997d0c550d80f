#pragma once

#include <zhibiao/engine/method.hpp>

#include "support/random_panel.hpp"

#include <optional>
#include <rapidcheck.h>

namespace zhibiao::test {

/// Any way to compute, from a period of the panel or one near it.
inline method_choice any_method(const random_panel& p) {
  method_choice by;
  const int year = 2019 + *rc::gen::inRange(0, 4);
  const bool is_monthly = p.shape.monthly && *rc::gen::arbitrary<bool>();
  const bool is_cumulative = is_monthly && *rc::gen::arbitrary<bool>();
  by.base_period = is_monthly ? period::make(frequency::month, year, *rc::gen::inRange(1, 13),
                                             is_cumulative ? form::year_to_date : form::single)
                              : period::make(frequency::year, year, 1);
  by.average = *rc::gen::element<std::optional<averaging>>(std::nullopt, averaging::level,
                                                           averaging::cumulative);
  by.two_year = *rc::gen::element(two_year_method::level, two_year_method::chained);
  by.progress = *rc::gen::element(progress_method::open_sdg, progress_method::eurostat,
                                  progress_method::unsd, progress_method::escap);
  return by;
}

}  // namespace zhibiao::test
