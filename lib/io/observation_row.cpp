#include "io/observation_row.hpp"

#include <zhibiao/panel/missing.hpp>
#include <zhibiao/value/interval.hpp>

#include "io/number.hpp"
#include "io/wording.hpp"

#include <algorithm>
#include <array>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

using column = observation_column;

constexpr std::array<std::string_view, 3> area_names{"地区", "地区代码", "区划代码"};
constexpr std::array<std::string_view, 1> indicator_names{"指标"};
constexpr std::array<std::string_view, 2> period_names{"报告期", "时期"};
constexpr std::array<std::string_view, 2> value_names{"数值", "值"};
constexpr std::array<std::string_view, 1> unit_names{"单位"};
constexpr std::array<std::string_view, 1> status_names{"状态"};
constexpr std::array<std::string_view, 1> note_names{"备注"};
constexpr std::array<column_rule, 7> columns{{
    {"area", area_names, true},
    {"indicator", indicator_names, true},
    {"period", period_names, true},
    {"value", value_names, true},
    {"unit", unit_names, false},
    {"status", status_names, false},
    {"note", note_names, false},
}};

/// What tables put where there is no figure. Some mean zero elsewhere, so none is taken for empty.
constexpr std::array<std::string_view, 16> no_figure_words{
    "-", "--", "－",  "—",    "——", "–",      "/",    "／",
    "…", "……", "...", "暂无", "缺", "无数据", "缺报", "未报"};

}  // namespace

std::span<const column_rule> observation_columns() noexcept { return columns; }

observation_row_reader::observation_row_reader(table& rows, const catalog* catalog,
                                               const area_tree* areas)
    : rows_(rows), keys_(rows, catalog, areas), catalog_(catalog) {}

// Every field is looked at, also behind a faulty one: all faults of a row come together.
std::optional<observation_row> observation_row_reader::read() {
  is_good_ = true;
  const auto area = key(column::area, &row_keys::area);
  const auto indicator = key(column::indicator, &row_keys::indicator);
  const auto period = key(column::period, &row_keys::period);
  observation_row row;
  if (!rows_.field(column::unit).empty()) row.unit = key(column::unit, &row_keys::unit);
  row.status = read_status();
  row.note = rows_.raw(column::note);

  const std::string_view text = rows_.field(column::value);
  const std::optional<double> number = read_plain_number(text);
  const bool has_figure = number || text.empty();
  const bool is_own_unit =
      !row.unit || (catalog_ != nullptr && indicator && *row.unit == (*catalog_)[*indicator].unit);
  // A figure beyond its limits goes the longer way, where its column is known.
  const bool is_within_limits =
      !number || (catalog_ != nullptr && indicator &&
                  is_within(exactly(*number), (*catalog_)[*indicator].limits));
  row.is_plain = has_figure && is_own_unit && is_within_limits && row.note.empty() &&
                 row.status == observation_status::normal;
  if (!row.is_plain) row.said = read_quantity(text);
  if (!is_good_) return std::nullopt;

  row.area = *area;
  row.indicator = *indicator;
  row.period = *period;
  row.figure = number.value_or(reported_empty);
  if (!row.is_plain && !is_number_only(text)) row.printed = text;
  return row;
}

/// A key that must be there; none makes the row a bad one.
template <class T>
std::optional<T> observation_row_reader::key(
    std::size_t at, std::optional<T> (row_keys::*meaning_of)(std::size_t)) {
  std::optional<T> meaning;
  if (rows_.is_filled(at)) meaning = (keys_.*meaning_of)(at);
  is_good_ = is_good_ && meaning;
  return meaning;
}

observation_status observation_row_reader::read_status() {
  const std::string_view text = rows_.field(column::status);
  if (text.empty()) return observation_status::normal;
  if (const auto status = parse_observation_status(text)) return *status;
  is_good_ = false;
  rows_.report(errc::unknown_status, column::status, [&] {
    return "expected normal, provisional, estimated, break_in_series, suppressed, missing, "
           "revised_down or an SDMX letter, found " +
           found(text);
  });
  return observation_status::normal;
}

std::optional<quantity> observation_row_reader::read_quantity(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (std::find(no_figure_words.begin(), no_figure_words.end(), text) != no_figure_words.end()) {
    is_good_ = false;
    rows_.report(errc::not_a_quantity, column::value, [&] {
      return "expected a number, found " + found(text) +
             "; leave the field empty where there is no figure";
    });
    return std::nullopt;
  }
  const result<quantity> read = try_parse_quantity(text);
  if (read) return *read;
  is_good_ = false;
  rows_.report(read.why().code(), column::value, [&] { return read.why().message(); });
  return std::nullopt;
}

}  // namespace zhibiao::inline ZB_ABI::detail
