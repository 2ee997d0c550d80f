#include <zhibiao/value/nearest.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using zhibiao::nearest_name;

struct nearest_row {
  std::string_view text;
  std::vector<std::string_view> names;
  std::string_view nearest;
};

void PrintTo(const nearest_row& r, std::ostream* out) { *out << "'" << r.text << "'"; }

class NearestName : public testing::TestWithParam<nearest_row> {};

TEST_P(NearestName, IsTheOneThatWasMeant) {
  EXPECT_EQ(nearest_name(GetParam().text, GetParam().names), GetParam().nearest);
}

INSTANTIATE_TEST_SUITE_P(All, NearestName,
                         testing::Values(
                             // One put in, left out, exchanged, swapped.
                             nearest_row{"reportt", {"compute", "report"}, "report"},
                             nearest_row{"reprt", {"compute", "report"}, "report"},
                             nearest_row{"rebort", {"compute", "report"}, "report"},
                             nearest_row{"reprot", {"compute", "report"}, "report"},
                             nearest_row{"ab", {"ba"}, "ba"},  //
                             // A third may differ, more is another word; one may always.
                             nearest_row{"rexoxt", {"report"}, "report"},  //
                             nearest_row{"rexoxx", {"report"}, ""},        //
                             nearest_row{"yea", {"year"}, "year"},         //
                             nearest_row{"xx", {"year"}, ""},              //
                             // Chinese characters count once.
                             nearest_row{"低保户教", {"低保人数", "低保户数"}, "低保户数"},
                             nearest_row{"保低户数", {"低保户数"}, "低保户数"},
                             nearest_row{"五保人数", {"低保户数"}, ""},  //
                             // The nearest, and the first of those equally near.
                             nearest_row{"persons", {"person", "persons"}, "persons"},
                             nearest_row{"cat", {"bat", "car"}, "bat"},
                             // Nothing in common is not near, however short.
                             nearest_row{"x", {"y"}, ""},  //
                             nearest_row{"", {"y"}, ""},   //
                             nearest_row{"y", {""}, ""},   //
                             nearest_row{"year", {}, ""},  //
                             nearest_row{"\xE4\xBD\xFF", {"\xE4\xBD"}, "\xE4\xBD"}));

TEST(NearestNameOf, LongTextsAreNotLookedFor) {
  const std::string name(96, 'a');
  const std::string text = name + "a";
  const std::vector<std::string_view> names{name};
  EXPECT_EQ(nearest_name(name, names), name);
  EXPECT_EQ(nearest_name(text, names), "");
}

}  // namespace
