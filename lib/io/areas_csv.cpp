#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/value/date.hpp>
#include <zhibiao/value/validity.hpp>

#include "io/table.hpp"
#include "io/wording.hpp"
#include "panel/area_list.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

struct column {
  enum position : std::size_t { code, name, parent, level, valid_from, valid_to };
};

constexpr std::array<std::string_view, 2> code_names{"代码", "区划代码"};
constexpr std::array<std::string_view, 2> name_names{"名称", "地区名称"};
constexpr std::array<std::string_view, 2> parent_names{"上级", "上级代码"};
constexpr std::array<std::string_view, 2> level_names{"级别", "层级"};
constexpr std::array<std::string_view, 2> valid_from_names{"有效期起", "启用日期"};
constexpr std::array<std::string_view, 2> valid_to_names{"有效期止", "撤销日期"};
constexpr std::array<detail::column_rule, 6> columns{{
    {"code", code_names, true},
    {"name", name_names, true},
    {"parent", parent_names, false},
    {"level", level_names, false},
    {"valid_from", valid_from_names, false},
    {"valid_to", valid_to_names, false},
}};

/// Reports a code that a spreadsheet has made something else of.
bool is_damaged(detail::table& rows, std::size_t at) {
  const std::string_view code = rows.field(at);
  const std::string hint = detail::damaged_code_hint(code);
  if (hint.empty()) return false;
  rows.report(errc::not_an_area_code, at,
              [&] { return "expected an area code, found " + detail::found(code) + hint; });
  return true;
}

date read_date(detail::table& rows, std::size_t at) {
  const std::string_view text = rows.field(at);
  if (text.empty()) return {};
  const result<date> day = try_parse_date(text);
  if (day) return *day;
  rows.report(errc::not_a_date, at, [&] { return day.why().message(); });
  return {};
}

/// When there is the area of the row.
validity read_validity(detail::table& rows) {
  const validity v{read_date(rows, column::valid_from), read_date(rows, column::valid_to)};
  if (!v.is_never()) return v;
  rows.report(errc::bad_validity, column::valid_to, [&] {
    return "expected a day after the first one, " + to_string(v.from) + ", found " +
           to_string(v.to);
  });
  return {};
}

}  // namespace

area_tree read_areas(const std::string& path, encoding encoding, fault_list* warnings) {
  return parse_areas(read_text_file(path, encoding), path, warnings);
}

area_tree parse_areas(std::string_view text, const std::string& file_name, fault_list* warnings) {
  fault_list faults(warnings != nullptr ? warnings->limit() : fault_list::default_limit);
  detail::table rows(text, file_name, columns, faults);
  area_list areas;
  areas.set_file(file_name);
  while (rows.next()) {
    const validity valid = read_validity(rows);
    if (!rows.is_filled(column::code)) continue;
    if (is_damaged(rows, column::code) || is_damaged(rows, column::parent)) continue;
    std::optional<std::string_view> parent;
    if (rows.has(column::parent)) parent = rows.field(column::parent);
    areas.add(rows.field(column::code), rows.field(column::name), rows.field(column::level), parent,
              rows.line());
    areas.set_validity(valid);
  }
  area_tree tree;
  try {
    tree = make_area_tree(std::move(areas), faults.limit());
  } catch (const input_error& e) {
    faults.append(e.faults());
  }
  faults.throw_if_errors();
  if (warnings != nullptr) warnings->append(std::move(faults));
  return tree;
}

}  // namespace zhibiao::inline ZB_ABI
