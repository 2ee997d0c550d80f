#include "io/observation_file.hpp"

#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>

#include "io/text_source.hpp"
#include "support/same_panel.hpp"
#include "support/slow_observations.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace {

using zhibiao::area_tree;
using zhibiao::catalog;
using zhibiao::panel;
using zhibiao::panel_builder;
using zhibiao::detail::observation_file;
using zhibiao::detail::piecewise;
using zhibiao::detail::text_in_memory;
using zhibiao::detail::text_source;
using zhibiao::test::same_panel;

const std::shared_ptr<const catalog> indicators = std::make_shared<
    const catalog>(zhibiao::parse_catalog(
    "schema = 1\n[[indicator]]\nid = \"fai\"\nname = \"投资\"\nkind = \"flow\"\nunit = \"万元\"\n",
    "catalog.toml"));

/// 300 towns.
std::shared_ptr<const area_tree> make_areas() {
  std::string text = "code,name,parent\n";
  for (int i = 0; i < 300; ++i) text += "t" + std::to_string(i) + ",镇,\n";
  return std::make_shared<const area_tree>(zhibiao::parse_areas(text, "areas.csv"));
}
const std::shared_ptr<const area_tree> areas = make_areas();

panel read(std::string_view text, const piecewise& how) {
  panel_builder builder(indicators, areas);
  auto file = observation_file::read(text_in_memory(text), "o.csv", indicators.get(), areas.get(),
                                     100, how);
  std::move(*file).hand_over(builder);
  return builder.build();
}

panel slow_read(std::string_view text) {
  panel_builder builder(indicators, areas);
  zhibiao::test::slow_parse_observations(text, "o.csv", builder);
  return builder.build();
}

std::string table(const std::string& note) {
  std::string text = "area,indicator,period,value,note\n";
  for (int i = 0; i < 300; ++i) {
    text += "t" + std::to_string(i) + ",fai,2021," + std::to_string(i) + "." + std::to_string(i) +
            "," + note + "\n";
  }
  return text;
}

TEST(ObservationFile, AFieldMayBeLongerThanPieces) {
  const std::string notes[] = {
      "",
      "\"" + std::string(500, '\n') + "\"",
      "\"t1,fai,2021,1,\nt1,fai,2021,1,\nt1,fai,2021,1,\n\"",
      "\"say \"\"\n\"\",\n,\"\"\n\"",
      std::string(1000, 'x'),
  };
  for (const std::string& note : notes) {
    const std::string text = table(note);
    const panel wanted = slow_read(text);
    for (const int threads : {1, 2, 7}) {
      for (const std::size_t bytes : {10U, 100U, 1000U, 10'000U}) {
        EXPECT_TRUE(same_panel(read(text, {threads, {}, bytes, 64}), wanted))
            << threads << " threads, " << bytes << " bytes, note " << note.substr(0, 20);
      }
    }
  }
}

TEST(ObservationFile, AQuoteThatIsNotClosedTakesTheRest) {
  std::string text = table("");
  text.insert(text.find("t150"), "t9,fai,2020,1,\"open\n");
  for (const int threads : {1, 3}) {
    const auto file = observation_file::read(text_in_memory(text), "o.csv", indicators.get(),
                                             areas.get(), 100, {threads, {}, 200, 64});
    const zhibiao::fault_list faults = file->faults();
    ASSERT_EQ(faults.errors(), 1U);
    EXPECT_EQ(faults.kept()[0].code, zhibiao::errc::bad_quoting);
    EXPECT_EQ(faults.kept()[0].where.line, 152);
    EXPECT_EQ(faults.kept()[0].where.column, 15);
  }
}

/// A source that cannot be read from some byte on.
class broken_source final : public text_source {
 public:
  broken_source(std::string_view text, std::size_t good) : text_(text), good_(good) {}
  std::uint64_t size() const noexcept override { return text_.size(); }
  bool read(std::uint64_t at, std::span<char> to) const noexcept override {
    return at + to.size() <= good_ && text_in_memory(text_).read(at, to);
  }
  bool needs_check() const noexcept override { return true; }

 private:
  std::string_view text_;
  std::size_t good_;
};

TEST(ObservationFile, WhatCannotBeReadToItsEndIsNone) {
  const std::string text = table("");
  for (const std::size_t good :
       {std::size_t{0}, std::size_t{20}, text.size() / 2, text.size() - 1}) {
    for (const int threads : {1, 3}) {
      EXPECT_FALSE(observation_file::read(broken_source(text, good), "o.csv", indicators.get(),
                                          areas.get(), 100, {threads, {}, 500, 64}));
    }
  }
  EXPECT_TRUE(observation_file::read(broken_source(text, text.size()), "o.csv", indicators.get(),
                                     areas.get(), 100, {3, {}, 500, 64}));
}

}  // namespace
