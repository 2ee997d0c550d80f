#include <zhibiao/value/period.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace {

using zhibiao::form;
using zhibiao::frequency;
using zhibiao::language;
using zhibiao::parse_period;
using zhibiao::period;

/// A period, far enough from the first and last year for `margin` steps either way.
period any_period(int margin = 0) {
  const auto f =
      *rc::gen::element(frequency::year, frequency::half, frequency::quarter, frequency::month);
  const auto kind =
      f == frequency::year ? form::single : *rc::gen::element(form::single, form::year_to_date);
  const int year = *rc::gen::inRange(1 + margin, 10000 - margin);
  const int index = *rc::gen::inRange(1, periods_per_year(f) + 1);
  return period::make(f, year, index, kind);
}

RC_GTEST_PROP(PeriodProperty, TextReadsBack, ()) {
  const period p = any_period();
  RC_ASSERT(parse_period(to_string(p)) == p);
}

RC_GTEST_PROP(PeriodProperty, ChineseWordsReadBack, ()) {
  const period p = any_period();
  RC_ASSERT(parse_period(describe(p, language::zh)) == p);
}

RC_GTEST_PROP(PeriodProperty, ShiftingForthAndBackIsNoShift, ()) {
  const period p = any_period(1000);
  const int n = *rc::gen::inRange(-1000, 1001);
  RC_ASSERT(p.shifted(n).shifted(-n) == p);
  RC_ASSERT(p.shifted(n).ordinal() - p.ordinal() == n);
}

RC_GTEST_PROP(PeriodProperty, LastYearKeepsEverythingButTheYear, ()) {
  const period p = any_period(1);
  const period q = p.same_period_last_year();
  RC_ASSERT(q.year() == p.year() - 1);
  RC_ASSERT(q.index() == p.index());
  RC_ASSERT(q.frequency() == p.frequency());
  RC_ASSERT(q.form() == p.form());
}

RC_GTEST_PROP(PeriodProperty, PreviousIsTheOneJustBefore, ()) {
  const period p = any_period(1);
  RC_ASSERT(p.previous() < p);
  RC_ASSERT(p.previous().shifted(1) == p);
}

RC_GTEST_PROP(PeriodProperty, OrdinalAndPartsAreTheSame, ()) {
  const period p = any_period();
  RC_ASSERT(period::make(p.frequency(), p.year(), p.index(), p.form()) == p);
  RC_ASSERT(period::from_ordinal(p.frequency(), p.ordinal(), p.form()) == p);
}

RC_GTEST_PROP(PeriodProperty, AnyBytesAreReadOrRefused, (const std::string& text)) {
  const auto p = zhibiao::try_parse_period(text);
  RC_ASSERT((!p || p->is_valid()));
}

}  // namespace
