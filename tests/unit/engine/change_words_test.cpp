#include <zhibiao/engine/change_words.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace zhibiao {
namespace {

using test::define;

constexpr double infinity = std::numeric_limits<double>::infinity();

result_cell change(double value, status why = status::ok, measure m = measure::year_on_year) {
  result_cell c;
  c.measure = m;
  c.value = value;
  c.why = why;
  c.known = exactly(value);
  return c;
}

result_cell known(double lower, double upper) {
  result_cell c = change(lower, status::bounded);
  c.known = {lower, upper, false, false};
  return c;
}

class ChangeWords : public testing::Test {
 protected:
  indicator count_ = define("count", indicator_kind::stock, "户");
  indicator profit_ = define("profit", indicator_kind::flow, "万元");
  indicator rate_ = define("rate", indicator_kind::rate, "%", area_aggregation::none);

  void SetUp() override { rate_.decimals = 1; }

  std::string zh(const result_cell& c, const indicator& i) const {
    return change_words(c, i, language::zh);
  }
  std::string en(const result_cell& c, const indicator& i) const {
    return change_words(c, i, language::en);
  }
};

TEST_F(ChangeWords, AmountsGrowAndFallInPercent) {
  EXPECT_EQ(zh(change(4.54), count_), "同比增长4.5%");
  EXPECT_EQ(zh(change(-4.11), count_), "同比下降4.1%");
  EXPECT_EQ(zh(change(4.54, status::ok, measure::period_on_period), count_), "环比增长4.5%");
  EXPECT_EQ(en(change(-4.11), count_), "year on year down 4.1 %");
}

TEST_F(ChangeWords, FromAHundredPercentOnInMultiples) {
  // The published case: profits of January and February 2021, +179 %.
  EXPECT_EQ(zh(change(179), profit_), "同比增长1.79倍");
  EXPECT_EQ(zh(change(100), profit_), "同比增长1倍");
  EXPECT_EQ(zh(change(250), profit_), "同比增长2.5倍");
  EXPECT_EQ(zh(change(99.9), profit_), "同比增长99.9%");
  EXPECT_EQ(zh(change(-100), profit_), "同比下降100.0%");
  EXPECT_EQ(en(change(179), profit_), "year on year up 179.0 %");
}

TEST_F(ChangeWords, NoChangeAndNearlyNone) {
  EXPECT_EQ(zh(change(0), count_), "同比持平");
  EXPECT_EQ(zh(change(0.04), count_), "同比基本持平");
  EXPECT_EQ(zh(change(-0.04), count_), "同比基本持平");
  EXPECT_EQ(en(change(-0.04), count_), "year on year virtually unchanged");
}

TEST_F(ChangeWords, RatesRiseAndFallInPoints) {
  EXPECT_EQ(zh(change(1.52), rate_), "同比提高1.5个百分点");
  EXPECT_EQ(zh(change(-0.4), rate_), "同比下降0.4个百分点");
  EXPECT_EQ(en(change(1.52), rate_), "year on year up 1.5 percentage points");
}

TEST_F(ChangeWords, DifferencesInTheUnit) {
  EXPECT_EQ(zh(change(-16, status::ok, measure::difference), count_), "比上年同期减少16户");
  EXPECT_EQ(zh(change(1600, status::ok, measure::difference), count_), "比上年同期增加1,600户");
  EXPECT_EQ(zh(change(-0.4, status::ok, measure::difference), rate_), "同比下降0.4个百分点");
}

TEST_F(ChangeWords, SignsThatHaveNoRate) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const auto of = [&](status why, const indicator& i, double x, double b) {
    return change_words(change(none, why), i, language::zh, x, b);
  };
  EXPECT_EQ(of(status::turned_positive, profit_, 264, -2646), "同比扭亏为盈");
  EXPECT_EQ(of(status::turned_negative, profit_, -1, 5), "同比由盈转亏");
  EXPECT_EQ(of(status::turned_positive, count_, 264, -2646), "同比由负转正");
  EXPECT_EQ(of(status::loss_narrowed, profit_, -90, -100), "同比减亏10.0%");
  EXPECT_EQ(of(status::loss_widened, profit_, -110, -100), "同比增亏10.0%");
  EXPECT_EQ(of(status::loss_widened, profit_, none, none), "同比增亏");
  EXPECT_EQ(of(status::base_zero, count_, 16, 0), "上年同期为0，净增16户");
  EXPECT_EQ(of(status::base_zero, count_, -16, 0), "上年同期为0，净减16户");
  EXPECT_EQ(of(status::base_zero, count_, none, 0), "上年同期为0");
  EXPECT_EQ(of(status::both_zero, count_, 0, 0), "同比持平（均为0）");
  EXPECT_EQ(of(status::not_reported, count_, none, 0), "");
}

TEST_F(ChangeWords, IntervalsSurelyHold) {
  // methods.md 1.4: 144多万 against 130万 grows by 10.77 % to 11.54 %.
  EXPECT_EQ(zh(known(10.7692, 11.5385), profit_), "同比增长10.7%至11.6%");
  EXPECT_EQ(zh(known(2.04, infinity), profit_), "同比至少增长2.0%");
  EXPECT_EQ(zh(known(-4, -2), rate_), "同比下降2.0至4.0个百分点");
  EXPECT_EQ(zh(known(-infinity, -2), rate_), "同比至少下降2.0个百分点");
  EXPECT_EQ(zh(known(-2, 3.1), rate_), "同比变化在-2.0个百分点与3.1个百分点之间");
  EXPECT_EQ(en(known(10.7692, 11.5385), profit_), "year on year up 10.7 to 11.6 %");
}

TEST_F(ChangeWords, ASmallBaseIsSaid) {
  EXPECT_EQ(zh(change(50, status::small_base), count_), "同比增长50.0%（基数较小）");
}

}  // namespace
}  // namespace zhibiao
