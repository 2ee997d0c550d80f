#include "io/packed_catalog.hpp"

#include "io/byte_reader.hpp"
#include "io/byte_writer.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

void write(byte_writer& out, const bilingual& text) {
  out.text(text.zh);
  out.text(text.en);
}

void write(byte_writer& out, const indicator& i) {
  out.text(i.id);
  write(out, i.name);
  out.text(i.group);
  write(out, i.definition);
  out.text(name(i.kind));
  out.text(to_string(i.unit));
  out.number(static_cast<std::uint8_t>(i.decimals));
  out.text(name(i.direction));
  out.known_interval(i.range);
  out.text(i.numerator);
  out.text(i.denominator);
  out.text(i.weight);
  out.text(name(i.over_areas));
  out.text(name(i.over_time));
  out.known_interval(i.limits);
  out.real(i.min_base);
  out.real(i.min_coverage);
  out.text(!i.form ? "" : *i.form == form::single ? "single" : "year_to_date");
}

std::string read_text(byte_reader& in) { return std::string(in.text()); }

bilingual read_bilingual(byte_reader& in) {
  bilingual text;
  text.zh = read_text(in);
  text.en = read_text(in);
  return text;
}

/// The meaning of a word of the catalogue.
template <class Meaning>
Meaning read_word(byte_reader& in, std::optional<Meaning> (*parse)(std::string_view),
                  const char* what) {
  const std::string_view word = in.text();
  if (const std::optional<Meaning> meaning = parse(word)) return *meaning;
  in.fail(std::string(what) + ", found '" + std::string(word) + "'");
}

std::optional<unit> parse_unit_text(std::string_view text) {
  const result<unit> read = try_parse_unit(text);
  return read ? std::optional(*read) : std::nullopt;
}

std::optional<std::optional<form>> parse_form(std::string_view text) {
  if (text.empty()) return std::optional<form>();
  if (text == "single") return std::optional(form::single);
  if (text == "year_to_date") return std::optional(form::year_to_date);
  return std::nullopt;
}

indicator read_indicator(byte_reader& in) {
  indicator i;
  i.id = read_text(in);
  i.name = read_bilingual(in);
  i.group = read_text(in);
  i.definition = read_bilingual(in);
  i.kind = read_word<indicator_kind>(in, parse_indicator_kind, "a kind of indicator");
  i.unit = read_word<unit>(in, parse_unit_text, "a unit");
  i.decimals = in.number<std::uint8_t>();
  i.direction = read_word<direction>(in, parse_direction, "a direction");
  i.range = in.known_interval();
  i.numerator = read_text(in);
  i.denominator = read_text(in);
  i.weight = read_text(in);
  i.over_areas = read_word<area_aggregation>(in, parse_area_aggregation, "a rule over areas");
  i.over_time = read_word<time_aggregation>(in, parse_time_aggregation, "a rule over time");
  i.limits = in.known_interval();
  i.min_base = in.real();
  i.min_coverage = in.real();
  i.form = read_word<std::optional<form>>(in, parse_form, "a form");
  return i;
}

/// What only few indicators say stands behind all of them: the row of each, the key and its text.
struct rare_key {
  indicator_index row;
  std::string_view key;
  std::string_view text;
};

constexpr std::string_view averaging_key = "average_growth";
constexpr std::string_view of_key = "of";

std::vector<rare_key> rare_keys(const catalog& indicators) {
  std::vector<rare_key> keys;
  for (indicator_index i = 0; i < indicators.size(); ++i) {
    const indicator& one = indicators[i];
    if (one.average_growth != averaging::level) {
      keys.push_back({i, averaging_key, name(one.average_growth)});
    }
    if (!one.of.empty()) keys.push_back({i, of_key, one.of});
  }
  return keys;
}

void read_rare_keys(byte_reader& in, std::vector<indicator>& indicators) {
  constexpr std::size_t least = 3 * 4;
  for (std::size_t rest = in.count(least); rest != 0; --rest) {
    const auto row = in.number<std::uint32_t>();
    if (row >= indicators.size()) in.fail("the row of an indicator");
    const std::string_view key = in.text();
    if (key == averaging_key) {
      indicators[row].average_growth =
          read_word<averaging>(in, parse_averaging, "a way to average");
    } else if (key == of_key) {
      indicators[row].of = read_text(in);
    } else {
      in.fail("a key of the catalogue");
    }
  }
}

}  // namespace

std::string pack_catalog(const catalog& indicators) {
  byte_writer out;
  out.number(static_cast<std::uint32_t>(indicators.groups().size()));
  for (const indicator_group& g : indicators.groups()) {
    out.text(g.id);
    write(out, g.name);
  }
  out.number(static_cast<std::uint32_t>(indicators.size()));
  for (const indicator& i : indicators.indicators()) write(out, i);
  if (const std::vector<rare_key> keys = rare_keys(indicators); !keys.empty()) {
    out.number(static_cast<std::uint32_t>(keys.size()));
    for (const rare_key& k : keys) {
      out.number(k.row);
      out.text(k.key);
      out.text(k.text);
    }
  }
  return out.take();
}

catalog unpack_catalog(std::string_view bytes, const std::string& file) {
  constexpr std::size_t least_group = 3 * 4;
  constexpr std::size_t least_indicator = 15 * 4 + 1 + 2 * 17 + 2 * 8;
  byte_reader in(bytes, file, "the catalogue");
  std::vector<indicator_group> groups(in.count(least_group));
  for (indicator_group& g : groups) {
    g.id = read_text(in);
    g.name = read_bilingual(in);
  }
  std::vector<indicator> indicators(in.count(least_indicator));
  for (indicator& i : indicators) i = read_indicator(in);
  if (!in.is_at_end()) read_rare_keys(in, indicators);
  in.finish();
  try {
    return catalog::make(std::move(indicators), std::move(groups));
  } catch (const error& e) {
    in.refuse(e);
  }
}

}  // namespace zhibiao::inline ZB_ABI::detail
