#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/io/csv_reader.hpp>
#include <zhibiao/io/csv_writer.hpp>
#include <zhibiao/io/observations_csv.hpp>
#include <zhibiao/io/targets_csv.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <rapidcheck.h>
#include <string>
#include <string_view>
#include <vector>

namespace {

using zhibiao::csv_field;
using zhibiao::csv_reader;
using zhibiao::csv_writer;
using zhibiao::encoding;
using zhibiao::fault_list;

using rows = std::vector<std::vector<std::string>>;

/// Texts in which what matters to CSV is frequent.
rc::Gen<std::string> field_text() {
  return rc::gen::oneOf(rc::gen::arbitrary<std::string>(),
                        rc::gen::container<std::string>(
                            rc::gen::elementOf(std::string("a1,\"\n\r \t\xEF\xBB\xBF\xE6"))));
}

rows read_all(std::string_view text, fault_list& faults) {
  csv_reader reader(text, "a.csv", faults);
  rows out;
  while (reader.next()) {
    out.emplace_back();
    for (const csv_field& f : reader.fields()) out.back().emplace_back(f.text);
  }
  return out;
}

RC_GTEST_PROP(CsvProperty, WhatIsWrittenIsRead, ()) {
  const auto width = *rc::gen::inRange<std::size_t>(1, 5);
  const auto table =
      *rc::gen::container<rows>(rc::gen::container<std::vector<std::string>>(width, field_text()));
  std::string text;
  csv_writer csv(text);
  if (*rc::gen::arbitrary<bool>()) csv.mark();
  for (std::size_t i = 0; i < width; ++i) csv.field("column");
  csv.end_row();
  for (const auto& row : table) {
    for (const std::string& field : row) csv.field(field);
    csv.end_row();
  }
  fault_list faults;
  const rows read = read_all(text, faults);
  RC_ASSERT(faults.errors() == 0U);
  RC_ASSERT(read == table);
}

RC_GTEST_PROP(CsvProperty, LineEndsMakeNoDifference, ()) {
  // Without line ends inside of fields, which are kept as they are.
  const auto table = *rc::gen::container<rows>(rc::gen::container<std::vector<std::string>>(
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("a1,\" \xE6")))));
  std::string lf = "a,b\n";
  for (const auto& row : table) {
    csv_writer csv(lf);
    for (const std::string& field : row) csv.field(field);
    csv.end_row();
  }
  if (*rc::gen::arbitrary<bool>()) lf.erase(lf.size() / 2);
  std::string crlf;
  for (const char c : lf) crlf += c == '\n' ? "\r\n" : std::string(1, c);

  fault_list lf_faults;
  fault_list crlf_faults;
  const rows from_lf = read_all(lf, lf_faults);
  rows from_crlf = read_all(crlf, crlf_faults);
  RC_ASSERT(from_lf == from_crlf);
  RC_ASSERT(lf_faults.errors() == crlf_faults.errors());
  for (std::size_t i = 0; i < lf_faults.kept().size(); ++i) {
    RC_ASSERT(lf_faults.kept()[i].where == crlf_faults.kept()[i].where);
  }
}

/// Nothing but the library's own errors may come out of any input.
template <class Read>
void survive(Read read) {
  try {
    read();
  } catch (const zhibiao::error& e) {
    RC_ASSERT(!e.message().empty());
  }
}

rc::Gen<std::string> any_table() {
  const std::vector<std::string> pieces{
      "area", "indicator", "period",       "value",  "unit",    "status", "comparison",
      "code", "name",      "2021",         "990121", "98%以上", "..",     "schema",
      "=",    "[[",        "]]",           "\n",     "\r\n",    ",",      ",",
      "\"",   "\xFF",      "\xEF\xBB\xBF", "1",      "-"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                      [](const std::vector<std::string>& parts) {
                        std::string text;
                        for (const std::string& p : parts) text += p;
                        return text;
                      });
}

RC_GTEST_PROP(CsvProperty, NoBytesBreakAReader, ()) {
  const std::vector<std::string> headers{
      "", "area,indicator,period,value,unit,status,note\n",
      "indicator,area,period,comparison,value,base,base_period\n", "code,name,parent\n",
      "schema = 1\n[[indicator]]\n"};
  const std::string bytes = *rc::gen::elementOf(headers) +
                            *rc::gen::oneOf(any_table(), rc::gen::arbitrary<std::string>());
  survive([&] { zhibiao::decode_text(bytes, encoding::utf_8, "a"); });
  survive([&] { zhibiao::decode_text(bytes, encoding::gb18030, "a"); });
  survive([&] { zhibiao::parse_areas(bytes, "a"); });
  survive([&] { zhibiao::parse_catalog(bytes, "a"); });
  const fault_list o = zhibiao::check_observations(bytes, "a", nullptr, nullptr);
  const fault_list t = zhibiao::check_targets(bytes, "a", nullptr, nullptr);
  for (const zhibiao::fault& f : o.kept()) RC_ASSERT(!f.message.empty());
  for (const zhibiao::fault& f : t.kept()) RC_ASSERT(!f.message.empty());
}

}  // namespace
