#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/io/observations_csv.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "io/observation_file.hpp"
#include "io/text_source.hpp"
#include "panel/accepted_rows.hpp"
#include "support/same_panel.hpp"
#include "support/slow_observations.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <rapidcheck.h>
#include <string>
#include <string_view>
#include <vector>

namespace {

using zhibiao::area_tree;
using zhibiao::catalog;
using zhibiao::fault;
using zhibiao::fault_list;
using zhibiao::panel;
using zhibiao::panel_builder;
using zhibiao::detail::accepted_row;
using zhibiao::detail::accepted_rows;
using zhibiao::detail::observation_file;
using zhibiao::detail::piecewise;
using zhibiao::detail::text_in_file;
using zhibiao::detail::text_in_memory;
using zhibiao::test::same_panel;
using zhibiao::test::slow_check_observations;
using zhibiao::test::slow_parse_observations;

using texts = std::vector<std::string>;

std::shared_ptr<const catalog> indicators() {
  static const auto made = std::make_shared<const catalog>(zhibiao::parse_catalog(R"(
schema = 1
[[indicator]]
id = "households"
name = { zh = "户数", en = "households" }
kind = "stock"
unit = "户"
[[indicator]]
id = "investment_in_fixed_assets"
name = { zh = "投资", en = "investment" }
kind = "flow"
unit = "万元"
[[indicator]]
id = "profit"
name = "收益"
kind = "flow"
unit = "元"
limits = [-inf, inf]
[[indicator]]
id = "rate"
name = "分类率"
kind = "rate"
unit = "%"
)",
                                                                                  "catalog.toml"));
  return made;
}

std::shared_ptr<const area_tree> areas() {
  static const auto made = std::make_shared<const area_tree>(zhibiao::parse_areas(
      "code,name\n990121,县\n990121101,甲河镇\n990121102,乙泉镇\n990121103,丙\n990121104,丙\n",
      "areas.csv"));
  return made;
}

/// Mostly what can be read, so that whole files without a fault are frequent.
rc::Gen<std::string> one_of(texts good, texts odd, std::size_t odd_weight) {
  return rc::gen::weightedOneOf<std::string>({{20, rc::gen::elementOf(std::move(good))},
                                              {odd_weight, rc::gen::elementOf(std::move(odd))}});
}

rc::Gen<std::string> number() {
  return rc::gen::map(rc::gen::tuple(rc::gen::inRange(0, 1'000'000), rc::gen::inRange(0, 5)),
                      [](const std::tuple<int, int>& n) {
                        std::string digits = std::to_string(std::get<0>(n));
                        const auto places = static_cast<std::size_t>(std::get<1>(n));
                        if (places == 0) return digits;
                        if (digits.size() <= places)
                          digits.insert(0, places + 1 - digits.size(), '0');
                        return digits.insert(digits.size() - places, 1, '.');
                      });
}

struct columns {
  std::string name;
  rc::Gen<std::string> field;
};

std::vector<columns> all_columns(std::size_t odd) {
  return {
      {"area", one_of({"990121101", "990121102", "990121101000", "990121103", "990121"},
                      {"甲河镇", " 990121102", "\"990121101\"", "丙", "9.90121E+11", ""}, odd)},
      {"indicator", one_of({"households", "profit", "投资", "investment_in_fixed_assets"},
                           {"rate", "\"profit\"", "hauseholds", "", "investment "}, odd)},
      {"period", one_of({"2021", "2020", "2019", "2021-Q1"},
                        {"2021-M01", "2021-M02YTD", "2021年", "\"2020\"", "1800", "x", ""}, odd)},
      {"value", rc::gen::weightedOneOf<std::string>(
                    {{20, number()},
                     {odd, rc::gen::element<std::string>(
                               "", "98%以上", "-3", "-0", "1e3", "\"1,234.5\"", "约30", "暂无",
                               "\"7\"", " 12 ", "123456789.123456", "0.000000001",
                               "999999999999999", ".5", "5.", "1..2", "\"\"")}})},
      {"unit", one_of({""}, {"万元", "元", "户", "啊", "\"元\""}, odd)},
      {"status", one_of({""}, {"A", "normal", "P", "missing", "?"}, odd)},
      {"note", one_of({""},
                      {"说明", "\"两\n行\"", "\"a,b\"", "\"say \"\"x\"\"\"", "5\" pipe", "\"\r\n\"",
                       "\"x\"y", "\"open", "\"\n990121101,profit,2021,1,,,\n\""},
                      odd)},
      {"x", one_of({"1"}, {"", "\"q\"", "a b"}, odd)},
  };
}

/// A table with its columns in any order, faulty here and there.
rc::Gen<std::string> table() {
  return rc::gen::exec([] {
    const auto odd = *rc::gen::element<std::size_t>(0, 1, 8);
    std::vector<columns> chosen = all_columns(odd);
    while (chosen.size() > 4 && *rc::gen::arbitrary<bool>()) chosen.pop_back();
    const auto first = *rc::gen::inRange<std::size_t>(0, chosen.size());
    std::rotate(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(first), chosen.end());
    const std::string usual_end = *rc::gen::element<std::string>("\n", "\r\n", "\r");

    std::string text = *rc::gen::element<std::string>("", "", "", "\n", "\xEF\xBB\xBF", "\"x\"y\n");
    for (const columns& c : chosen) text += (&c == chosen.data() ? "" : ",") + c.name;
    text += usual_end;
    const auto rows = *rc::gen::inRange(0, 40);
    for (int i = 0; i < rows; ++i) {
      for (const columns& c : chosen) text += (&c == chosen.data() ? "" : ",") + *c.field;
      text +=
          *one_of({usual_end}, {"\n\n", "\r\r\n", ",\n", "\n,,,,,,,\n", "\n \n", "\n\"\"\n"}, odd);
    }
    if (odd == 8 && *rc::gen::inRange(0, 3) == 0) {
      text.resize(*rc::gen::inRange<std::size_t>(0, text.size() + 1));
    }
    return text;
  });
}

struct outcome {
  std::optional<panel> read;
  texts faults;
  std::size_t errors = 0;
  std::size_t warnings = 0;
};

void note(const fault_list& faults, outcome& to) {
  for (const fault& f : faults.kept()) to.faults.push_back(to_string(f));
  to.errors = faults.errors();
  to.warnings = faults.warnings();
}

/// What comes of a reading of the text into a builder that has a row already.
template <class Read>
outcome outcome_of(std::size_t fault_limit, Read read) {
  panel_builder builder(indicators(), areas(), fault_limit);
  builder.add("990121104", "profit", zhibiao::parse_period("2018-Q2"), 5);
  read(builder);
  outcome out;
  note(builder.faults(), out);
  try {
    out.read = builder.build();
  } catch (const zhibiao::input_error& e) {
    out.faults.clear();
    note(e.faults(), out);
  }
  return out;
}

bool operator==(const outcome& a, const outcome& b) {
  return a.faults == b.faults && a.errors == b.errors && a.warnings == b.warnings &&
         a.read.has_value() == b.read.has_value() && (!a.read || same_panel(*a.read, *b.read));
}

rc::Gen<piecewise> any_pieces() {
  return rc::gen::exec([] {
    piecewise how;
    how.threads = *rc::gen::element(1, 2, 7);
    how.piece_bytes = *rc::gen::element<std::size_t>(1, 2, 7, 16, 40, 100, 1000, 100'000);
    how.window_bytes = *rc::gen::element<std::size_t>(1, 5, 16, 60, 200, 100'000);
    how.pieces_at_once = *rc::gen::element<std::size_t>(0, 1, 2, 5);
    return how;
  });
}

RC_GTEST_PROP(ObservationsProperty, PiecesAndThreadsMakeNoDifference, ()) {
  const std::string text = *table();
  const auto limit = *rc::gen::element<std::size_t>(1, 3, 100);
  const outcome wanted =
      outcome_of(limit, [&](panel_builder& b) { slow_parse_observations(text, "o.csv", b); });
  RC_CLASSIFY(wanted.read.has_value(), "without a fault");
  for (int i = 0; i < 4; ++i) {
    const piecewise how = *any_pieces();
    const outcome found = outcome_of(limit, [&](panel_builder& b) {
      auto read = observation_file::read(text_in_memory(text), "o.csv", &b.catalog(), &b.areas(),
                                         limit, how);
      std::move(*read).hand_over(b);
    });
    RC_ASSERT(found.faults == wanted.faults);
    RC_ASSERT(found == wanted);
  }
}

RC_GTEST_PROP(ObservationsProperty, RowsMayBeTakenOutOfTheBuilderInBetween, ()) {
  const std::string text = *table();
  const auto limit = *rc::gen::element<std::size_t>(1, 3, 100);
  const outcome wanted =
      outcome_of(limit, [&](panel_builder& b) { slow_parse_observations(text, "o.csv", b); });
  const piecewise how = *any_pieces();
  const outcome found = outcome_of(limit, [&](panel_builder& all) {
    panel_builder checking(indicators(), areas(), limit);
    const bool is_text =
        observation_file::pass_on(text_in_memory(text), "o.csv", checking, how, [&] {
          accepted_rows::take(checking,
                              [&](accepted_row row) { accepted_rows::put(all, std::move(row)); });
        });
    RC_ASSERT(is_text);
    all.set_file("o.csv");
    all.faults().append(checking.faults());
  });
  RC_ASSERT(found.faults == wanted.faults);
  RC_ASSERT(found == wanted);
}

RC_GTEST_PROP(ObservationsProperty, CheckingFindsTheSameFaults, ()) {
  const std::string text = *rc::gen::oneOf(table(), rc::gen::arbitrary<std::string>());
  const auto limit = *rc::gen::element<std::size_t>(1, 3, 100);
  const catalog no_indicators;
  const area_tree no_areas;
  const auto* known_indicators =
      *rc::gen::element<const catalog*>(nullptr, &no_indicators, indicators().get());
  const auto* known_areas = *rc::gen::element<const area_tree*>(nullptr, &no_areas, areas().get());
  outcome wanted;
  note(slow_check_observations(text, "o.csv", known_indicators, known_areas, limit), wanted);
  for (int i = 0; i < 4; ++i) {
    outcome found;
    note(observation_file::read(text_in_memory(text), "o.csv", known_indicators, known_areas, limit,
                                *any_pieces())
             ->faults(),
         found);
    RC_ASSERT(found.faults == wanted.faults);
    RC_ASSERT(found == wanted);
  }
}

RC_GTEST_PROP(ObservationsProperty, AFileIsReadLikeItsText, ()) {
  static const zhibiao::test::temporary_folder folder;
  std::string bytes = *table();
  if (*rc::gen::inRange(0, 4) == 0) {
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
    bytes.insert(at,
                 *rc::gen::element<std::string>(std::string(1, '\0'), "\xFF", "\xE6", "\xC0\xAF"));
  }
  const std::string path = folder.write("o.csv", bytes);

  // What the whole text says, or why it is none.
  std::string why_not;
  std::optional<outcome> wanted;
  try {
    const std::string text = zhibiao::decode_text(bytes, zhibiao::encoding::utf_8, path);
    wanted = outcome_of(100, [&](panel_builder& b) { slow_parse_observations(text, path, b); });
  } catch (const zhibiao::error& e) {
    why_not = e.what();
  }

  const piecewise how = *any_pieces();
  panel_builder builder(indicators(), areas());
  auto read = observation_file::read(text_in_file(path), path, &builder.catalog(), &builder.areas(),
                                     100, how);
  if (!wanted) {
    RC_ASSERT(!read.has_value());
    try {
      zhibiao::read_observations(path, builder, zhibiao::encoding::utf_8, how.threads);
      RC_FAIL("nothing was thrown");
    } catch (const zhibiao::error& e) {
      RC_ASSERT(e.what() == why_not);
    }
    RC_ASSERT(builder.faults().kept().empty());
    RC_ASSERT(builder.build().reported() == 0U);
    return;
  }
  const outcome whole =
      outcome_of(100, [&](panel_builder& b) { zhibiao::read_observations(path, b); });
  RC_ASSERT(whole.faults == wanted->faults);
  RC_ASSERT(whole == *wanted);
  // A header that cannot be read leaves the rest to be looked at as a whole.
  if (!read) return;
  const outcome found = outcome_of(100, [&](panel_builder& b) { std::move(*read).hand_over(b); });
  RC_ASSERT(found == *wanted);
}

}  // namespace
