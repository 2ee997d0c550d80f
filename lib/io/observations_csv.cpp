#include <zhibiao/io/observations_csv.hpp>

#include "io/number.hpp"
#include "io/row_keys.hpp"
#include "io/table.hpp"
#include "io/wording.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

struct column {
  enum position : std::size_t { area, indicator, period, value, unit, status, note };
};

constexpr std::array<std::string_view, 3> area_names{"地区", "地区代码", "区划代码"};
constexpr std::array<std::string_view, 1> indicator_names{"指标"};
constexpr std::array<std::string_view, 2> period_names{"报告期", "时期"};
constexpr std::array<std::string_view, 2> value_names{"数值", "值"};
constexpr std::array<std::string_view, 1> unit_names{"单位"};
constexpr std::array<std::string_view, 1> status_names{"状态"};
constexpr std::array<std::string_view, 1> note_names{"备注"};
constexpr std::array<detail::column_rule, 7> columns{{
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

class row_reader {
 public:
  /// Without a builder rows are only checked.
  row_reader(detail::table& rows, const catalog* catalog, const area_tree* areas,
             panel_builder* builder)
      : rows_(rows), keys_(rows, catalog, areas), catalog_(catalog), builder_(builder) {}

  void read() {
    while (rows_.next()) read_row();
  }

 private:
  // Every field is looked at, also behind a faulty one: all faults of a row come together.
  void read_row() {
    is_good_ = true;
    const auto area = key(column::area, &detail::row_keys::area);
    const auto indicator = key(column::indicator, &detail::row_keys::indicator);
    const auto period = key(column::period, &detail::row_keys::period);
    std::optional<zhibiao::unit> unit;
    if (!rows_.field(column::unit).empty()) unit = key(column::unit, &detail::row_keys::unit);
    const observation_status status = read_status();
    const std::string_view text = rows_.field(column::value);
    const std::string_view note = rows_.raw(column::note);

    const std::optional<double> number = detail::read_plain_number(text);
    const bool has_figure = number || text.empty();
    const bool is_own_unit =
        !unit || (catalog_ != nullptr && indicator && *unit == (*catalog_)[*indicator].unit);
    // A figure beyond its limits goes the longer way, where its column is known.
    const bool is_within_limits =
        !number || (catalog_ != nullptr && indicator &&
                    is_within(exactly(*number), (*catalog_)[*indicator].limits));
    const bool is_plain = has_figure && is_own_unit && is_within_limits && note.empty() &&
                          status == observation_status::normal;
    std::optional<quantity> said;
    if (!is_plain) said = read_quantity(text);
    if (!is_good_ || builder_ == nullptr) return;

    if (is_plain) {
      if (number) {
        builder_->add(*area, *indicator, *period, *number, rows_.line());
      } else {
        builder_->add_empty(*area, *indicator, *period, rows_.line());
      }
      return;
    }
    observation o;
    o.area = *area;
    o.indicator = *indicator;
    o.period = *period;
    o.value = said;
    o.unit = unit;
    o.status = status;
    if (!detail::is_number_only(text)) o.printed = text;
    o.note = note;
    o.where = rows_.where(column::value);
    builder_->add(o);
  }

  /// A key that must be there; none makes the row a bad one.
  template <class T>
  std::optional<T> key(std::size_t at,
                       std::optional<T> (detail::row_keys::*meaning_of)(std::size_t)) {
    std::optional<T> meaning;
    if (rows_.is_filled(at)) meaning = (keys_.*meaning_of)(at);
    is_good_ = is_good_ && meaning;
    return meaning;
  }

  observation_status read_status() {
    const std::string_view text = rows_.field(column::status);
    if (text.empty()) return observation_status::normal;
    if (const auto status = parse_observation_status(text)) return *status;
    is_good_ = false;
    rows_.report(errc::unknown_status, column::status, [&] {
      return "expected normal, provisional, estimated, break_in_series, suppressed, missing or an "
             "SDMX letter, found " +
             detail::found(text);
    });
    return observation_status::normal;
  }

  std::optional<quantity> read_quantity(std::string_view text) {
    if (text.empty()) return std::nullopt;
    if (std::find(no_figure_words.begin(), no_figure_words.end(), text) != no_figure_words.end()) {
      is_good_ = false;
      rows_.report(errc::not_a_quantity, column::value, [&] {
        return "expected a number, found " + detail::found(text) +
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

  detail::table& rows_;
  detail::row_keys keys_;
  const catalog* catalog_;
  panel_builder* builder_;
  bool is_good_ = true;
};

}  // namespace

void read_observations(const std::string& path, panel_builder& builder, encoding encoding) {
  parse_observations(read_text_file(path, encoding), path, builder);
}

void parse_observations(std::string_view text, const std::string& file_name,
                        panel_builder& builder) {
  builder.set_file(file_name);
  detail::table rows(text, file_name, columns, builder.faults());
  row_reader(rows, &builder.catalog(), &builder.areas(), &builder).read();
}

fault_list check_observations(std::string_view text, const std::string& file_name,
                              const catalog* catalog, const area_tree* areas,
                              std::size_t fault_limit) {
  fault_list faults(fault_limit);
  detail::table rows(text, file_name, columns, faults);
  row_reader(rows, catalog, areas, nullptr).read();
  return faults;
}

}  // namespace zhibiao::inline ZB_ABI
