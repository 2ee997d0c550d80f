#include <zhibiao/engine/measure.hpp>

#include <algorithm>
#include <array>

namespace zhibiao::inline ZB_ABI {
namespace {

struct measure_row {
  measure what;
  std::string_view name;
  std::string_view zh;
  std::string_view en;
  std::string_view of_the_trade;  // a short name that people type
  std::string_view also = {};     // and another
};

constexpr std::array<measure_row, 10> rows = {{
    {measure::value, "value", "本期值", "value", "本期"},
    {measure::stated, "stated", "上报值", "stated", "上报"},
    {measure::difference, "difference", "增减量", "difference", "增减"},
    {measure::year_on_year, "year_on_year", "同比", "year on year", "yoy"},
    {measure::period_on_period, "period_on_period", "环比", "period on period", "pop", "mom"},
    {measure::gap, "gap", "差距", "gap", "shortfall"},
    {measure::completion, "completion", "完成率", "completion", "完成"},
    {measure::verdict, "verdict", "是否达标", "verdict", "达标"},
    {measure::rank, "rank", "位次", "rank", "排名", "名次"},
    {measure::share, "share", "占比", "share", "比重"},
}};

const measure_row& row_of(measure m) noexcept { return rows[static_cast<std::size_t>(m)]; }

constexpr auto measures_in_order = [] {
  std::array<measure, rows.size()> all{};
  for (std::size_t i = 0; i < rows.size(); ++i) all[i] = rows[i].what;
  return all;
}();

static_assert(std::ranges::is_sorted(measures_in_order));

}  // namespace

std::string_view name(measure m) noexcept { return row_of(m).name; }

std::string_view label(measure m, language lang) noexcept {
  return lang == language::zh ? row_of(m).zh : row_of(m).en;
}

std::optional<measure> parse_measure(std::string_view text) noexcept {
  for (const measure_row& r : rows) {
    if (text.empty()) break;
    if (text == r.name || text == r.zh || text == r.en || text == r.of_the_trade ||
        text == r.also) {
      return r.what;
    }
  }
  return std::nullopt;
}

std::span<const measure> all_measures() noexcept { return measures_in_order; }

unit unit_of(measure m, const indicator& i) noexcept {
  switch (m) {
    case measure::value:
    case measure::stated:
      return i.unit;
    case measure::difference:
    case measure::gap:
      return difference_unit(i.unit);
    case measure::year_on_year:
    case measure::period_on_period:
      return changes_in_points(i.kind) ? difference_unit(i.unit) : percent();
    case measure::completion:
    case measure::share:
      return percent();
    case measure::verdict:
    case measure::rank:
      break;
  }
  return {};
}

int decimals_of(measure m, const indicator& i) noexcept {
  switch (m) {
    case measure::value:
    case measure::stated:
    case measure::difference:
    case measure::gap:
      return i.decimals;
    case measure::year_on_year:
    case measure::period_on_period:
      return changes_in_points(i.kind) ? i.decimals : 1;
    case measure::completion:
    case measure::share:
      return 1;
    case measure::verdict:
    case measure::rank:
      break;
  }
  return 0;
}

}  // namespace zhibiao::inline ZB_ABI
