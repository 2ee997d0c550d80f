#include <zhibiao/io/area_changes_csv.hpp>
#include <zhibiao/value/nearest.hpp>

#include "io/row_keys.hpp"
#include "io/table.hpp"
#include "io/wording.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

struct column {
  enum position : std::size_t { from, to, date, kind, share, indicator };
};

constexpr std::array<std::string_view, 2> from_names{"原代码", "原区划代码"};
constexpr std::array<std::string_view, 2> to_names{"新代码", "新区划代码"};
constexpr std::array<std::string_view, 2> date_names{"日期", "生效日期"};
constexpr std::array<std::string_view, 2> kind_names{"类型", "变更类型"};
constexpr std::array<std::string_view, 2> share_names{"比例", "份额"};
constexpr std::array<std::string_view, 1> indicator_names{"指标"};
constexpr std::array<detail::column_rule, 6> columns{{
    {"from", from_names, true},
    {"to", to_names, true},
    {"date", date_names, true},
    {"kind", kind_names, true},
    {"share", share_names, false},
    {"indicator", indicator_names, false},
}};

/// Reads links; every field is looked at, also behind a faulty one.
class link_reader {
 public:
  link_reader(detail::table& rows, const catalog& indicators, const area_tree& areas)
      : rows_(rows), keys_(rows, &indicators, &areas), indicators_(indicators) {}

  std::vector<area_link> read() {
    std::vector<area_link> list;
    while (rows_.next()) {
      is_good_ = true;
      area_link l;
      l.from = read_area(column::from);
      l.to = read_area(column::to);
      l.on = read_date();
      l.kind = read_kind();
      l.share = read_share();
      read_indicator(l);
      l.where = rows_.where(rows_.has(column::share) ? column::share : column::from);
      if (is_good_) list.push_back(std::move(l));
    }
    return list;
  }

 private:
  area_index read_area(std::size_t at) {
    std::optional<area_index> area;
    if (rows_.is_filled(at)) area = keys_.area(at);
    is_good_ = is_good_ && area;
    return area.value_or(0);
  }

  date read_date() {
    if (!rows_.is_filled(column::date)) {
      is_good_ = false;
      return {};
    }
    const result<date> day = try_parse_date(rows_.field(column::date));
    if (day) return *day;
    refuse(errc::not_a_date, column::date, day.why().message());
    return {};
  }

  area_change_kind read_kind() {
    if (!rows_.is_filled(column::kind)) {
      is_good_ = false;
      return {};
    }
    const std::string_view text = rows_.field(column::kind);
    if (const auto kind = parse_area_change_kind(text)) return *kind;
    refuse(errc::bad_area_change, column::kind,
           "expected merge, split, rename or transfer, found " + detail::found(text));
    return {};
  }

  decimal read_share() {
    std::string_view text = rows_.field(column::share);
    if (text.empty()) return {1, 0};
    const bool in_percent = text.ends_with('%');
    if (in_percent) text.remove_suffix(1);
    const result<decimal> read = try_parse_decimal(text);
    if (!read) {
      refuse(errc::not_a_quantity, column::share,
             "expected a share such as 0.4 or 40%, found " +
                 detail::found(rows_.field(column::share)));
      return {1, 0};
    }
    return in_percent ? *read * decimal{1, 2} : *read;
  }

  void read_indicator(area_link& l) {
    const std::string_view text = rows_.field(column::indicator);
    if (text.empty()) return;
    const auto is_it = [&](const indicator_group& g) {
      return g.id == text || g.name.zh == text || g.name.en == text;
    };
    if (const auto found = keys_.find_indicator(text)) {
      l.indicator = found;
    } else if (const auto group = std::ranges::find_if(indicators_.groups(), is_it);
               group != indicators_.groups().end()) {
      l.group = group->id;
    } else {
      std::vector<std::string_view> known;
      for (const indicator& i : indicators_.indicators()) known.push_back(i.id);
      for (const indicator_group& g : indicators_.groups()) known.push_back(g.id);
      refuse(errc::unknown_indicator, column::indicator,
             "expected an indicator of the catalogue or a group of them, found " +
                 detail::found(text) + detail::did_you_mean(nearest_name(text, known)));
    }
  }

  void refuse(errc code, std::size_t at, std::string message) {
    is_good_ = false;
    rows_.report(code, at, [&] { return std::move(message); });
  }

  detail::table& rows_;
  detail::row_keys keys_;
  const catalog& indicators_;
  bool is_good_ = true;
};

}  // namespace

area_changes read_area_changes(const std::string& path, const catalog& catalog,
                               const area_tree& areas, encoding encoding, fault_list* warnings) {
  return parse_area_changes(read_text_file(path, encoding), path, catalog, areas, warnings);
}

area_changes parse_area_changes(std::string_view text, const std::string& file_name,
                                const catalog& catalog, const area_tree& areas,
                                fault_list* warnings) {
  fault_list faults(warnings != nullptr ? warnings->limit() : fault_list::default_limit);
  detail::table rows(text, file_name, columns, faults);
  std::vector<area_link> links = link_reader(rows, catalog, areas).read();
  area_changes made;
  try {
    // Where a row is faulty, shares that do not add up may be its fault.
    if (faults.errors() == 0) {
      made = area_changes::make(std::move(links), areas, catalog, faults.limit());
    }
  } catch (const input_error& e) {
    faults.append(e.faults());
  }
  faults.throw_if_errors();
  if (warnings != nullptr) warnings->append(std::move(faults));
  return made;
}

}  // namespace zhibiao::inline ZB_ABI
