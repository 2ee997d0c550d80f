#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/stated_growth.hpp>
#include <zhibiao/engine/stated_rates.hpp>
#include <zhibiao/report/data_summary.hpp>
#include <zhibiao/report/display_width.hpp>
#include <zhibiao/report/number_text.hpp>
#include <zhibiao/report/words.hpp>
#include <zhibiao/value/rounding.hpp>

#include "report/filled.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::filled;

/// A number in a message, with the digits it was written with where it has few.
std::string plain_text(double value) {
  constexpr int most_places = 6;
  const int places = std::min(shortest_places(value), most_places);
  return format_fixed(value, places_to_see(value, places));
}

}  // namespace

std::vector<period> reported_periods(const panel& data) {
  std::vector<period> periods;
  for (const panel_block& block : data.blocks()) {
    const std::size_t columns = block.period_count();
    std::vector<bool> is_reported(columns);
    for (std::size_t slot = 0; slot < block.indicators().size(); ++slot) {
      const std::span<const double> values = block.values(slot);
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (!is_no_row(values[i])) is_reported[i % columns] = true;
      }
    }
    for (std::size_t c = 0; c < columns; ++c) {
      if (is_reported[c]) periods.push_back(block.period_at(c));
    }
  }
  return periods;
}

std::vector<area_index> reporting_areas(const panel& data) {
  std::vector<bool> is_reporting(data.areas().size());
  for (const panel_block& block : data.blocks()) {
    const std::size_t columns = block.period_count();
    for (std::size_t slot = 0; slot < block.indicators().size(); ++slot) {
      const std::span<const double> values = block.values(slot);
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (!is_no_row(values[i])) is_reporting[i / columns] = true;
      }
    }
  }
  std::vector<area_index> areas;
  for (area_index i = 0; i < is_reporting.size(); ++i) {
    if (is_reporting[i]) areas.push_back(i);
  }
  return areas;
}

std::string periods_text(const std::vector<period>& periods) {
  constexpr std::size_t few = 12;
  std::string text;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const bool is_end = i == 0 || i + 1 == periods.size();
    if (periods.size() > few && !is_end) continue;
    if (i > 0) text += periods.size() > few ? " ... " : ", ";
    text += to_string(periods[i]);
  }
  return text;
}

std::string data_summary(const panel& data, const targets& wanted, language lang) {
  const area_tree& areas = data.areas();
  std::string by_level;
  for (const std::string& level : areas.levels()) {
    if (!by_level.empty()) by_level += text_of(word::comma, lang);
    by_level += filled(word::count_of, lang, level_text(level, lang), areas.at_level(level).size());
  }
  if (by_level.empty()) by_level = "0";
  const std::vector<period> periods = reported_periods(data);
  const std::vector<std::pair<word, std::string>> lines = {
      {word::areas, std::move(by_level)},
      {word::indicators, std::to_string(data.catalog().size())},
      {word::figures, std::to_string(data.reported())},
      {word::periods,
       periods.empty() ? std::string(text_of(word::no_target, lang)) : periods_text(periods)},
      {word::targets, std::to_string(wanted.list().size())}};
  std::size_t widest = 0;
  for (const auto& [what, text] : lines) {
    widest = std::max(widest, display_width(text_of(what, lang)));
  }
  std::string out;
  for (const auto& [what, text] : lines) {
    const std::string_view heading = text_of(what, lang);
    out += "  " + std::string(heading) + std::string(widest + 2 - display_width(heading), ' ') +
           text + "\n";
  }
  return out;
}

fault_list stated_rate_warnings(const panel& data, const std::string& file,
                                std::size_t fault_limit) {
  fault_list warnings(fault_limit);
  for (const stated_rate& rate : compare_stated_rates(data)) {
    if (rate.agrees) continue;
    place where;
    where.file = file;
    where.indicator = data.catalog()[rate.indicator].id;
    where.area = data.areas()[rate.area].code;
    where.period = to_string(rate.period);
    warnings.add(errc::stated_rate_differs, std::move(where),
                 "expected " + plain_text(rate.computed) + " from " + plain_text(rate.numerator) +
                     " / " + plain_text(rate.denominator) + ", found a stated rate of " +
                     plain_text(rate.stated.lower) + " to " + plain_text(rate.stated.upper),
                 severity::warning);
  }
  return warnings;
}

fault_list stated_growth_warnings(const panel& data, const std::string& file,
                                  std::size_t fault_limit) {
  fault_list warnings(fault_limit);
  for (const stated_growth& g : compare_stated_growth(data)) {
    if (g.agrees && g.same_sign) continue;
    place where;
    where.file = file;
    where.indicator = data.catalog()[g.indicator].id;
    where.area = data.areas()[g.area].code;
    where.period = to_string(g.period);
    std::string message = "expected about " + format_fixed(g.computed.lower, 2) + " % from " +
                          plain_text(g.current) + " on " + plain_text(g.base) +
                          ", found a published growth of " + plain_text(g.stated.lower) + " to " +
                          plain_text(g.stated.upper) + " %";
    message += g.same_sign ? "; it may be on a comparable basis"
                           : "; one says growth and the other decline";
    warnings.add(errc::stated_growth_differs, std::move(where), std::move(message),
                 severity::warning);
  }
  return warnings;
}

fault_list contradiction_warnings(const panel& data, const std::string& file,
                                  std::size_t fault_limit) {
  fault_list warnings(fault_limit);
  const catalog& indicators = data.catalog();
  for (indicator_index i = 0; i < indicators.size(); ++i) {
    const std::optional<indicator_parts>& parts = indicators.parts(i);
    if (!parts) continue;
    const indicator& rate = indicators[i];
    request values;
    values.indicators = {rate.id, indicators[parts->numerator].id,
                         indicators[parts->denominator].id};
    const result_set computed = evaluate(data, values);
    computed.for_each([&](const result_cell& c) {
      if (c.indicator != i || c.why != status::out_of_domain || !data.areas().is_leaf(c.area))
        return;
      const auto numerator = computed.find(c.area, parts->numerator, c.period, measure::value);
      const auto denominator = computed.find(c.area, parts->denominator, c.period, measure::value);
      if (!numerator || !denominator || denominator->value == 0) return;
      place where;
      where.file = file;
      where.indicator = rate.id;
      where.area = data.areas()[c.area].code;
      where.period = to_string(c.period);
      const bool is_above = numerator->value > 0;
      warnings.add(
          is_above ? errc::above_limit : errc::below_limit, std::move(where),
          (is_above ? "expected parts that give at most " + plain_text(rate.limits.upper)
                    : "expected parts that give at least " + plain_text(rate.limits.lower)) +
              ", found " + plain_text(numerator->value) + " / " + plain_text(denominator->value) +
              "; this rate is left out",
          severity::warning);
    });
  }
  return warnings;
}

}  // namespace zhibiao::inline ZB_ABI
