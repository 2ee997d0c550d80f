#include <zhibiao/value/quantity.hpp>

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <limits>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

namespace zhibiao {

void PrintTo(qualifier how, std::ostream* out) { *out << name(how); }

namespace {

using enum qualifier;

// The interval in the notation of the tables below, from the fields and not from the library's own
// text.
std::string interval_of(const quantity& q) {
  std::string out = q.lower_open || !q.lower ? "(" : "[";
  out += (q.lower ? to_string(*q.lower) : "") + ", " + (q.upper ? to_string(*q.upper) : "");
  out += q.upper_open || !q.upper ? ")" : "]";
  return out;
}

struct row {
  const char* text;
  const char* value;
  qualifier how;
  const char* interval;
  const char* unit;
};

void PrintTo(const row& r, std::ostream* out) { *out << r.text; }

class QuantityText : public testing::TestWithParam<row> {};

TEST_P(QuantityText, IsRead) {
  const row& expected = GetParam();
  const result<quantity> read = try_parse_quantity(expected.text);
  ASSERT_TRUE(read) << read.why().what();
  EXPECT_EQ(to_string(read->value), expected.value);
  EXPECT_EQ(read->how, expected.how);
  EXPECT_EQ(interval_of(*read), expected.interval);
  EXPECT_EQ(to_string(read->unit), expected.unit);
}

// methods: GB/T 15835-2011 knows approximate numbers but gives them no interval; these are ours.
INSTANTIATE_TEST_SUITE_P(
    Conventions, QuantityText,
    testing::Values(
        row{"422户", "422", exact, "[422, 422]", "户"},
        row{"3667070元", "3667070", exact, "[3667070, 3667070]", "元"},
        row{"4.5亿元", "4.5", rounded, "[4.45, 4.55)", "亿元"},
        row{"78%", "78", rounded, "[77.5, 78.5)", "%"},
        row{"98%以上", "98", at_least, "[98, )", "%"},
        row{"不低于98%", "98", at_least, "[98, )", "%"},
        row{"至少98%", "98", at_least, "[98, )", "%"},
        row{"超过80件次", "80", more_than, "(80, )", "件次"},
        row{"突破4.5亿元", "4.5", more_than, "(4.5, )", "亿元"},
        row{"高于98%", "98", more_than, "(98, )", "%"}, row{"5%以下", "5", at_most, "(, 5]", "%"},
        row{"5%以内", "5", at_most, "(, 5]", "%"}, row{"不超过5%", "5", at_most, "(, 5]", "%"},
        row{"最多1次", "1", at_most, "(, 1]", "次"},
        row{"不足50户", "50", less_than, "(, 50)", "户"},
        row{"不满50户", "50", less_than, "(, 50)", "户"},
        row{"低于50户", "50", less_than, "(, 50)", "户"},
        row{"近98%", "98", nearly, "[97, 98)", "%"},
        row{"将近300户", "300", nearly, "[200, 300)", "户"},
        row{"9800余亩", "9800", over, "(9800, 9900)", "亩"},
        row{"15000余米", "15000", over, "(15000, 16000)", "米"},
        row{"60余次", "60", over, "(60, 70)", "次"},
        row{"144多万", "144", over, "(144, 145)", "万"},
        row{"约50户", "50", about, "[45, 55]", "户"},
        row{"大约50户", "50", about, "[45, 55]", "户"},
        row{"50户左右", "50", about, "[45, 55]", "户"},
        row{"50户上下", "50", about, "[45, 55]", "户"},
        row{"数十户", "20", vague, "(20, 99]", "户"}, row{"几户", "2", vague, "[2, 9]", "户"},
        row{"百余户", "100", vague, "(100, 200)", "户"},
        row{"全覆盖", "100", full, "[100, 100]", "%"}, row{"全部", "100", full, "[100, 100]", "%"},
        row{"均", "100", full, "[100, 100]", "%"}, row{"XX", "0", masked, "(, )", ""},
        row{"8个", "8", exact, "[8, 8]", "个"}, row{"无", "0", none, "[0, 0]", ""},
        row{"零", "0", none, "[0, 0]", ""}));

// The words for targets, with Civil Code article 1259: 以上, 以下, 以内 include the number; 不满,
// 超过 exclude it.
INSTANTIATE_TEST_SUITE_P(Leads, QuantityText,
                         testing::Values(row{"不少于100户", "100", at_least, "[100, )", "户"},
                                         row{"逾80件", "80", more_than, "(80, )", "件"},
                                         row{"超80件", "80", more_than, "(80, )", "件"},
                                         row{"少于80件", "80", less_than, "(, 80)", "件"},
                                         row{"不到80件", "80", less_than, "(, 80)", "件"},
                                         row{"不高于5%", "5", at_most, "(, 5]", "%"},
                                         row{"至多5个", "5", at_most, "(, 5]", "个"},
                                         row{"控制在5%以内", "5", at_most, "(, 5]", "%"},
                                         row{"接近300户", "300", nearly, "[200, 300)", "户"},
                                         row{"约为98%", "98", about, "[97.5, 98.5]", "%"},
                                         row{"≥98%", "98", at_least, "[98, )", "%"},
                                         row{"＜5%", "5", less_than, "(, 5)", "%"},
                                         row{"达78%", "78", rounded, "[77.5, 78.5)", "%"},
                                         row{"达到98%以上", "98", at_least, "[98, )", "%"},
                                         row{"共422户", "422", exact, "[422, 422]", "户"},
                                         row{"共计约50户", "50", about, "[45, 55]", "户"},
                                         row{"累计达到50户", "50", exact, "[50, 50]", "户"},
                                         row{"达到全覆盖", "100", full, "[100, 100]", "%"},
                                         // Said twice is said once.
                                         row{"约50户左右", "50", about, "[45, 55]", "户"},
                                         row{"至少98%以上", "98", at_least, "[98, )", "%"}));

INSTANTIATE_TEST_SUITE_P(Marks, QuantityText,
                         testing::Values(row{"100户以上", "100", at_least, "[100, )", "户"},
                                         row{"100以上户", "100", at_least, "[100, )", "户"},
                                         row{"100户及以上", "100", at_least, "[100, )", "户"},
                                         row{"3万元以上", "3", at_least, "[3, )", "万元"},
                                         row{"3万余元", "3", over, "(3, 4)", "万元"},
                                         row{"3万多元", "3", over, "(3, 4)", "万元"},
                                         row{"3余万元", "3", over, "(3, 4)", "万元"},
                                         row{"3万元余", "3", over, "(3, 4)", "万元"},
                                         row{"4.5亿多元", "4.5", over, "(4.5, 4.6)", "亿元"},
                                         row{"100余", "100", over, "(100, 200)", ""},
                                         row{"98以上", "98", at_least, "[98, )", ""},
                                         row{"3余万多元", "3", over, "(3, 4)", "万元"},
                                         row{"3年多", "3", over, "(3, 4)", "年"},
                                         row{"4.5亿元左右", "4.5", about, "[4.45, 4.55]", "亿元"},
                                         row{"约9800亩", "9800", about, "[9750, 9850]", "亩"},
                                         row{"约3户", "3", about, "[2.5, 3.5]", "户"}));

INSTANTIATE_TEST_SUITE_P(
    Figures, QuantityText,
    testing::Values(row{"78.13", "78.13", exact, "[78.13, 78.13]", ""},
                    row{"2.50", "2.50", exact, "[2.50, 2.50]", ""},
                    row{"0", "0", exact, "[0, 0]", ""}, row{"0户", "0", exact, "[0, 0]", "户"},
                    row{"-12.5", "-12.5", exact, "[-12.5, -12.5]", ""},
                    row{"+12.5", "12.5", exact, "[12.5, 12.5]", ""},
                    row{"负12.5", "-12.5", exact, "[-12.5, -12.5]", ""},
                    row{"−12.5", "-12.5", exact, "[-12.5, -12.5]", ""},
                    row{"-3.2%", "-3.2", rounded, "(-3.25, -3.15]", "%"},
                    row{"不低于-5%", "-5", at_least, "[-5, )", "%"},
                    row{"1.5e3", "1500", exact, "[1500, 1500]", ""},
                    row{"1.5E-3", "0.0015", exact, "[0.0015, 0.0015]", ""},
                    row{"3,667,070元", "3667070", exact, "[3667070, 3667070]", "元"},
                    row{"3，667，070元", "3667070", exact, "[3667070, 3667070]", "元"},
                    row{"1,234.5", "1234.5", exact, "[1234.5, 1234.5]", ""},
                    row{"７８．５％", "78.5", rounded, "[78.45, 78.55)", "%"},
                    row{"  422户 ", "422", exact, "[422, 422]", "户"},
                    row{"　422 户　", "422", exact, "[422, 422]", "户"},
                    row{"98 % 以上", "98", at_least, "[98, )", "%"},
                    row{"452 person-time", "452", exact, "[452, 452]", "人次"},
                    row{"30-40 person-time", "30", between, "[30, 40]", "人次"},
                    row{"123456789012345678", "123456789012345678", exact,
                        "[123456789012345678, 123456789012345678]", ""},
                    row{"12345678901234567%", "12345678901234567", rounded,
                        "[12345678901234566.5, 12345678901234567.5)", "%"}));

// Digits that were rounded to be printed, and digits that were counted.
INSTANTIATE_TEST_SUITE_P(
    Digits, QuantityText,
    testing::Values(row{"3万元", "3", rounded, "[2.5, 3.5)", "万元"},
                    row{"1000万元", "1000", rounded, "[999.5, 1000.5)", "万元"},
                    row{"144万", "144", rounded, "[143.5, 144.5)", "万"},
                    row{"0.0%", "0.0", rounded, "[-0.05, 0.05)", "%"},
                    row{"100%", "100", full, "[100, 100]", "%"},
                    row{"100.0%", "100.0", full, "[100.0, 100.0]", "%"},
                    row{"1.5个百分点", "1.5", rounded, "[1.45, 1.55)", "百分点"},
                    row{"3‰", "3", rounded, "[2.5, 3.5)", "‰"},
                    row{"12.36元", "12.36", exact, "[12.36, 12.36]", "元"},
                    row{"12.365元", "12.365", rounded, "[12.3645, 12.3655)", "元"},
                    row{"4882.92元/人", "4882.92", rounded, "[4882.915, 4882.925)", "元/人"},
                    row{"15000米", "15000", exact, "[15000, 15000]", "米"},
                    row{"2.5公里", "2.5", rounded, "[2.45, 2.55)", "公里"},
                    row{"5千米", "5", exact, "[5, 5]", "公里"}));

INSTANTIATE_TEST_SUITE_P(
    Words, QuantityText,
    testing::Values(
        row{"九十八", "98", exact, "[98, 98]", ""}, row{"两千", "2000", exact, "[2000, 2000]", ""},
        row{"十", "10", exact, "[10, 10]", ""}, row{"十五户", "15", exact, "[15, 15]", "户"},
        row{"一百零五户", "105", exact, "[105, 105]", "户"},
        row{"一千零五十户", "1050", exact, "[1050, 1050]", "户"},
        row{"三万五千元", "35000", exact, "[35000, 35000]", "元"},
        row{"一亿零五十", "100000050", exact, "[100000050, 100000050]", ""},
        row{"一亿二千万元", "12000", rounded, "[11999.5, 12000.5)", "万元"},
        row{"一万二千亿元", "12000", rounded, "[11999.5, 12000.5)", "亿元"},
        row{"三百万元", "300", rounded, "[299.5, 300.5)", "万元"},
        row{"三点五亿元", "3.5", rounded, "[3.45, 3.55)", "亿元"},
        row{"零点五", "0.5", exact, "[0.5, 0.5]", ""}, row{"零起", "0", none, "[0, 0]", "起"},
        row{"三百余户", "300", over, "(300, 400)", "户"},
        row{"十余户", "10", over, "(10, 20)", "户"},
        row{"五千户", "5000", exact, "[5000, 5000]", "户"},
        row{"五千余米", "5000", over, "(5000, 6000)", "米"},
        row{"五千米", "5", exact, "[5, 5]", "公里"},
        row{"五千米以上", "5", at_least, "[5, )", "公里"},
        row{"两千克", "2", exact, "[2, 2]", "千克"},
        row{"百分之九十八", "98", rounded, "[97.5, 98.5)", "%"},
        row{"百分之九十八点五", "98.5", rounded, "[98.45, 98.55)", "%"},
        row{"百分之98以上", "98", at_least, "[98, )", "%"},
        row{"近百分之九十八", "98", nearly, "[97, 98)", "%"},
        row{"负百分之三点二", "-3.2", rounded, "(-3.25, -3.15]", "%"},
        row{"百分之百", "100", full, "[100, 100]", "%"}, row{"百分之零", "0", none, "[0, 0]", "%"},
        row{"千分之三", "3", rounded, "[2.5, 3.5)", "‰"}));

INSTANTIATE_TEST_SUITE_P(Vague, QuantityText,
                         testing::Values(row{"几个", "2", vague, "[2, 9]", "个"},
                                         row{"数人", "2", vague, "[2, 9]", "人"},
                                         row{"几十户", "20", vague, "(20, 99]", "户"},
                                         row{"数百户", "200", vague, "(200, 999]", "户"},
                                         row{"数千户", "2000", vague, "(2000, 9999]", "户"},
                                         row{"几万元", "2", vague, "[2, 10)", "万元"},
                                         row{"数十万元", "20", vague, "(20, 100)", "万元"},
                                         row{"几千米", "2", vague, "[2, 9]", "公里"},
                                         row{"十几户", "10", vague, "(10, 19]", "户"},
                                         row{"三十几户", "30", vague, "(30, 39]", "户"},
                                         row{"十几万元", "10", vague, "(10, 20)", "万元"},
                                         row{"百分之几", "2", vague, "[2, 10)", "%"},
                                         row{"百多人", "100", vague, "(100, 200)", "人"},
                                         row{"千余人", "1000", vague, "(1000, 2000)", "人"},
                                         row{"万余元", "1", vague, "(1, 2)", "万元"},
                                         row{"百余万元", "100", vague, "(100, 200)", "万元"},
                                         row{"上百户", "100", at_least, "[100, )", "户"},
                                         row{"上万人", "1", at_least, "[1, )", "万人"},
                                         row{"上百万元", "100", at_least, "[100, )", "万元"},
                                         row{"近百户", "100", nearly, "[90, 100)", "户"},
                                         row{"近100%", "100", nearly, "[90, 100)", "%"},
                                         row{"约1000亩", "1000", about, "[950, 1050]", "亩"},
                                         row{"超百户", "100", more_than, "(100, )", "户"},
                                         row{"不足百户", "100", less_than, "(, 100)", "户"},
                                         row{"百户以上", "100", at_least, "[100, )", "户"},
                                         row{"百亩", "100", about, "[50, 150]", "亩"}));

INSTANTIATE_TEST_SUITE_P(Ranges, QuantityText,
                         testing::Values(row{"30-40", "30", between, "[30, 40]", ""},
                                         row{"30-40户", "30", between, "[30, 40]", "户"},
                                         row{"30～40户", "30", between, "[30, 40]", "户"},
                                         row{"30~40户", "30", between, "[30, 40]", "户"},
                                         row{"30—40户", "30", between, "[30, 40]", "户"},
                                         row{"30——40户", "30", between, "[30, 40]", "户"},
                                         row{"30至40户", "30", between, "[30, 40]", "户"},
                                         row{"30到40户", "30", between, "[30, 40]", "户"},
                                         row{"30户至40户", "30", between, "[30, 40]", "户"},
                                         row{"三十至四十户", "30", between, "[30, 40]", "户"},
                                         row{"3-5万元", "3", between, "[3, 5]", "万元"},
                                         row{"3万-5万元", "3", between, "[3, 5]", "万元"},
                                         row{"90%-95.5%", "90", between, "[90, 95.5]", "%"},
                                         row{"-5至-3%", "-5", between, "[-5, -3]", "%"},
                                         row{"-5--3%", "-5", between, "[-5, -3]", "%"},
                                         row{"达30-40户", "30", between, "[30, 40]", "户"},
                                         row{"五千米至六千米", "5", between, "[5, 6]", "公里"},
                                         row{"百分之三十至四十", "30", between, "[30, 40]", "%"},
                                         row{"百分之三十到百分之四十", "30", between, "[30, 40]",
                                             "%"}));

INSTANTIATE_TEST_SUITE_P(Masked, QuantityText,
                         testing::Values(row{"XX个", "0", masked, "(, )", "个"},
                                         row{"××户", "0", masked, "(, )", "户"},
                                         row{"ＸＸ户", "0", masked, "(, )", "户"},
                                         row{"XXX", "0", masked, "(, )", ""},
                                         row{"XX亿元", "0", masked, "(, )", "亿元"},
                                         row{"超过XX户", "0", masked, "(, )", "户"},
                                         row{"XX%以上", "0", masked, "(, )", "%"}));

struct refused {
  const char* text;
  const char* message;  // a part of it
  errc code = errc::not_a_quantity;
};

void PrintTo(const refused& r, std::ostream* out) { *out << '\'' << r.text << '\''; }

class RefusedText : public testing::TestWithParam<refused> {};

TEST_P(RefusedText, SaysWhatWasExpected) {
  const refused& expected = GetParam();
  const result<quantity> read = try_parse_quantity(expected.text);
  ASSERT_FALSE(read) << to_string(*read);
  EXPECT_EQ(read.why().code(), expected.code);
  EXPECT_NE(read.why().message().find(expected.message), std::string::npos) << read.why().message();
  EXPECT_THROW(parse_quantity(expected.text), error);
}

constexpr const char* statement = "expected a number or a statement such as 98%以上 or 9800余亩";
constexpr const char* unit_behind = "expected a unit behind the number";
constexpr const char* thirds = "expected thousands separators at every third place";

INSTANTIATE_TEST_SUITE_P(
    All, RefusedText,
    testing::Values(
        refused{"", statement}, refused{" ", statement}, refused{"abc", statement},
        refused{"-", statement}, refused{"--5", statement}, refused{"户", statement},
        refused{"以上", statement}, refused{"约", statement}, refused{"余", statement},
        refused{"达到", statement}, refused{"若干", statement}, refused{"N/A", statement},
        refused{"约", "found '约'"}, refused{"上50户", statement},
        // figures
        refused{"36,67", thirds}, refused{"36,67", "found '36,67'"}, refused{"1234,567", thirds},
        refused{",123", thirds}, refused{"1,,234", thirds}, refused{"123,", thirds},
        refused{"0,123", thirds}, refused{"1,234,56元", thirds}, refused{"3，667，07元", thirds},
        refused{"5.", "a digit on each side of the point"},
        refused{".5", "a digit on each side of the point"}, refused{"1.2.3", "one point"},
        refused{"1.234,567", "one point"}, refused{"1234567890123456789", "at most 18 digits"},
        refused{"1e999", "at most 18 digits"}, refused{"1e-999", "at most 18 digits"},
        refused{"123456789012345678%", "at most 17 digits"}, refused{"1.5e3户", unit_behind},
        refused{"1.5e", unit_behind}, refused{"0x10", unit_behind},
        refused{"3 667 070", unit_behind},
        refused{"nan", "expected a finite number", errc::not_finite},
        refused{"NaN", "found 'NaN'", errc::not_finite}, refused{"inf", "finite", errc::not_finite},
        refused{"-Infinity", "finite", errc::not_finite}, refused{"∞", "finite", errc::not_finite},
        // qualifiers
        refused{"约98%以上", "one qualifier, not both about and at_least"},
        refused{"近80余件", "one qualifier, not both nearly and over"},
        refused{"超过不足50户", "one qualifier, not both more_than and less_than"},
        refused{"80余件以上", "one qualifier, not both over and at_least"},
        refused{"3余万以上元", "one qualifier"}, refused{"近全覆盖", "no qualifier"},
        refused{"约几户", "no qualifier"}, refused{"数百余户", "no qualifier"},
        refused{"约30-40户", "a range without a qualifier"},
        refused{"30-40户以上", "a range without a qualifier"},
        refused{"0余户", "a number above zero"}, refused{"近0户", "a number above zero"},
        refused{"-3余户", "a number above zero"},
        // ranges
        refused{"40-30户", "from the lower to the higher"},
        refused{"30-30户", "from the lower to the higher"},
        refused{"30户-40人", "one unit for both ends"},
        refused{"500元-1万元", "one unit for both ends"},
        refused{"30%-40", "one unit for both ends"}, refused{"30-", statement},
        refused{"2021-03-01", "a range of two numbers"},
        refused{"数十至数百户", "a number at each end"},
        refused{"百至千户", "a number at each end"},
        // words
        refused{"三百二户", unit_behind}, refused{"三万二元", unit_behind},
        refused{"二〇二一", unit_behind}, refused{"七八十户", unit_behind},
        refused{"三百几户", unit_behind}, refused{"三分之二", unit_behind},
        refused{"百分之三户", "no unit besides the fraction"}, refused{"百分之", statement},
        refused{"负几户", statement},
        // units without a number
        refused{"万元", "a number before the unit"}, refused{"千米", "a number before the unit"},
        refused{"百", "a number before the unit"}, refused{"百万元", "a number before the unit"},
        // units
        refused{"422户751人", unit_behind}, refused{"5 foo", "found 'foo'"},
        refused{"XX镇长", unit_behind}, refused{"2X户", unit_behind}, refused{"100%%", unit_behind},
        refused{"3万5千元", unit_behind}));

TEST(Quantity, RefusesWhatIsNotUtf8) {
  for (const std::string_view text : {std::string_view("422\xE6\x88"), std::string_view("\xFF"),
                                      std::string_view("98\x25\xE4\xBB"),
                                      std::string_view("\xC0\xB5"), std::string_view("5\0", 2)}) {
    EXPECT_FALSE(try_parse_quantity(text));
  }
}

TEST(Quantity, MessageOfALongTextIsShort) {
  const std::string text(1'000'000, 'z');
  const result<quantity> read = try_parse_quantity(text);
  ASSERT_FALSE(read);
  EXPECT_LT(read.why().message().size(), 300U);
}

TEST(Quantity, BoundsAreTheQualifiersThatAreNotTheFigure) {
  static_assert(is_bound(at_least) && is_bound(over) && is_bound(vague) && is_bound(between));
  static_assert(!is_bound(exact) && !is_bound(rounded) && !is_bound(full) && !is_bound(none) &&
                !is_bound(masked));
}

TEST(Quantity, KnownIntervalInAnotherUnit) {
  const quantity income = parse_quantity("144多万");
  EXPECT_EQ(known_interval(income), (interval{144, 145, true, true}));
  EXPECT_EQ(known_interval(income, ratio{10'000, 1}), (interval{1'440'000, 1'450'000, true, true}));
  const quantity farmland = parse_quantity("15亩");
  EXPECT_EQ(known_interval(farmland, conversion(farmland.unit, parse_unit("公顷"))), exactly(1));
  EXPECT_EQ(known_interval(parse_quantity("4.5亿元"), ratio{100'000'000, 1}),
            (interval{445'000'000, 455'000'000, false, true}));
}

TEST(Quantity, KnownIntervalIsOpenWhereThereIsNoBound) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(known_interval(parse_quantity("98%以上")), (interval{98, inf, false, true}));
  EXPECT_EQ(known_interval(parse_quantity("不足5%")), (interval{-inf, 5, true, true}));
  EXPECT_EQ(known_interval(parse_quantity("XX个")), (interval{-inf, inf, true, true}));
}

TEST(Quantity, KnownIntervalIsNeverEmpty) {
  const interval known = known_interval(parse_quantity("12345678901234567余户"));
  EXPECT_TRUE(is_exact(known));
  EXPECT_FALSE(known.lower_open || known.upper_open);
}

TEST(Quantity, TextForPeople) {
  EXPECT_EQ(to_string(parse_quantity("422户")), "422 户");
  EXPECT_EQ(to_string(parse_quantity("78.13")), "78.13");
  EXPECT_EQ(to_string(parse_quantity("9800余亩")), "9800 over (9800, 9900) 亩");
  EXPECT_EQ(to_string(parse_quantity("98%以上")), "98 at_least [98, ∞) %");
  EXPECT_EQ(to_string(parse_quantity("不足50户")), "50 less_than (-∞, 50) 户");
  EXPECT_EQ(to_string(parse_quantity("全覆盖")), "100 full %");
  EXPECT_EQ(to_string(parse_quantity("30-40户")), "30 between [30, 40] 户");
  EXPECT_EQ(to_string(parse_quantity("XX个")), "XX 个");
}

TEST(Quantity, NamesAreDistinct) {
  constexpr std::array all = {exact, rounded, at_least, more_than, at_most, less_than, nearly,
                              over,  about,   between,  vague,     full,    none,      masked};
  std::string seen = ",";
  for (const qualifier how : all) {
    const std::string entry = "," + std::string(name(how)) + ",";
    EXPECT_EQ(seen.find(entry), std::string::npos) << name(how);
    seen += std::string(name(how)) + ",";
  }
  EXPECT_EQ(name(qualifier{200}), "");
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, ',');) fields.push_back(field);
  return fields;
}

// Every number the town's report of 2021 prints, and one of each qualifier, with the interval each
// stands for.
TEST(Quantity, GoldenStatements) {
  std::ifstream file(ZB_SOURCE_DIR "/tests/golden/value/quantity.csv");
  ASSERT_TRUE(file);
  std::string line;
  std::getline(file, line);
  ASSERT_EQ(line, "text,value,qualifier,lower,lower_open,upper,upper_open,unit,source");
  int rows = 0;
  for (; std::getline(file, line); ++rows) {
    SCOPED_TRACE(line);
    const std::vector<std::string> field = fields_of(line);
    ASSERT_EQ(field.size(), 9U);
    const result<quantity> read = try_parse_quantity(field[0]);
    ASSERT_TRUE(read) << read.why().what();
    EXPECT_EQ(read->how == masked ? "" : to_string(read->value), field[1]);
    EXPECT_EQ(name(read->how), field[2]);
    EXPECT_EQ(read->lower ? to_string(*read->lower) : "", field[3]);
    EXPECT_EQ(!read->lower || read->lower_open, field[4] == "1");
    EXPECT_EQ(read->upper ? to_string(*read->upper) : "", field[5]);
    EXPECT_EQ(!read->upper || read->upper_open, field[6] == "1");
    EXPECT_EQ(read->unit, parse_unit(field[7]));
  }
  EXPECT_GE(rows, 60);
}

}  // namespace
}  // namespace zhibiao
