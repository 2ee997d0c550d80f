// Two statistics that the library does not know, over the towns of each county: the mean score without
// the highest and the lowest (as judges' marks are averaged), and the mean growth of incomes.

#include <zhibiao/stats/accumulators.hpp>
#include <zhibiao/zhibiao.hpp>

#include <boost/accumulators/statistics/count.hpp>
#include <boost/accumulators/statistics/max.hpp>
#include <boost/accumulators/statistics/min.hpp>

#include <cmath>
#include <cstddef>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace zb = zhibiao;
namespace ba = boost::accumulators;

namespace {

// 1. A formula of statistics that are there already.

zb::kernels::cell without_extremes(std::size_t towns, const zb::kernels::cell& sum, double least,
                                   double greatest) {
  if (towns < 3) return {zb::kernels::no_number, zb::status::out_of_domain};
  return zb::kernels::finite((sum.value - least - greatest) / double(towns - 2), zb::status::ok);
}

struct trimmed_mean : zb::stats::formula<&without_extremes, ba::tag::count, zb::tag::sum,
                                         ba::tag::min, ba::tag::max> {};

// 2. A statistic that needs the figures themselves: growth multiplies, so the mean of 50 % and -50 % is
// not 0 but sqrt(1.5 * 0.5) - 1 = -13.4 %. There is none where an income has fallen to nothing.

class mean_growth_accumulator : public ba::accumulator_base {
 public:
  using result_type = zb::kernels::cell;

  mean_growth_accumulator(ba::dont_care) {}

  template <class Arguments>
  void operator()(const Arguments& arguments) {
    const double percent = arguments[ba::sample];
    product_exists_ = product_exists_ && percent > -100;
    if (product_exists_) log_of_product_ += std::log1p(percent / 100);
    ++towns_;
  }

  result_type result(ba::dont_care) const {
    if (!product_exists_) return {zb::kernels::no_number, zb::status::out_of_domain};
    return zb::kernels::finite(100 * std::expm1(log_of_product_ / towns_), zb::status::ok);
  }

 private:
  double log_of_product_ = 0;
  int towns_ = 0;
  bool product_exists_ = true;
};

struct mean_growth : zb::stats::feature<mean_growth_accumulator> {};

// The data: [county][town], below zero where a town did not report.

struct town {
  double score;
  double income_2020;
  double income_2021;
};
const std::vector<std::pair<std::string, std::vector<town>>> counties = {
    {"Hill County", {{88.5, 200, 300}, {91, 400, 200}, {90.5, 100, 100}, {62, 250, 275}}},
    {"River County", {{85, 300, 330}, {87.5, 500, 515}, {-1, -1, 80}}},
    {"Lake County", {{93, 120, 150}, {-1, -1, -1}, {-1, 210, 200}}},
};

zb::indicator number(const std::string& id, zb::indicator_kind kind, int decimals) {
  zb::indicator i;
  i.id = i.name.en = id;
  i.kind = kind;
  i.unit = zb::parse_unit(kind == zb::indicator_kind::flow ? "万元" : "");
  i.decimals = decimals;
  i.over_areas =
      kind == zb::indicator_kind::flow ? zb::area_aggregation::sum : zb::area_aggregation::none;
  if (kind == zb::indicator_kind::index) i.over_time = zb::time_aggregation::none;
  return i;
}

zb::panel make_panel() {
  std::vector<zb::area> areas;
  const auto add_area = [&](const std::string& name, const char* level, const std::string& parent) {
    zb::area a;
    a.code = a.name = name;
    a.level = level;
    a.parent = parent;
    areas.push_back(std::move(a));
  };
  const auto town_name = [](const std::string& county, std::size_t i) {
    return county + ", town " + std::to_string(i + 1);
  };
  for (const auto& [county, towns] : counties) {
    add_area(county, "county", "");
    for (std::size_t i = 0; i < towns.size(); ++i) add_area(town_name(county, i), "town", county);
  }

  zb::panel_builder builder(zb::catalog::make({number("score", zb::indicator_kind::index, 1),
                                               number("income", zb::indicator_kind::flow, 0)}),
                            zb::area_tree::make(std::move(areas)));
  const auto add = [&](const std::string& name, const char* id, const char* year, double x) {
    if (x >= 0) builder.add(name, id, zb::parse_period(year), x);
  };
  for (const auto& [county, towns] : counties) {
    for (std::size_t i = 0; i < towns.size(); ++i) {
      add(town_name(county, i), "score", "2021", towns[i].score);
      add(town_name(county, i), "income", "2020", towns[i].income_2020);
      add(town_name(county, i), "income", "2021", towns[i].income_2021);
    }
  }
  return builder.build();
}

void print(const std::string& what, const zb::kernels::cell& c, const std::string& unit) {
  std::cout << "  " << what << ": "
            << (has_number(c.why) ? zb::format_fixed(c.value, 2) + unit : "no number") << " ("
            << name(c.why) << ")\n";
}

}  // namespace

int main() {
  try {
    const zb::panel data = make_panel();

    zb::request of_2021;
    of_2021.indicators = {"score"};
    of_2021.periods = {zb::parse_period("2021")};
    const auto scores = zb::stats::statistics_over_areas<trimmed_mean, zb::tag::skewness>(
        zb::figures_of_towns(data, of_2021), "county");

    of_2021.indicators = {"income"};
    of_2021.measures = {zb::measure::year_on_year};
    const auto growth = zb::stats::statistics_over_areas<mean_growth>(
        zb::figures_of_towns(data, of_2021), "county");

    for (std::size_t i = 0; i < scores.areas.size(); ++i) {
      std::cout << data.areas()[scores.areas[i]].name << "\n";
      print("score without extremes", scores.at<trimmed_mean>(i, 0), "");
      print("skewness of scores", scores.at<zb::tag::skewness>(i, 0), "");
      print("mean growth of income", growth.at<mean_growth>(i, 0), " %");
    }
    return 0;
  } catch (const zb::error& e) {
    std::cerr << e.what() << "\n";
  }
  return 1;
}
