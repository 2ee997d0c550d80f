#include <zhibiao/value/decimal.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace {

using zhibiao::decimal;
using zhibiao::errc;
using zhibiao::error;
using zhibiao::fewest_places;
using zhibiao::parse_decimal;
using zhibiao::power_of_ten;
using zhibiao::ratio;
using zhibiao::shortest_decimal;
using zhibiao::to_double;
using zhibiao::try_parse_decimal;

template <class F>
errc code_thrown(F f) {
  try {
    (void)f();
  } catch (const error& e) {
    return e.code();
  }
  return errc{};
}

struct good_row {
  std::string_view text;
  std::string_view canonical;
};

TEST(Decimal, ReadsNumeralsAndKeepsTheirPlaces) {
  const good_row rows[] = {
      {"0", "0"},
      {"-0", "0"},
      {"-0.00", "0.00"},
      {"-12.50", "-12.50"},
      {"+3", "3"},
      {"0012", "12"},
      {".5", "0.5"},
      {"-.05", "-0.05"},
      {"1,234.5", "1234.5"},
      {"-3,667,070", "-3667070"},
      {"３，６６７，０７０", "3667070"},
      {"−１２．５", "-12.5"},
      {" 7 ", "7"},
      {"1e3", "1000"},
      {"1.50E1", "15.0"},
      {"1.5e-2", "0.015"},
      {"1e+2", "100"},
      {"0e99", "0"},
      {"999999999999999999", "999999999999999999"},
      {"-0.999999999999999999", "-0.999999999999999999"},
      {"000000000000000000000000000001", "1"},
      {"0.000000000000000001", "0.000000000000000001"},
      {"1e17", "100000000000000000"},
      {"1e-18", "0.000000000000000001"},
  };
  for (const good_row& row : rows) {
    SCOPED_TRACE(row.text);
    const auto d = try_parse_decimal(row.text);
    ASSERT_TRUE(d.has_value());
    EXPECT_EQ(to_string(*d), row.canonical);
  }
}

TEST(Decimal, OtherTextsAreNoNumbers) {
  for (const std::string_view text :
       {"",        "-",      "+",     ".",        "-.",     "1.",     "1.2.3",  "--1",
        "+-1",     "1-",     "1 2",   "x",        "1x",     "0x10",   "nan",    "NaN",
        "inf",     "-inf",   "1e",    "1e+",      "e3",     "1e3.0",  "1e 3",   "1e3x",
        ",123",    "1,23",   "12,34", "1234,567", "1,2345", "1,,234", "1,234,", "1,234,56",
        "1.234,5", "1,234e", "1'234", "12%",      "十"}) {
    SCOPED_TRACE(text);
    const auto d = try_parse_decimal(text);
    ASSERT_FALSE(d.has_value());
    EXPECT_EQ(d.why().code(), errc::not_a_quantity);
    EXPECT_EQ(d.why().message(), "expected a number, found '" + std::string(text) + "'");
  }
}

TEST(Decimal, MoreDigitsThanItHoldsAreRefusedAndNotRounded) {
  for (const std::string_view text :
       {"1000000000000000000", "-1000000000000000000", "0.0000000000000000000",
        "1.000000000000000000", "1e18", "1e-19", "1e999999999999", "1e-999999999999", "12e17",
        "99999999999999999999999999999999999999999"}) {
    SCOPED_TRACE(text);
    const auto d = try_parse_decimal(text);
    ASSERT_FALSE(d.has_value());
    EXPECT_EQ(d.why().code(), errc::not_a_quantity);
    EXPECT_EQ(d.why().message(),
              "expected a number of at most 18 digits, found '" + std::string(text) + "'");
  }
  EXPECT_THROW((void)parse_decimal("1e18"), error);
}

TEST(Decimal, ComparesByValue) {
  EXPECT_EQ(parse_decimal("2.50"), parse_decimal("2.5"));
  EXPECT_LT(parse_decimal("2.49"), parse_decimal("2.5"));
  EXPECT_GT(parse_decimal("-2.5"), parse_decimal("-3"));
  EXPECT_LT(parse_decimal("999999999999999998"), parse_decimal("999999999999999999"));
  EXPECT_GT(parse_decimal("999999999999999999"), parse_decimal("0.000000000000000001"));
  EXPECT_EQ(parse_decimal("0.000"), parse_decimal("0"));
}

TEST(Decimal, SumsAndDifferencesAreExact) {
  const auto sum = [](std::string_view a, std::string_view b) {
    return to_string(parse_decimal(a) + parse_decimal(b));
  };
  const auto difference = [](std::string_view a, std::string_view b) {
    return to_string(parse_decimal(a) - parse_decimal(b));
  };
  EXPECT_EQ(sum("0.1", "0.2"), "0.3");
  EXPECT_EQ(sum("1.50", "1.5"), "3.00");
  EXPECT_EQ(difference("1", "0.999"), "0.001");
  EXPECT_EQ(difference("0.000000000000000001", "0.000000000000000001"), "0.000000000000000000");
  EXPECT_EQ(sum("-999999999999999999", "999999999999999998"), "-1");
}

TEST(Decimal, SumBeyondTheDigitsThrows) {
  const decimal most = parse_decimal("999999999999999999");
  EXPECT_EQ(code_thrown([&] { return most + parse_decimal("1"); }), errc::too_large);
  EXPECT_EQ(code_thrown([&] { return most + parse_decimal("0.1"); }), errc::too_large);
  EXPECT_EQ(code_thrown([&] { return decimal{} - most - most; }), errc::too_large);
}

TEST(Decimal, NearestDoubleIsRoundedOnce) {
  EXPECT_EQ(to_double(parse_decimal("0.1")), 0.1);
  EXPECT_EQ(to_double(parse_decimal("-2.675")), -2.675);
  EXPECT_EQ(to_double(parse_decimal("9007199254740993")), 9007199254740992.0);
  EXPECT_EQ(to_double(parse_decimal("9007199254740995")), 9007199254740996.0);
  EXPECT_EQ(to_double(parse_decimal("900719925474099.25")), 900719925474099.25);
  EXPECT_EQ(to_double(parse_decimal("0.123456789012345678")), 0.123456789012345678);
  EXPECT_EQ(to_double(parse_decimal("999999999999999999")), 1e18);
  EXPECT_EQ(to_double(decimal{std::numeric_limits<std::int64_t>::min(), 0}), -0x1p63);
  EXPECT_FALSE(std::signbit(to_double(parse_decimal("-0.0"))));
}

TEST(Decimal, NearestDoubleOfAProductIsRoundedOnce) {
  EXPECT_EQ(to_double(parse_decimal("4.35"), ratio{10'000, 1}), 43500.0);
  EXPECT_EQ(to_double(parse_decimal("9800"), ratio{2000, 3}), 19'600'000.0 / 3.0);
  EXPECT_EQ(to_double(parse_decimal("1"), ratio{1, 3}), 1.0 / 3.0);
  EXPECT_EQ(to_double(parse_decimal("0.3"), ratio{1, 3}), 0.1);
  EXPECT_EQ(to_double(parse_decimal("123456789012345678"), ratio{1, 1'000'000'000'000'000'000}),
            0.123456789012345678);
  EXPECT_EQ(to_double(parse_decimal("999999999999999999"), ratio{999'999'999'999'999'999, 1}),
            999999999999999998000000000000000001.0);
  // 2^53 + 1 is a tie, and anything beyond it is not: the bit behind the last decides with the rest.
  EXPECT_EQ(to_double(parse_decimal("9007199254740993.0"), ratio{1, 1}), 9007199254740992.0);
  EXPECT_EQ(to_double(parse_decimal("9007199254740993.1"), ratio{1, 1}), 9007199254740994.0);
}

TEST(Decimal, ShortestIsWhatWasWritten) {
  struct row {
    double x;
    std::string_view text;
  };
  const row rows[] = {
      {0.0, "0"},
      {-0.0, "0"},
      {2.675, "2.675"},
      {-0.1, "-0.1"},
      {0.1 + 0.2, "0.30000000000000004"},
      {78.13, "78.13"},
      {3667070.0, "3667070"},
      {1e17, "100000000000000000"},
      {1e-18, "0.000000000000000001"},
      {123456789012345680.0, "123456789012345680"},
      {1.0 / 3.0, "0.3333333333333333"},
  };
  for (const row& r : rows) EXPECT_EQ(to_string(shortest_decimal(r.x)), r.text);
}

TEST(Decimal, ShortestOfWhatIsNoFigureThrows) {
  const double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(code_thrown([&] { return shortest_decimal(infinity); }), errc::not_finite);
  EXPECT_EQ(code_thrown([&] { return shortest_decimal(nan); }), errc::not_finite);
  for (const double x : {1e18, -1e300, 1e-19, 5e-324, 0.0012345678901234567}) {
    EXPECT_EQ(code_thrown([&] { return shortest_decimal(x); }), errc::too_large) << x;
  }
}

struct places_row {
  double x;
  std::optional<int> places;
};

TEST(DecimalPlaces, AreTheFewestThatFit) {
  const places_row rows[] = {
      {0.0, 0},
      {-0.0, 0},
      {7.0, 0},
      {-1200.0, 0},
      {0.1, 1},
      {2.5, 1},
      {-12.50, 1},
      {0.25, 2},
      {0.1 + 0.2, std::nullopt},
      {1e-9, 9},
      {123456.789012345, 9},
      {1e-10, std::nullopt},
      {1.0 / 3.0, std::nullopt},
      {5e-324, std::nullopt},
      {2251799813685247.0, 0},
      {2251799813685248.0, std::nullopt},
      {2251799813685246.5, std::nullopt},
      {225179981368524.7, 1},
      {225179981368524.8, std::nullopt},
      {1e300, std::nullopt},
      {std::numeric_limits<double>::infinity(), std::nullopt},
      {-std::numeric_limits<double>::infinity(), std::nullopt},
      {std::numeric_limits<double>::quiet_NaN(), std::nullopt},
  };
  for (const places_row& r : rows) EXPECT_EQ(fewest_places(r.x), r.places) << r.x;
}

TEST(DecimalPlaces, AreNotMoreThanAsked) {
  EXPECT_EQ(fewest_places(0.25, 2), 2);
  EXPECT_EQ(fewest_places(0.25, 1), std::nullopt);
  EXPECT_EQ(fewest_places(3.0, 0), 0);
  EXPECT_EQ(fewest_places(3.0, -1), std::nullopt);
  EXPECT_EQ(fewest_places(1e-12, 22), 12);
}

TEST(PowerOfTen, IsTheNearestDouble) {
  EXPECT_EQ(power_of_ten(0), 1.0);
  EXPECT_EQ(power_of_ten(22), 1e22);
  EXPECT_EQ(power_of_ten(23), 1e23);
  EXPECT_EQ(power_of_ten(308), 1e308);
  EXPECT_EQ(power_of_ten(-1), 0.1);
  EXPECT_EQ(power_of_ten(-323), 1e-323);
  EXPECT_EQ(power_of_ten(-324), 0.0);
  EXPECT_EQ(power_of_ten(std::numeric_limits<int>::min()), 0.0);
  EXPECT_EQ(power_of_ten(309), std::numeric_limits<double>::infinity());
  EXPECT_EQ(power_of_ten(std::numeric_limits<int>::max()), std::numeric_limits<double>::infinity());
}

TEST(Decimal, ProductIsExactOrRefused) {
  const auto times = [](std::string_view a, std::string_view b) {
    return to_string(parse_decimal(a) * parse_decimal(b));
  };
  EXPECT_EQ(times("0.6", "0.5"), "0.3");
  EXPECT_EQ(times("1", "0.25"), "0.25");
  EXPECT_EQ(times("-0.1", "0.1"), "-0.01");
  EXPECT_EQ(times("999999999", "999999999"), "999999998000000001");
  EXPECT_EQ(times("0.000000001", "0.000000001"), "0.000000000000000001");
  EXPECT_EQ(times("1000000000", "0.1"), "100000000");
  EXPECT_EQ(times("0", "123.45"), "0");
  EXPECT_THROW(parse_decimal("1234567890.1") * parse_decimal("1234567890.1"), error);
  EXPECT_THROW(parse_decimal("0.0000000001") * parse_decimal("0.0000000001"), error);
}

}  // namespace
