#include <zhibiao/io/catalog_listing.hpp>
#include <zhibiao/io/csv_reader.hpp>

#include "support/small_county.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace zhibiao {
namespace {

TEST(CatalogListing, CsvHasEverythingWithItsDefaults) {
  const data_set data = test::small_county();
  const std::string text = to_csv(*data.catalog);
  EXPECT_TRUE(text.starts_with(
      "id,name_zh,name_en,group,kind,unit,decimals,direction,range_lower,range_upper,numerator,"
      "denominator,weight,over_areas,over_time,limit_lower,limit_upper,min_base,min_coverage,form,"
      "definition_zh,definition_en\n"))
      << text;
  EXPECT_NE(
      text.find("persons,低保人数,persons on aid,life,stock,人,0,none,,,,,,sum,last,0,,10,"
                "0.6666666666666666,,领取低保的人数。,\"Persons on aid, \"\"all\"\" of them.\"\n"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("sort_rate,分类率,sorting rate,place,rate,%,1,up,,,sorted,villages,,"
                      "ratio_of_sums,last,0,100,0,"),
            std::string::npos)
      << text;
}

TEST(CatalogListing, JsonSaysTheSame) {
  const data_set data = test::small_county();
  const nlohmann::json document = nlohmann::json::parse(to_json(*data.catalog));
  ASSERT_EQ(document["indicators"].size(), data.catalog->size());
  const nlohmann::json& persons = document["indicators"][0];
  EXPECT_EQ(persons["id"], "persons");
  EXPECT_EQ(persons["decimals"], 0);
  EXPECT_TRUE(persons["decimals"].is_number_integer());
  EXPECT_TRUE(persons["limit_upper"].is_null());
  EXPECT_TRUE(persons["numerator"].is_null());
}

TEST(CatalogListing, BothHaveTheSameKeys) {
  const data_set data = test::small_county();
  const std::string text = to_csv(*data.catalog);
  fault_list faults;
  const csv_reader reader(text, "catalog.csv", faults);
  std::vector<std::string> keys;
  const auto document = nlohmann::ordered_json::parse(to_json(*data.catalog));
  for (const auto& [key, value] : document["indicators"][0].items()) keys.push_back(key);
  EXPECT_EQ(keys, std::vector<std::string>(reader.header().begin(), reader.header().end()));
}

TEST(CatalogListing, OfNothing) {
  EXPECT_EQ(to_csv(catalog()).find('\n'), to_csv(catalog()).size() - 1);
  EXPECT_NE(to_json(catalog()).find("\"indicators\":[]"), std::string::npos);
}

}  // namespace
}  // namespace zhibiao
