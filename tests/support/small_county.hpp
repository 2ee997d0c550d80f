#pragma once

#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/io/data_set.hpp>
#include <zhibiao/io/observations_csv.hpp>
#include <zhibiao/io/targets_csv.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace zhibiao::test {

/// A county of four towns with a case of everything a report has to say: see the rows.
inline data_set small_county() {
  constexpr std::string_view catalog_text = R"(schema = 1
[[group]]
id = "life"
name = { zh = "民生", en = "livelihood" }
[[group]]
id = "place"
name = { zh = "环境", en = "environment" }

[[indicator]]
id = "persons"
name = { zh = "低保人数", en = "persons on aid" }
group = "life"
kind = "stock"
unit = "人"
direction = "none"
definition = { zh = "领取低保的人数。", en = "Persons on aid, \"all\" of them." }
[[indicator]]
id = "amount"
name = { zh = "低保金", en = "aid paid" }
group = "life"
kind = "flow"
unit = "元"
[[indicator]]
id = "cover"
name = { zh = "参合率", en = "insurance" }
group = "life"
kind = "rate"
unit = "%"
decimals = 1
direction = "up"
[[indicator]]
id = "land"
name = { zh = "农田", en = "farmland" }
group = "place"
kind = "flow"
unit = "亩"
[[indicator]]
id = "villages"
name = { zh = "村数", en = "villages" }
group = "place"
kind = "stock"
unit = "个"
[[indicator]]
id = "sorted"
name = { zh = "分类村数", en = "villages sorting" }
group = "place"
kind = "stock"
unit = "个"
[[indicator]]
id = "sort_rate"
name = { zh = "分类率", en = "sorting rate" }
group = "place"
kind = "rate"
unit = "%"
decimals = 1
direction = "up"
numerator = "sorted"
denominator = "villages"
[[indicator]]
id = "profit"
name = { zh = "收益", en = "profit" }
kind = "flow"
unit = "万元"
decimals = 2
limits = [-inf, inf]
)";
  constexpr std::string_view areas_text =
      "code,name,parent,level\n"
      "990101000000,小县,,county\n"
      "990101101000,东镇,990101000000,town\n"
      "990101102000,西镇,990101000000,town\n"
      "990101103000,南乡,990101000000,town\n"
      "990101104000,\"北,乡\",990101000000,town\n";
  constexpr std::string_view observations_text =
      "area,indicator,period,value,unit,status\n"
      "990101101000,persons,2020,700,,\n"
      "990101102000,persons,2020,320,,\n"
      "990101103000,persons,2020,190,,\n"
      "990101104000,persons,2020,50,,\n"
      "990101101000,persons,2021,751人,,\n"
      "990101102000,persons,2021,300,,\n"
      "990101103000,persons,2021,200,,\n"
      "990101101000,amount,2021,3667070元,,\n"
      "990101104000,amount,2021,,,\n"
      "990101101000,cover,2021,98%以上,,\n"
      "990101102000,cover,2021,97.957,,\n"
      "990101103000,cover,2021,97.5,,estimated\n"
      "990101101000,land,2021,9800余亩,,\n"
      "990101104000,land,2021,XX亩,,\n"
      "990101101000,villages,2021,32,,\n"
      "990101102000,villages,2021,20,,\n"
      "990101103000,villages,2021,10,,\n"
      "990101104000,villages,2021,9,,\n"
      "990101101000,sorted,2021,25,,\n"
      "990101102000,sorted,2021,18,,\n"
      "990101103000,sorted,2021,8,,\n"
      "990101101000,sort_rate,2021,78%,,\n"
      "990101102000,sort_rate,2021,80%,,\n"
      "990101102000,profit,2020,-5,,\n"
      "990101102000,profit,2021,3.25,,\n";
  constexpr std::string_view targets_text =
      "indicator,area,period,comparison,value,unit\n"
      "cover,,2021,>=,98,%\n"
      "sort_rate,990101101000,2021,>=,78,%\n"
      "amount,990101103000,2021,>=,100,元\n"
      "sort_rate,990101000000,2021,>=,90,%\n";

  data_set data;
  data.catalog = std::make_shared<const catalog>(parse_catalog(catalog_text, "catalog.toml"));
  data.areas = std::make_shared<const area_tree>(parse_areas(areas_text, "areas.csv"));
  panel_builder builder(data.catalog, data.areas);
  parse_observations(observations_text, "observations.csv", builder);
  data.panel = builder.build();
  data.targets = parse_targets(targets_text, "targets.csv", *data.catalog, *data.areas);
  return data;
}

}  // namespace zhibiao::test
