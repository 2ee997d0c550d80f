#include "rows.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace zhibiao::same_bits {
namespace {

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere, unlike the library's distributions.
class numbers {
 public:
  explicit numbers(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t n) { return next() % n; }

 private:
  std::uint64_t state_;
};

area_tree make_areas() {
  std::vector<area> areas;
  const auto add = [&](std::string code, const char* level, std::string parent) {
    areas.push_back({code, "area " + code, level, std::move(parent), {}});
    return code;
  };
  numbers n(1);
  for (int p = 11; p < 13; ++p) {
    const std::string province = add(std::to_string(p), "province", "");
    for (int c = 10; c < 13; ++c) {
      const std::string city = add(province + std::to_string(c), "city", province);
      for (int k = 10; k < 15; ++k) {
        const std::string county = add(city + std::to_string(k), "county", city);
        const int towns = 1 + static_cast<int>(n.below(40));
        for (int t = 0; t < towns; ++t) add(county + std::to_string(100 + t), "town", county);
      }
    }
  }
  return area_tree::make(std::move(areas));
}

catalog make_catalog() {
  std::vector<indicator> all;
  const auto add = [&](const char* id, indicator_kind kind,
                       area_aggregation over_areas) -> indicator& {
    indicator i;
    i.id = id;
    i.name = {id, id};
    i.kind = kind;
    i.over_areas = over_areas;
    i.direction = direction::up;
    if (kind == indicator_kind::rate) {
      i.unit = percent();
      i.limits = {0, 100};
    }
    if (kind != indicator_kind::flow) i.over_time = time_aggregation::last;
    all.push_back(std::move(i));
    return all.back();
  };
  using enum indicator_kind;
  add("amount", flow, area_aggregation::sum).min_base = 20;
  add("uneven", flow, area_aggregation::sum);
  add("villages", stock, area_aggregation::sum);
  add("sorted", stock, area_aggregation::sum);
  indicator& share = add("sort_rate", rate, area_aggregation::ratio_of_sums);
  share.numerator = "sorted";
  share.denominator = "villages";
  add("cover", rate, area_aggregation::weighted_mean).weight = "villages";
  add("score", index, area_aggregation::none);
  add("done", binary, area_aggregation::sum).limits = {0, 1};
  return catalog::make(std::move(all));
}

// One figure of an indicator: hundredths, thirds of them, counts, rates.
decimal figure(numbers& n, const std::string& id) {
  const auto negative = [&](std::int64_t x) { return n.below(20) == 0 ? -x : x; };
  const auto any = [&](std::uint64_t most) { return static_cast<std::int64_t>(n.below(most + 1)); };
  if (id == "amount") return {negative(n.below(50) == 0 ? 0 : any(10'000'000)), 2};
  if (id == "uneven") return {negative(any(999'999'999'999'999)), 13};
  if (id == "villages") return {20 + any(60), 0};
  if (id == "sorted") return {any(20), 0};
  if (id == "done") return {any(1), 0};
  return {any(1000), 1};
}

observation row_of(numbers& n, const std::string& id, bool is_exact_only) {
  observation o;
  if (n.below(40) == 0) return o;  // reported empty
  quantity q;
  q.value = figure(n, id);
  if (!is_exact_only && n.below(150) == 0) {
    const bool is_low = n.below(2) == 0;
    q.how = is_low ? qualifier::at_least : qualifier::at_most;
    (is_low ? q.lower : q.upper) = q.value;
  }
  o.value = q;
  constexpr observation_status statuses[] = {
      observation_status::provisional, observation_status::estimated,
      observation_status::break_in_series, observation_status::suppressed,
      observation_status::missing};
  if (!is_exact_only && n.below(160) == 0) o.status = statuses[n.below(5)];
  return o;
}

}  // namespace

reported make_rows() {
  reported r;
  r.catalog = std::make_shared<const catalog>(make_catalog());
  r.areas = std::make_shared<const area_tree>(make_areas());
  numbers n(2);
  const auto add_periods = [&](period first, int count) {
    for (int t = 0; t < count; ++t) {
      for (area_index a = 0; a < r.areas->leaf_count(); ++a) {
        for (indicator_index i = 0; i < r.catalog->size(); ++i) {
          if (n.below(20) == 0) continue;  // not reported
          const std::string& id = (*r.catalog)[i].id;
          observation o = row_of(n, id, id == "uneven" || id == "amount");
          o.area = a;
          o.indicator = i;
          o.period = first.shifted(t);
          r.rows.push_back(std::move(o));
        }
      }
    }
  };
  add_periods(parse_period("2003"), 19);
  add_periods(parse_period("2019-M01"), 31);

  std::vector<target> wanted;
  for (indicator_index i = 0; i < r.catalog->size(); ++i) {
    target t;
    t.indicator = i;
    t.deadline = parse_period("2021");
    t.wanted = {50, interval{}.upper, false, false};
    wanted.push_back(std::move(t));
  }
  r.targets = targets::make(std::move(wanted));
  return r;
}

std::vector<observation> shuffled(std::vector<observation> rows) {
  numbers n(3);
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[n.below(i)]);
  return rows;
}

}  // namespace zhibiao::same_bits
