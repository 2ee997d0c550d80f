#include "io/json_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace zhibiao::detail {
namespace {

std::string object(std::string_view name, std::optional<double> value) {
  json_object_writer to;
  to.begin();
  to.text("name", name);
  to.number("value", value);
  return std::string(to.end());
}

TEST(JsonObjectWriter, WritesWhatAnObjectWouldSay) {
  json_object_writer to;
  for (const char* const name : {"清河镇", "清河镇", "a \"b\"\n\\", "清河镇", ""}) {
    to.begin();
    to.text("name", name);
    to.text_or_null("unit", name);
    to.number("value", 2.5);
    to.number("lower", std::nullopt);
    to.count("members", 4'000'000'000U);
    to.count("counted", std::nullopt);
    to.yes("lower_open");
    const json expected = {{"name", name},
                           {"unit", or_null(std::string_view(name))},
                           {"value", 2.5},
                           {"lower", nullptr},
                           {"members", 4'000'000'000U},
                           {"counted", nullptr},
                           {"lower_open", true}};
    EXPECT_EQ(to.end(), expected.dump());
  }
}

TEST(JsonObjectWriter, NumbersAreNeverTakenForWholeOnes) {
  EXPECT_EQ(object("a", 5), R"({"name":"a","value":5.0})");
  EXPECT_EQ(object("a", -0.0), R"({"name":"a","value":0.0})");
  EXPECT_EQ(object("a", -751), R"({"name":"a","value":-751.0})");
  EXPECT_EQ(object("a", 0.1), R"({"name":"a","value":0.1})");
  EXPECT_EQ(object("a", 3667070), R"({"name":"a","value":3667070.0})");
  EXPECT_EQ(object("a", 1e300), R"({"name":"a","value":1e+300})");
  for (const double x : {1e300, 1e-9, 123456789012345680.0, 0.30000000000000004}) {
    EXPECT_EQ(json::parse(object("a", x)).at("value").get<double>(), x);
  }
}

TEST(JsonObjectWriter, ANameThatIsNoUtf8DoesNotCostTheDocument) {
  const json read = json::parse(object("a\xff", 1));
  EXPECT_EQ(read.at("name").get<std::string>(), "a\xef\xbf\xbd");
}

}  // namespace
}  // namespace zhibiao::detail
