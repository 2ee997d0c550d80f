#include <zhibiao/value/interval.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace zhibiao {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

constexpr interval closed(double lower, double upper) { return {lower, upper, false, false}; }
constexpr interval open(double lower, double upper) { return {lower, upper, true, true}; }
constexpr interval half_open(double lower, double upper) { return {lower, upper, false, true}; }

static_assert(is_exact(exactly(3)));
static_assert(!is_exact(interval{}));
static_assert(exactly(3) == closed(3, 3));

TEST(Interval, UnknownIsTheWholeLine) {
  EXPECT_EQ(interval{}.lower, -inf);
  EXPECT_EQ(interval{}.upper, inf);
}

TEST(Interval, EmptyWhereNothingLiesInIt) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (const interval& x : {closed(2, 1), open(1, 1), half_open(1, 1), interval{1, 1, true, false},
                            closed(nan, 1), closed(1, nan)}) {
    EXPECT_TRUE(is_empty(x)) << x.lower << " " << x.upper;
  }
  for (const interval& x : {interval{}, exactly(1), open(1, 2), closed(-inf, 0)}) {
    EXPECT_FALSE(is_empty(x)) << x.lower << " " << x.upper;
  }
}

struct relation {
  interval x;
  interval set;
  bool within;
  bool apart;
};

void PrintTo(const relation& r, std::ostream* out) {
  const auto print = [&](const interval& x) {
    *out << (x.lower_open ? '(' : '[') << x.lower << ", " << x.upper << (x.upper_open ? ')' : ']');
  };
  print(r.x);
  *out << " and ";
  print(r.set);
}

class IntervalRelation : public testing::TestWithParam<relation> {};

TEST_P(IntervalRelation, WithinAndApart) {
  const relation& row = GetParam();
  EXPECT_EQ(is_within(row.x, row.set), row.within);
  EXPECT_EQ(is_apart(row.x, row.set), row.apart);
  EXPECT_EQ(is_apart(row.set, row.x), row.apart) << "being apart goes both ways";
}

INSTANTIATE_TEST_SUITE_P(All, IntervalRelation,
                         testing::Values(
                             // A target of at least 98: met, not met, cannot be known.
                             relation{exactly(98), {98, inf, false, true}, true, false},
                             relation{{98, inf, false, true}, {98, inf, false, true}, true, false},
                             relation{{98, inf, true, true}, {98, inf, false, true}, true, false},
                             relation{half_open(97, 98), {98, inf, false, true}, false, true},
                             relation{closed(97, 98), {98, inf, false, true}, false, false},
                             relation{half_open(77.5, 78.5), {78, inf, false, true}, false, false},
                             // A target of more than 98: the edge does not count.
                             relation{exactly(98), {98, inf, true, true}, false, true},
                             relation{{98, inf, false, true}, {98, inf, true, true}, false, false},
                             relation{{98, inf, true, true}, {98, inf, true, true}, true, false},
                             // A target of at most 5, and of less than 5.
                             relation{exactly(5), {-inf, 5, true, false}, true, false},
                             relation{exactly(5), {-inf, 5, true, true}, false, true},
                             relation{half_open(4, 5), {-inf, 5, true, true}, true, false},
                             relation{closed(4, 5), {-inf, 5, true, true}, false, false},
                             relation{open(5, 6), {-inf, 5, true, false}, false, true},
                             // Between two ends.
                             relation{closed(30, 40), closed(30, 40), true, false},
                             relation{open(30, 40), closed(30, 40), true, false},
                             relation{closed(30, 40), open(30, 40), false, false},
                             relation{closed(29, 31), closed(30, 40), false, false},
                             relation{closed(41, 42), closed(30, 40), false, true},
                             relation{closed(20, 29), closed(30, 40), false, true},
                             // Nothing known of either.
                             relation{interval{}, interval{}, true, false},
                             relation{interval{}, closed(0, 100), false, false}));

TEST(Interval, ClippedToNaturalLimits) {
  const interval rate = closed(0, 100);
  EXPECT_EQ(clipped({98, inf, false, true}, rate), closed(98, 100));
  EXPECT_EQ(clipped({-inf, 5, true, true}, rate), half_open(0, 5));
  EXPECT_EQ(clipped(closed(20, 30), rate), closed(20, 30));
  EXPECT_EQ(clipped({-0.5, 0.5, false, true}, rate), half_open(0, 0.5));
  EXPECT_EQ(clipped(closed(-1, 1), open(0, inf)), (interval{0, 1, true, false}));
}

}  // namespace
}  // namespace zhibiao
