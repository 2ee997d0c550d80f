#include <zhibiao/value/rounding.hpp>

#include "support/text_rounding.hpp"

#include <gtest/gtest.h>

#include <cfenv>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using zhibiao::decimal;
using zhibiao::decimal_places;
using zhibiao::errc;
using zhibiao::error;
using zhibiao::format_fixed;
using zhibiao::parse_decimal;
using zhibiao::round_quotient;
using zhibiao::rounding_mode;
using zhibiao::rounding_step;
using zhibiao_test::text_rounding;

constexpr rounding_mode both_modes[] = {rounding_mode::half_up, rounding_mode::half_even};

template <class F>
errc code_thrown(F f) {
  try {
    (void)f();
  } catch (const error& e) {
    return e.code();
  }
  return errc{};
}

struct golden_row {
  std::string value;
  rounding_step step;
  rounding_mode mode = rounding_mode::half_up;
  std::string expected;
};

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::size_t begin = 0;
  for (std::size_t comma; (comma = line.find(',', begin)) != std::string::npos; begin = comma + 1) {
    fields.push_back(line.substr(begin, comma - begin));
  }
  fields.push_back(line.substr(begin));
  return fields;
}

std::vector<golden_row> golden_rows() {
  std::ifstream file(ZB_SOURCE_DIR "/tests/golden/value/rounding.csv");
  std::vector<golden_row> rows;
  std::string line;
  std::getline(file, line);
  EXPECT_EQ(line, "value,factor,exponent,mode,expected,source");
  while (std::getline(file, line)) {
    const std::vector<std::string> fields = fields_of(line);
    EXPECT_EQ(fields.size(), 6U) << line;
    EXPECT_TRUE(fields[3] == "half_up" || fields[3] == "half_even") << line;
    rows.push_back({fields[0],
                    {std::stoi(fields[1]), std::stoi(fields[2])},
                    fields[3] == "half_up" ? rounding_mode::half_up : rounding_mode::half_even,
                    fields[4]});
  }
  return rows;
}

TEST(Rounding, WorkedExamplesOfTheStandard) {
  const std::vector<golden_row> rows = golden_rows();
  ASSERT_GT(rows.size(), 30U);
  for (const golden_row& row : rows) {
    SCOPED_TRACE(row.value + " -> " + row.expected);
    const decimal value = parse_decimal(row.value);
    EXPECT_EQ(to_string(zhibiao::round(value, row.step, row.mode)), row.expected);

    const double rounded = zhibiao::round(to_double(value), row.step, row.mode);
    EXPECT_EQ(rounded, to_double(parse_decimal(row.expected)));
    EXPECT_FALSE(rounded == 0.0 && std::signbit(rounded));

    if (row.step.factor == 1) {
      EXPECT_EQ(format_fixed(to_double(value), -row.step.exponent, row.mode), row.expected);
    }
    std::int64_t denominator = 1;
    for (int i = 0; i < value.scale; ++i) denominator *= 10;
    EXPECT_EQ(to_string(round_quotient(value.mantissa, denominator, row.step, row.mode)),
              row.expected);
    EXPECT_EQ(to_string(round_quotient(-value.mantissa, -denominator, row.step, row.mode)),
              row.expected);
  }
}

// Every tie k + 1/2 of one to six decimals, and its neighbours. A tie in decimal is none in binary,
// so that rounding x * 10^n is wrong for thousands of them.
TEST(Rounding, DoublesAgreeWithRoundingOnPaperOnEveryTie) {
  const double infinity = std::numeric_limits<double>::infinity();
  for (int places = 0; places <= 6; ++places) {
    const double unit = zhibiao::power_of_ten(places + 1);
    for (int k = 5; k < 60'000; k += 10) {
      const double tie = k / unit;
      for (const double x : {tie, std::nextafter(tie, 0.0), std::nextafter(tie, infinity)}) {
        for (const rounding_mode mode : both_modes) {
          ASSERT_EQ(zhibiao::round(x, decimal_places(places), mode),
                    text_rounding::round(x, decimal_places(places), mode))
              << k << " " << places;
        }
      }
    }
  }
}

TEST(Rounding, DoublesAgreeWithRoundingOnPaperOnTiesOfEveryStep) {
  for (const int factor : {1, 2, 5}) {
    for (int exponent = -4; exponent <= 4; ++exponent) {
      const rounding_step step{factor, exponent};
      for (int k = 0; k < 2000; ++k) {
        // Half steps, even and odd, built from integers so that the test has no rounding of its own.
        const double halves = k * factor * 5;
        const double x = exponent - 1 < 0 ? halves / zhibiao::power_of_ten(1 - exponent)
                                          : halves * zhibiao::power_of_ten(exponent - 1);
        for (const rounding_mode mode : both_modes) {
          ASSERT_EQ(zhibiao::round(x, step, mode), text_rounding::round(x, step, mode))
              << k << " " << factor << " " << exponent;
          ASSERT_EQ(zhibiao::round(-x, step, mode), text_rounding::round(-x, step, mode))
              << k << " " << factor << " " << exponent;
        }
      }
    }
  }
}

TEST(Rounding, DoublesAgreeWithRoundingOnPaperAtTheEdgesOfTheFormat) {
  std::vector<double> edges = {0.0,
                               0x1p53,
                               0x1p53 - 1,
                               0x1p50 + 0.5,
                               0x1p51 + 0.5,
                               0x1p52 - 0.5,
                               5e-324,
                               std::numeric_limits<double>::min(),
                               std::numeric_limits<double>::max(),
                               5e17,
                               4.9999999999999999e17,
                               5e-19,
                               0.49999999999999994,
                               0.5000000000000001};
  for (int power = -70; power <= 70; ++power) edges.push_back(std::ldexp(1.0, power));
  // Seventeen digits just above a half: the longest there is to round.
  for (int power = -17; power <= 17; ++power) {
    edges.push_back(std::nextafter(5.0 * zhibiao::power_of_ten(power), 1e300));
  }
  for (const double x : edges) {
    for (const int factor : {1, 2, 5}) {
      for (int exponent = -18; exponent <= 18; ++exponent) {
        for (const rounding_mode mode : both_modes) {
          const rounding_step step{factor, exponent};
          ASSERT_EQ(zhibiao::round(x, step, mode), text_rounding::round(x, step, mode))
              << x << " " << factor << " " << exponent;
        }
      }
    }
  }
}

TEST(Rounding, DoublesAgreeWithRoundingOnPaperOnRandomBits) {
  std::mt19937_64 random(20211231);
  for (int i = 0; i < 100'000; ++i) {
    // Any double between 2^-60 and 2^60: the bits are drawn, so no arithmetic shapes them.
    const std::uint64_t bits = random();
    const double x = std::ldexp(static_cast<double>((bits >> 11) | (std::uint64_t{1} << 52)),
                                static_cast<int>(bits % 120) - 112);
    const int factor = std::vector<int>{1, 2, 5}[random() % 3];
    const rounding_step step{factor, static_cast<int>(random() % 37) - 18};
    const rounding_mode mode = both_modes[random() % 2];
    ASSERT_EQ(zhibiao::round(x, step, mode), text_rounding::round(x, step, mode))
        << x << " " << factor << " " << step.exponent;
  }
}

// A host may have set another rounding mode of the processor; which side of a half a number lies on
// must not depend on it.
TEST(Rounding, TiesDoNotDependOnTheProcessorsMode) {
  for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    ASSERT_EQ(std::fesetround(mode), 0);
    const double two = zhibiao::round(2.5, {1, 0}, rounding_mode::half_even);
    const double three = zhibiao::round(2.5, {1, 0}, rounding_mode::half_up);
    const std::string text = format_fixed(2.665, 2, rounding_mode::half_even);
    ASSERT_EQ(std::fesetround(FE_TONEAREST), 0);
    EXPECT_EQ(two, 2.0);
    EXPECT_EQ(three, 3.0);
    EXPECT_EQ(text, "2.66");
  }
}

TEST(Rounding, WhatIsNoFigureComesBackUnchanged) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(zhibiao::round(infinity, {}, rounding_mode::half_up), infinity);
  EXPECT_EQ(zhibiao::round(-infinity, {}, rounding_mode::half_up), -infinity);
  EXPECT_TRUE(std::isnan(zhibiao::round(std::nan(""), {}, rounding_mode::half_up)));
}

TEST(Rounding, NoNegativeZero) {
  for (const double x : {-0.0, -0.4, -1e-300}) {
    EXPECT_FALSE(std::signbit(zhibiao::round(x, {}, rounding_mode::half_up))) << x;
  }
}

TEST(Rounding, StepsAreOneTwoOrFiveTimesAPowerOfTen) {
  for (const rounding_step step :
       {rounding_step{0, 0}, rounding_step{3, 0}, rounding_step{-1, 0}, rounding_step{10, 0},
        rounding_step{1, 19}, rounding_step{1, -19},
        rounding_step{5, std::numeric_limits<std::int32_t>::min()}}) {
    const auto half_up = rounding_mode::half_up;
    EXPECT_EQ(code_thrown([&] {
                return zhibiao::round(decimal{1, 0}, step, half_up);
              }),
              errc::invalid_argument);
    EXPECT_EQ(code_thrown([&] { return zhibiao::round(1.0, step, half_up); }),
              errc::invalid_argument);
    EXPECT_EQ(code_thrown([&] { return round_quotient(1, 1, step, half_up); }),
              errc::invalid_argument);
  }
  EXPECT_EQ(code_thrown([] { return format_fixed(1.0, 19); }), errc::invalid_argument);
}

TEST(Rounding, DecimalResultBeyondTheDigitsThrows) {
  const decimal most = parse_decimal("999999999999999999");
  const auto half_up = rounding_mode::half_up;
  EXPECT_EQ(code_thrown([&] { return zhibiao::round(most, {1, -1}, half_up); }), errc::too_large);
  EXPECT_EQ(code_thrown([&] { return zhibiao::round(most, {1, 1}, half_up); }), errc::too_large);
  EXPECT_EQ(code_thrown([&] { return zhibiao::round(most, {1, 18}, half_up); }), errc::too_large);
  EXPECT_EQ(to_string(zhibiao::round(most, {5, 18}, half_up)), "0");
  EXPECT_EQ(to_string(zhibiao::round(most, {1, 0}, half_up)), "999999999999999999");
  EXPECT_EQ(to_string(zhibiao::round(parse_decimal("0.000000000000000001"), {1, 18}, half_up)),
            "0");
}

TEST(RoundQuotient, KeepsTiesThatBinaryLoses) {
  struct row {
    std::int64_t numerator;
    std::int64_t denominator;
    rounding_step step;
    std::string_view half_up;
    std::string_view half_even;
  };
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const row rows[] = {
      {25 * 100, 32, {1, -1}, "78.1", "78.1"},
      {1, 3, {1, -4}, "0.3333", "0.3333"},
      {2, 3, {1, -4}, "0.6667", "0.6667"},
      {1, 8, {1, -2}, "0.13", "0.12"},
      {-1, 8, {1, -2}, "-0.13", "-0.12"},
      {1, -8, {1, -2}, "-0.13", "-0.12"},
      {0, -8, {1, -2}, "0.00", "0.00"},
      {1, 40, {5, -2}, "0.05", "0.00"},
      {150, 1, {1, 2}, "200", "200"},
      {250, 1, {1, 2}, "300", "200"},
      {least, least, {1, -17}, "1.00000000000000000", "1.00000000000000000"},
      {most, least, {1, -17}, "-1.00000000000000000", "-1.00000000000000000"},
      {1, least, {1, -18}, "0.000000000000000000", "0.000000000000000000"},
      {most, most, {5, 18}, "0", "0"},
  };
  for (const row& r : rows) {
    SCOPED_TRACE(r.half_up);
    EXPECT_EQ(to_string(round_quotient(r.numerator, r.denominator, r.step, rounding_mode::half_up)),
              r.half_up);
    EXPECT_EQ(
        to_string(round_quotient(r.numerator, r.denominator, r.step, rounding_mode::half_even)),
        r.half_even);
  }
  EXPECT_EQ(code_thrown([&] { return round_quotient(most, 1, {}, rounding_mode::half_up); }),
            errc::too_large);
  EXPECT_EQ(code_thrown([&] {
              return round_quotient(least, 1, {1, -18}, rounding_mode::half_up);
            }),
            errc::too_large);
}

TEST(RoundQuotient, DenominatorZeroIsAFaultOfTheCall) {
  EXPECT_EQ(code_thrown([] { return round_quotient(1, 0, {}, rounding_mode::half_up); }),
            errc::invalid_argument);
}

TEST(FormatFixed, WritesAllPlaces) {
  struct row {
    double x;
    int places;
    std::string_view text;
  };
  const row rows[] = {
      {2.675, 2, "2.68"},
      {0.0, 0, "0"},
      {0.0, 3, "0.000"},
      {-0.001, 2, "0.00"},
      {-0.0, 1, "0.0"},
      {0.05, 1, "0.1"},
      {-0.05, 1, "-0.1"},
      {12.5, 4, "12.5000"},
      {999.995, 2, "1000.00"},
      {1e15 + 0.5, 0, "1000000000000001"},
      {1e22, 2, "10000000000000000000000.00"},
      {1234.0, -2, "1200"},
      {50.0, -2, "100"},
      {49.0, -2, "0"},
      {0.1, 18, "0.100000000000000000"},
      {1e-300, 2, "0.00"},
      {123456789.125, 2, "123456789.13"},
  };
  for (const row& r : rows) EXPECT_EQ(format_fixed(r.x, r.places), r.text);
  EXPECT_EQ(format_fixed(1.5e300, 1), "15" + std::string(299, '0') + ".0");
}

TEST(FormatFixed, AgreesWithRoundingOnPaper) {
  std::mt19937_64 random(20211231);
  for (int i = 0; i < 20'000; ++i) {
    const double x =
        static_cast<double>(static_cast<std::int64_t>(random() % 20'000'001) - 10'000'000) /
        zhibiao::power_of_ten(static_cast<int>(random() % 6));
    const int places = static_cast<int>(random() % 6);
    const rounding_mode mode = both_modes[random() % 2];
    ASSERT_EQ(format_fixed(x, places, mode), text_rounding::fixed(x, places, mode))
        << x << " " << places;
  }
}

TEST(FormatFixed, WhatIsNoFigureIsAnEmptyText) {
  EXPECT_EQ(format_fixed(std::nan(""), 2), "");
  EXPECT_EQ(format_fixed(std::numeric_limits<double>::infinity(), 2), "");
  EXPECT_EQ(format_fixed(-std::numeric_limits<double>::infinity(), 2), "");
}

}  // namespace
