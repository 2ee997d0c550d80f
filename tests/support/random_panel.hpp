#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/observation.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/value/date.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/quantity.hpp>
#include <zhibiao/value/unit.hpp>
#include <zhibiao/value/validity.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <rapidcheck.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao::test {

/// What a random panel is made from. Every cell depends on the seed and on its own coordinates only,
/// so a smaller shape keeps the cells it still has: that is what lets RapidCheck shrink it.
struct panel_shape {
  std::uint64_t seed = 1;
  int counties = 2;  ///< 1..4
  int towns = 3;     ///< at most so many a county, 1..6
  int periods = 3;   ///< 1..6 years or 1..26 months
  bool monthly = false;
  bool year_to_date = false;  ///< monthly flows are cumulative, in a block of their own
  int percent_missing = 0;    ///< no row
  int percent_empty = 0;      ///< a row without a number
  int percent_zero = 0;
  int percent_negative = 0;   ///< of the amounts, the only figures that can be negative
  int percent_qualified = 0;  ///< 以上, 余, 约, ...
  int percent_marked = 0;     ///< provisional, estimated, break_in_series, suppressed
  int percent_own = 0;        ///< figures that areas above the towns report themselves
  int percent_limited = 0;    ///< areas that there are not always, or whose territory changes
};

/// Rows of the catalogue of random panels.
namespace col {
inline constexpr indicator_index amount = 0;    ///< flow, 元, two decimals, may be negative
inline constexpr indicator_index persons = 1;   ///< stock, 人
inline constexpr indicator_index insured = 2;   ///< stock, 人, at most `eligible`
inline constexpr indicator_index eligible = 3;  ///< stock, 人
inline constexpr indicator_index rate = 4;      ///< insured / eligible in %; a few towns state it
inline constexpr indicator_index mean = 5;  ///< amount / persons in 元/人; a few towns state it
inline constexpr indicator_index weighted = 6;  ///< rate in %, weighted by `persons`
inline constexpr indicator_index score =
    7;  ///< index, 分, best from 60 to 90, never aggregated; counties too
inline constexpr indicator_index size = 8;
}  // namespace col

/// The catalogue of every random panel; see `col`.
inline zhibiao::catalog sample_catalog() {
  const auto make = [](std::string id, indicator_kind kind, std::string_view u, int decimals,
                       area_aggregation over_areas, time_aggregation over_time) {
    indicator i;
    i.id = id;
    i.name = {"", std::move(id)};
    i.kind = kind;
    i.unit = parse_unit(u);
    i.decimals = decimals;
    i.over_areas = over_areas;
    i.over_time = over_time;
    return i;
  };
  using a = area_aggregation;
  using t = time_aggregation;
  std::vector<indicator> list;
  list.push_back(make("amount", indicator_kind::flow, "元", 2, a::sum, t::sum));
  list.push_back(make("persons", indicator_kind::stock, "人", 0, a::sum, t::last));
  list.push_back(make("insured", indicator_kind::stock, "人", 0, a::sum, t::last));
  list.push_back(make("eligible", indicator_kind::stock, "人", 0, a::sum, t::last));
  list.push_back(make("rate", indicator_kind::rate, "%", 1, a::ratio_of_sums, t::last));
  list.push_back(make("mean", indicator_kind::mean, "元/人", 2, a::ratio_of_sums, t::none));
  list.push_back(make("weighted", indicator_kind::rate, "%", 1, a::weighted_mean, t::last));
  list.push_back(make("score", indicator_kind::index, "分", 1, a::none, t::last));
  list[col::amount].weight = "persons";
  list[col::persons].direction = direction::down;
  list[col::rate].numerator = "insured";
  list[col::rate].denominator = "eligible";
  list[col::rate].direction = direction::up;
  list[col::mean].numerator = "amount";
  list[col::mean].denominator = "persons";
  list[col::weighted].weight = "persons";
  list[col::score].direction = direction::range;
  list[col::score].range = {60, 90};
  for (const indicator_index i : {col::persons, col::insured, col::eligible}) {
    list[i].limits.lower = 0;
    list[i].min_base = 10;
  }
  for (const indicator_index i : {col::rate, col::weighted, col::score}) {
    list[i].limits.lower = 0;
    list[i].limits.upper = 100;
  }
  return zhibiao::catalog::make(std::move(list));
}

/// A panel with the rows it was built from: `rows` is in area, indicator, period order, and line n+2
/// is row n.
struct random_panel {
  panel_shape shape;
  std::shared_ptr<const zhibiao::catalog> catalog;
  std::shared_ptr<const area_tree> areas;
  std::vector<observation> rows;
  zhibiao::panel panel;
};

/// SplitMix64 over the coordinates: integers only, so that every machine makes the same data.
inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b) noexcept {
  std::uint64_t z = a + 0x9E3779B97F4A7C15U * (b + 1);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

/// Fisher-Yates by the generator of the test data, so that a seed names the order.
template <class T>
std::vector<T> shuffled(std::vector<T> list, std::uint64_t seed) {
  for (std::size_t i = list.size(); i > 1; --i) {
    std::swap(list[i - 1], list[mixed(seed, i) % i]);
  }
  return list;
}

/// A day of the years that random panels have.
inline date random_day(std::uint64_t key) {
  return date::make(2019 + static_cast<int>(mixed(key, 0) % 7),
                    1 + static_cast<int>(mixed(key, 1) % 12),
                    1 + static_cast<int>(mixed(key, 2) % 28));
}

/// Founded on one day, gone on another, both, or neither.
inline validity random_validity(const panel_shape& shape, std::uint64_t code) {
  const std::uint64_t key = mixed(shape.seed, code);
  validity v;
  // Not the prefecture: where it has no day, nothing has.
  if (code % 100'000'000 == 0 || static_cast<int>(mixed(key, 0) % 100) >= shape.percent_limited) {
    return v;
  }
  const std::uint64_t side = mixed(key, 1) % 3;
  const date day = random_day(mixed(key, 2));
  if (side != 1) v.from = day;
  if (side != 0) v.to = side == 1 ? day : date::from_number(day.number() + 400);
  return v;
}

/// One prefecture, its counties, their towns, under twelve-digit codes.
inline area_tree random_tree(const panel_shape& shape) {
  std::vector<area> list;
  const auto add = [&](std::string code) {
    area a;
    a.valid = random_validity(shape, std::stoull(code));
    const std::uint64_t above = std::stoull(code) / 1'000'000 * 1'000'000;
    if (both(a.valid, random_validity(shape, above)).is_never()) a.valid = {};
    a.name = code;
    a.code = std::move(code);
    list.push_back(std::move(a));
  };
  add("990100000000");
  for (int c = 0; c < shape.counties; ++c) {
    const std::string county = "9901" + std::to_string(21 + c);
    add(county + "000000");
    const auto most = static_cast<std::uint64_t>(shape.towns);
    const auto towns = 1 + mixed(shape.seed, static_cast<std::uint64_t>(c)) % most;
    for (std::uint64_t t = 0; t < towns; ++t) add(county + std::to_string(101 + t) + "000");
  }
  const area_tree tree = area_tree::make(std::move(list));
  std::vector<area_break> breaks;
  for (area_index a = 0; a < tree.size(); ++a) {
    const std::uint64_t key = mixed(shape.seed, std::stoull(std::string(tree[a].code)) + 1);
    if (static_cast<int>(mixed(key, 0) % 100) >= shape.percent_limited / 2) continue;
    breaks.push_back({a, random_day(mixed(key, 1))});
  }
  return tree.with_breaks(std::move(breaks));
}

namespace detail {

// Draws of one cell, each with a number of its own, so that a change of one knob leaves the others.
class cell_draw {
 public:
  explicit cell_draw(std::uint64_t key) noexcept : key_(key) {}
  std::int64_t below(std::uint64_t draw, std::int64_t n) const noexcept {
    return static_cast<std::int64_t>(mixed(key_, draw) % static_cast<std::uint64_t>(n));
  }
  bool percent(std::uint64_t draw, int share) const noexcept { return below(draw, 100) < share; }

 private:
  std::uint64_t key_;
};

inline quantity with_qualifier(quantity q, const cell_draw& draw) {
  const decimal step{1, q.value.scale};
  switch (draw.below(20, 8)) {
    case 0:
      q.how = qualifier::at_least;
      q.lower = q.value;
      break;
    case 1:
      q.how = qualifier::more_than;
      q.lower = q.value;
      q.lower_open = true;
      break;
    case 2:
      q.how = qualifier::at_most;
      q.upper = q.value;
      break;
    case 3:
      q.how = qualifier::rounded;
      q.lower = q.value - decimal{5, q.value.scale + 1};
      q.upper = q.value + decimal{5, q.value.scale + 1};
      q.upper_open = true;
      break;
    case 4:
      q.how = qualifier::nearly;
      q.lower = q.value - step;
      q.upper = q.value;
      q.upper_open = true;
      break;
    case 5:
      q.how = qualifier::about;
      q.lower = q.value - step;
      q.upper = q.value + step;
      break;
    case 6:
      q.how = qualifier::between;
      q.lower = q.value;
      q.upper = q.value + step;
      break;
    default:
      q.how = qualifier::over;
      q.lower = q.value;
      q.upper = q.value + step;
      q.lower_open = q.upper_open = true;
      break;
  }
  return q;
}

inline decimal random_value(indicator_index i, const panel_shape& shape, const cell_draw& draw,
                            const cell_draw& shared) {
  if (draw.percent(3, shape.percent_zero)) return {0, 0};
  switch (i) {
    case col::amount: {
      // Now and then billions, so that sums meet figures of very different size.
      const std::int64_t cents =
          draw.below(5, draw.percent(4, 5) ? 100'000'000'000'000 : 1'000'000'000);
      return {draw.percent(6, shape.percent_negative) ? -cents : cents, 2};
    }
    case col::persons:
      return {draw.below(5, 5000), 0};
    case col::eligible:
      return {shared.below(5, 3000), 0};
    case col::insured:
      return {draw.below(6, shared.below(5, 3000) + 1), 0};
    case col::mean:
      return {draw.below(5, 1'000'000), 2};
    case col::score:
      return {draw.below(5, 1000), 1};
    default:
      return {draw.below(5, 9900), 2};
  }
}

}  // namespace detail

/// The rows of a random panel.
inline std::vector<observation> random_rows(const panel_shape& shape, const area_tree& areas) {
  std::vector<observation> rows;
  const frequency f = shape.monthly ? frequency::month : frequency::year;
  const bool cumulative = shape.monthly && shape.year_to_date;
  for (area_index a = 0; a < areas.size(); ++a) {
    const std::uint64_t area_key =
        mixed(shape.seed, static_cast<std::uint64_t>(std::stoull(std::string(areas[a].code))));
    for (indicator_index i = 0; i < col::size; ++i) {
      const bool is_upper = !areas.is_leaf(a);
      if (is_upper && i != col::score && shape.percent_own == 0) continue;
      for (int p = 0; p < shape.periods; ++p) {
        const std::uint64_t cell_key = mixed(area_key, static_cast<std::uint64_t>(p));
        const detail::cell_draw shared(mixed(cell_key, 100));
        const detail::cell_draw draw(mixed(cell_key, i));
        if (draw.percent(0, shape.percent_missing)) continue;
        if (is_upper && i != col::score && !draw.percent(10, shape.percent_own)) continue;
        if ((i == col::rate || i == col::mean) && !draw.percent(1, 20)) continue;

        observation o;
        o.area = a;
        o.indicator = i;
        const zhibiao::form form =
            cumulative && i == col::amount ? form::year_to_date : form::single;
        const int per_year = periods_per_year(f);
        o.period = period::make(f, 2020 + p / per_year, p % per_year + 1, form);
        if (!areas.is_valid(a, o.period)) continue;
        if (!draw.percent(2, shape.percent_empty)) {
          quantity q;
          q.value = detail::random_value(i, shape, draw, shared);
          if (draw.percent(7, shape.percent_qualified) && q.value.mantissa > 0) {
            q = detail::with_qualifier(q, draw);
            o.printed = to_string(q.value) + " (" + std::string(name(q.how)) + ")";
          }
          o.value = q;
        }
        if (draw.percent(8, shape.percent_marked)) {
          constexpr std::array marks = {
              observation_status::provisional, observation_status::estimated,
              observation_status::break_in_series, observation_status::suppressed};
          o.status = marks[static_cast<std::size_t>(draw.below(9, 4))];
        }
        o.where.line = static_cast<std::int64_t>(rows.size()) + 2;
        rows.push_back(std::move(o));
      }
    }
  }
  return rows;
}

/// The panel of these rows, in the order given.
inline zhibiao::panel build_panel(std::shared_ptr<const zhibiao::catalog> catalog,
                                  std::shared_ptr<const area_tree> areas,
                                  const std::vector<observation>& rows) {
  panel_builder builder(std::move(catalog), std::move(areas));
  for (const observation& row : rows) builder.add(row);
  return builder.build();
}

inline random_panel make_random_panel(const panel_shape& shape) {
  random_panel made;
  made.shape = shape;
  made.catalog = std::make_shared<const zhibiao::catalog>(sample_catalog());
  made.areas = std::make_shared<const area_tree>(random_tree(shape));
  made.rows = random_rows(shape, *made.areas);
  made.panel = build_panel(made.catalog, made.areas, made.rows);
  return made;
}

/// Any shape: yearly or monthly, from complete to nearly empty.
inline rc::Gen<panel_shape> arbitrary_shape() {
  const auto share = rc::gen::element(0, 0, 5, 20, 60);
  // inRange shrinks towards its lower end: fewer areas, fewer periods, the simpler switch.
  const auto flag = rc::gen::map(rc::gen::inRange(0, 2), [](int x) { return x == 1; });
  auto shape = rc::gen::build<panel_shape>(
      rc::gen::set(&panel_shape::seed, rc::gen::inRange<std::uint64_t>(1, 1'000'000)),
      rc::gen::set(&panel_shape::counties, rc::gen::inRange(1, 5)),
      rc::gen::set(&panel_shape::towns, rc::gen::inRange(1, 7)),
      rc::gen::set(&panel_shape::periods, rc::gen::inRange(1, 27)),
      rc::gen::set(&panel_shape::monthly, flag), rc::gen::set(&panel_shape::year_to_date, flag),
      rc::gen::set(&panel_shape::percent_missing, share),
      rc::gen::set(&panel_shape::percent_empty, share),
      rc::gen::set(&panel_shape::percent_zero, share),
      rc::gen::set(&panel_shape::percent_negative, share),
      rc::gen::set(&panel_shape::percent_qualified, share),
      rc::gen::set(&panel_shape::percent_marked, share),
      rc::gen::set(&panel_shape::percent_limited, share));
  return rc::gen::map(std::move(shape), [](panel_shape s) {
    if (!s.monthly) s.periods = (s.periods - 1) % 6 + 1;
    return s;
  });
}

/// A panel as reports make it, with bounds and marked figures.
inline rc::Gen<random_panel> arbitrary_panel() {
  return rc::gen::map(arbitrary_shape(), make_random_panel);
}

/// A panel of plain numbers: no qualifiers, no statuses.
inline rc::Gen<random_panel> arbitrary_exact_panel() {
  return rc::gen::map(arbitrary_shape(), [](panel_shape s) {
    s.percent_qualified = s.percent_marked = 0;
    return make_random_panel(s);
  });
}

/// The shape, which is all it takes to make the panel again, for RapidCheck's report.
inline void showValue(const panel_shape& s, std::ostream& out) {
  out << "{.seed = " << s.seed << ", .counties = " << s.counties << ", .towns = " << s.towns
      << ", .periods = " << s.periods << ", .monthly = " << s.monthly
      << ", .year_to_date = " << s.year_to_date << ", .percent_missing = " << s.percent_missing
      << ", .percent_empty = " << s.percent_empty << ", .percent_zero = " << s.percent_zero
      << ", .percent_negative = " << s.percent_negative
      << ", .percent_qualified = " << s.percent_qualified
      << ", .percent_marked = " << s.percent_marked << ", .percent_own = " << s.percent_own
      << ", .percent_limited = " << s.percent_limited << "}";
}
inline void showValue(const random_panel& p, std::ostream& out) { showValue(p.shape, out); }

}  // namespace zhibiao::test
