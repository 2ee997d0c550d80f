#include <zhibiao/engine/change_words.hpp>
#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/stated_rates.hpp>
#include <zhibiao/report/area_report.hpp>
#include <zhibiao/report/number_text.hpp>
#include <zhibiao/report/status_legend.hpp>
#include <zhibiao/report/words.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/rounding.hpp>

#include "report/check_presentation.hpp"
#include "report/filled.hpp"
#include "report/groups.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::filled;

/// A longer list of towns is cut: a table has no room for it.
constexpr std::size_t most_names = 3;

/// The last period of a comparison with the year before; none at the beginning of time.
std::optional<period> year_before(period at) {
  const int year = at.year() - 1;
  if (!period::is_possible(at.frequency(), year, at.index(), at.form())) return std::nullopt;
  return at.same_period_last_year();
}

/// The number with the fewest digits that it has, at least `places` and at most two more behind the
/// point: for working that is shown, where a published figure would be rounded.
std::string working_text(double value, int places) {
  if (std::fabs(value) >= 1e15) return number_text(value, places);
  return number_text(value, places_to_see(value, std::min(shortest_places(value), places + 2)));
}

bool is_shown_in_full(double value, int places) {
  return std::fabs(value) >= 1e15 || shortest_places(value) <= places + 2;
}

/// The text without blanks and thousands commas, to tell whether two prints say the same.
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != ',') out += c;
  }
  return out;
}

/// What the report says of one indicator.
struct indicator_row {
  result_cell value;
  result_cell last;
  result_cell change;
  result_cell shortfall;
  result_cell verdict;
  result_cell stated;
  const target* wanted = nullptr;
  const remark* said = nullptr;  ///< what the area itself reported, beyond the number
  bool sent_empty = false;       ///< a row was sent without a figure
};

/// How many of each there are.
struct tally {
  std::size_t indicators = 0;
  std::size_t figures = 0;
  std::size_t changes = 0;
  std::size_t matched = 0;  ///< changes over fewer towns than there are
  std::size_t targets = 0;
  std::size_t met = 0;
  std::size_t not_met = 0;
  std::size_t unknown = 0;
  std::size_t rates_agree = 0;
  std::size_t rates_differ = 0;
};

class report_maker {
 public:
  report_maker(const panel& data, area_index area, period at, const area_report_options& options)
      : data_(data), area_(area), at_(at), base_(year_before(at)), options_(options) {
    request what;
    what.measures = {measure::value, measure::stated, measure::year_on_year, measure::gap,
                     measure::verdict};
    what.areas.emplace_back(data.areas()[area].code);
    what.periods = {at};
    if (base_) what.periods.push_back(*base_);
    what.targets = options.targets;
    what.min_coverage = options.min_coverage;
    results_ = evaluate(data, what);
    if (is_upper()) {
      request of_towns;
      of_towns.measures = {measure::stated};
      const row_range towns = data.areas().leaves(area);
      for (area_index t = towns.first; t < towns.last; ++t) {
        of_towns.areas.emplace_back(data.areas()[t].code);
      }
      of_towns.periods = {at};
      towns_ = evaluate(data, of_towns);
    }
    for (const stated_rate& rate : compare_stated_rates(data)) {
      if (rate.area == area && rate.period == at) rates_.push_back(rate);
    }
  }

  std::string make() {
    text_table table = table_of_columns();
    for (const detail::group_members& group :
         detail::grouped_indicators(data_.catalog(), options_.lang)) {
      bool has_heading = group.heading.empty();
      for (const indicator_index i : group.indicators) {
        const indicator_row row = find_row(i);
        if (!has_something_to_say(row)) continue;
        if (!has_heading) table.add_heading(group.heading);
        has_heading = true;
        count(row);
        table.add_row(texts_of(row));
      }
    }
    return document(table);
  }

 private:
  std::string say(word w) const { return std::string(text_of(w, options_.lang)); }
  std::string say(status s) const { return std::string(describe(s, options_.lang)); }
  const indicator& definition(indicator_index i) const { return data_.catalog()[i]; }
  /// How many towns of the area there are in the period.
  std::size_t towns_there() const {
    return data_.areas().count_valid(data_.areas().leaves(area_), at_);
  }

  bool is_upper() const { return !data_.areas().is_leaf(area_); }

  result_cell cell(indicator_index i, std::optional<period> at, measure m) const {
    if (at) {
      if (const std::optional<result_cell> found = results_.find(area_, i, *at, m)) return *found;
    }
    result_cell none;
    none.area = area_;
    none.indicator = i;
    none.measure = m;
    none.coverage.counted = 0;
    return none;
  }

  indicator_row find_row(indicator_index i) const {
    indicator_row row;
    row.value = cell(i, at_, measure::value);
    row.last = cell(i, base_, measure::value);
    row.change = cell(i, at_, measure::year_on_year);
    row.shortfall = cell(i, at_, measure::gap);
    row.verdict = cell(i, at_, measure::verdict);
    row.stated = cell(i, at_, measure::stated);
    if (options_.targets != nullptr) {
      row.wanted = options_.targets->find(i, area_, !is_upper(), at_);
    }
    const panel_block* block = data_.find_block(at_.frequency(), at_.form());
    const auto slot = block != nullptr ? block->slot(i) : std::nullopt;
    const auto column = block != nullptr ? block->find(at_) : std::nullopt;
    if (slot && column) {
      row.said = block->find_remark(*slot, area_, *column);
      const double x = block->values(*slot)[area_ * block->period_count() + *column];
      row.sent_empty = is_missing(x) && !is_no_row(x);
    }
    return row;
  }

  static bool has_something_to_say(const indicator_row& row) {
    return row.wanted != nullptr || row.sent_empty ||
           (row.value.why != status::not_reported && row.value.why != status::no_such_area) ||
           has_number(row.last.why) || has_number(row.stated.why);
  }

  text_table table_of_columns() const {
    constexpr std::size_t widest_name = 28;
    constexpr std::size_t widest_unit = 14;
    std::vector<table_column> columns = {{say(word::indicator), alignment::left, widest_name},
                                         {say(word::unit), alignment::left, widest_unit},
                                         {say(word::current), alignment::right},
                                         {say(word::last_year), alignment::right},
                                         {say(word::year_on_year), alignment::right},
                                         {say(word::target), alignment::left},
                                         {say(word::gap), alignment::right},
                                         {say(word::verdict), alignment::left}};
    if (is_upper()) columns.push_back({say(word::coverage), alignment::left});
    columns.push_back({say(word::notes), alignment::left});
    return text_table(std::move(columns));
  }

  void count(const indicator_row& row) {
    ++tally_.indicators;
    if (has_number(row.value.why)) ++tally_.figures;
    if (has_number(row.change.why)) {
      ++tally_.changes;
      const cell_coverage& coverage = row.change.coverage;
      if (is_upper() && coverage.counted < coverage.members) ++tally_.matched;
    }
    occurring_.add(row.value.why);
    occurring_.add(row.change.why);
    if (has_number(row.last.why)) occurring_.add(row.last.why);
    if (has_small_base(row)) occurring_.add(status::small_base);
    if (const stated_rate* rate = rate_of(row.value.indicator)) {
      ++(rate->agrees ? tally_.rates_agree : tally_.rates_differ);
    }
    if (row.wanted == nullptr) return;
    ++tally_.targets;
    occurring_.add(row.verdict.why);
    if (has_number(row.verdict.why)) {
      ++(row.verdict.value == 1 ? tally_.met : tally_.not_met);
    } else if (row.verdict.why == status::undetermined) {
      ++tally_.unknown;
    }
  }

  std::vector<std::string> texts_of(const indicator_row& row) const {
    const indicator& its = definition(row.value.indicator);
    const language lang = options_.lang;
    std::vector<std::string> texts = {its.name.in(lang), to_string(its.unit, lang),
                                      number_or_dash(row.value), number_or_dash(row.last),
                                      number_or_dash(row.change, true)};
    if (row.wanted != nullptr) {
      texts.push_back(to_string(*row.wanted, unit{}, lang));
      texts.push_back(gap_text(row.shortfall));
      texts.push_back(verdict_text(row.verdict));
    } else {
      texts.insert(texts.end(), {say(word::no_target), say(word::no_number), say(word::no_number)});
    }
    if (is_upper()) texts.push_back(coverage_text(row.value));
    texts.push_back(notes(row));
    return texts;
  }

  std::string number_or_dash(const result_cell& c, bool with_unit = false) const {
    if (!has_number(c.why)) return say(word::no_number);
    return cell_text(c, definition(c.indicator), options_.lang, with_unit, options_.shown);
  }

  /// What is missing to a target is never printed as nothing when it is something.
  std::string gap_text(const result_cell& c) const {
    if (!has_number(c.why)) return say(word::no_number);
    if (c.why == status::bounded && c.known.upper <= 0) {
      // Whatever the figure is, nothing is missing.
      return interval_text(
          {-std::numeric_limits<double>::infinity(), c.known.upper, true, c.known.upper_open}, {},
          definition(c.indicator).decimals);
    }
    if (c.why == status::bounded) return number_or_dash(c);
    const int places = options_.shown.decimals.value_or(definition(c.indicator).decimals);
    return number_text(c.value, places_to_see(c.value, places), options_.shown.rounding);
  }

  std::string verdict_text(const result_cell& c) const {
    if (c.why == status::undetermined) return say(word::cannot_judge);
    return number_or_dash(c);
  }

  /// True where an area above the towns has this figure from itself and not from them.
  bool is_own_figure(const result_cell& c) const {
    return is_upper() && has_number(c.why) && c.coverage.members != towns_there();
  }

  std::string coverage_text(const result_cell& c) const {
    if (is_own_figure(c)) return say(word::own_figure);
    // Where no town's figure counts, the engine speaks of the area alone.
    const bool is_of_towns = c.coverage.members == towns_there();
    if (c.coverage.counted == 0 || !is_of_towns) return say(word::no_number);
    std::string text =
        std::to_string(c.coverage.counted) + "/" + std::to_string(c.coverage.members);
    if (c.coverage.counted < c.coverage.members && !std::isnan(c.coverage.by_weight)) {
      text += " (" + number_text(c.coverage.by_weight * 100, 1) + " %)";
    }
    return text;
  }

  const stated_rate* rate_of(indicator_index i) const {
    const auto found = std::ranges::find(rates_, i, &stated_rate::indicator);
    return found != rates_.end() ? &*found : nullptr;
  }

  // Notes

  std::string notes(const indicator_row& row) const {
    std::vector<std::string> all;
    note_missing_value(row, all);
    note_own_words(row, all);
    note_parts(row, all);
    note_towns(row, all);
    note_only_the_rate(row, all);
    note_change(row, all);
    note_verdict(row, all);
    std::string text;
    for (const std::string& note : all) {
      if (!text.empty()) text += say(word::note_separator);
      text += note;
    }
    return text;
  }

  void note_missing_value(const indicator_row& row, std::vector<std::string>& all) const {
    const status why = row.value.why;
    if (why == status::ok || why == status::bounded) return;
    if (why != status::not_reported) {
      // The towns that are missing say more than the word `partial`.
      if (why != status::partial) all.push_back(say(why));
    } else if (row.said != nullptr && row.said->how == qualifier::masked) {
      all.push_back(filled(word::of, options_.lang, say(word::masked), row.said->printed));
    } else {
      all.push_back(row.sent_empty ? say(word::sent_empty)
                                   : filled(word::current_is, options_.lang, say(why)));
    }
  }

  /// The report's own words, where they say it otherwise than the number does.
  void note_own_words(const indicator_row& row, std::vector<std::string>& all) const {
    const remark* said = row.said;
    if (said != nullptr && said->how != qualifier::masked && has_number(row.value.why) &&
        !said->printed.empty() && row.value.value == row.stated.value &&
        rate_of(row.value.indicator) == nullptr) {
      const indicator& its = definition(row.value.indicator);
      const std::string shown =
          working_text(row.value.value, 15) + to_string(its.unit, language::zh);
      if (is_bound(said->how) || bare(shown) != bare(said->printed)) {
        all.push_back(filled(word::in_words, options_.lang, said->printed));
      }
    }
    if (has_number(row.value.why) && row.value.why != status::bounded &&
        row.value.why != status::ok && !is_exact(row.value.known)) {
      const indicator& its = definition(row.value.indicator);
      all.push_back(filled(word::known_as, options_.lang,
                           interval_text(row.value.known, its.limits, its.decimals)));
    }
  }

  /// `25 / 32 = 78.125 %`, and what the area states itself.
  void note_parts(const indicator_row& row, std::vector<std::string>& all) const {
    const indicator_index i = row.value.indicator;
    const std::optional<indicator_parts>& parts = data_.catalog().parts(i);
    if (!parts || !has_number(row.value.why) || is_own_figure(row.value)) return;
    const result_cell numerator = cell(parts->numerator, at_, measure::value);
    const result_cell denominator = cell(parts->denominator, at_, measure::value);
    if (!is_whole(numerator) || !is_whole(denominator) || !is_whole(row.value)) return;

    const indicator& its = definition(i);
    const bool is_full =
        is_exact(row.value.known) && is_shown_in_full(row.value.value, its.decimals);
    std::string text = filled(
        word::quotient, options_.lang, part_text(numerator, *parts), part_text(denominator, *parts),
        is_full ? "=" : "≈",
        number_with_unit(working_text(row.value.value, its.decimals), its.unit, options_.lang));
    if (has_number(row.stated.why)) {
      text += say(word::comma) + filled(word::stated, options_.lang, stated_text(row));
      if (const stated_rate* rate = rate_of(i)) {
        text += say(word::comma) + say(rate->agrees ? word::agrees : word::differs);
      }
    }
    all.push_back(std::move(text));
  }

  /// True where a figure is more than a bound and stands on every town.
  bool is_whole(const result_cell& c) const {
    return has_number(c.why) && c.why != status::bounded &&
           (!is_upper() || c.coverage.counted == c.coverage.members);
  }

  std::string part_text(const result_cell& part, const indicator_parts& parts) const {
    const indicator& its = definition(part.indicator);
    const std::string number = working_text(part.value, its.decimals);
    // Where the factor is more than percent, the reader needs the units to follow.
    const bool is_plain = parts.factor == ratio{} || parts.factor == ratio{100, 1};
    return is_plain ? number : number_with_unit(number, its.unit, options_.lang);
  }

  std::string stated_text(const indicator_row& row) const {
    if (row.said != nullptr && !row.said->printed.empty()) return row.said->printed;
    const indicator& its = definition(row.value.indicator);
    return number_with_unit(working_text(row.stated.value, its.decimals), its.unit, options_.lang);
  }

  /// Which towns a figure of an area above them does without, or the few it would stand on.
  void note_towns(const indicator_row& row, std::vector<std::string>& all) const {
    const cell_coverage& coverage = row.value.coverage;
    if (!is_upper() || coverage.members != towns_there() || coverage.counted == 0 ||
        coverage.counted >= coverage.members) {
      return;
    }
    std::vector<area_index> present;
    std::vector<area_index> missing;
    find_towns(row.value.indicator, present, missing);
    // The engine's count decides; names that do not add up to it would only confuse.
    if (present.size() != coverage.counted) return;
    std::erase_if(missing,
                  [&](area_index town) { return has_only_the_rate(row.value.indicator, town); });
    if (!has_number(row.value.why) && present.size() < missing.size() &&
        present.size() <= most_names) {
      all.push_back(filled(word::only_towns, options_.lang, names_of(present)));
    } else {
      list_towns(missing, word::missing_towns, word::missing_and_more, all);
    }
  }

  /// Which towns state a rate that cannot take part, because its parts are not reported.
  void note_only_the_rate(const indicator_row& row, std::vector<std::string>& all) const {
    if (!is_upper() || is_own_figure(row.value)) return;
    std::vector<area_index> found;
    const row_range towns = data_.areas().leaves(area_);
    for (area_index town = towns.first; town < towns.last; ++town) {
      if (has_only_the_rate(row.value.indicator, town)) found.push_back(town);
    }
    list_towns(found, word::only_the_rate, word::only_the_rate_and_more, all);
  }

  void list_towns(const std::vector<area_index>& towns, word few, word many,
                  std::vector<std::string>& all) const {
    if (towns.empty()) return;
    const std::string names = names_of(towns);
    all.push_back(towns.size() <= most_names ? filled(few, options_.lang, names)
                                             : filled(many, options_.lang, names, towns.size()));
  }

  bool is_stated(indicator_index i, area_index town) const {
    const auto found = towns_.find(town, i, at_, measure::stated);
    return found && has_number(found->why);
  }

  bool has_only_the_rate(indicator_index i, area_index town) const {
    const indicator& its = definition(i);
    const std::optional<indicator_parts>& parts = data_.catalog().parts(i);
    return its.kind == indicator_kind::rate && parts &&
           its.over_areas == area_aggregation::ratio_of_sums && is_stated(i, town) &&
           !(is_stated(parts->numerator, town) && is_stated(parts->denominator, town));
  }

  std::string names_of(const std::vector<area_index>& towns) const {
    std::string names;
    for (std::size_t n = 0; n < std::min(towns.size(), most_names); ++n) {
      if (n > 0) names += say(word::list_separator);
      const listed_area town = data_.areas()[towns[n]];
      names += town.name.empty() ? town.code : town.name;
    }
    return names;
  }

  /// Parts the towns by whether they have reported all that the rule of the indicator needs.
  void find_towns(indicator_index i, std::vector<area_index>& present,
                  std::vector<area_index>& missing) const {
    const indicator& its = definition(i);
    const std::optional<indicator_parts>& parts = data_.catalog().parts(i);
    const std::optional<indicator_index> weight = data_.catalog().weight(i);
    std::vector<indicator_index> needed = {i};
    if (its.over_areas == area_aggregation::ratio_of_sums && parts) {
      needed = {parts->numerator, parts->denominator};
    } else if (its.over_areas == area_aggregation::weighted_mean && weight) {
      needed.push_back(*weight);
    }
    const row_range towns = data_.areas().leaves(area_);
    for (area_index town = towns.first; town < towns.last; ++town) {
      if (!data_.areas().is_valid(town, at_)) continue;
      const bool is_there =
          std::ranges::all_of(needed, [&](indicator_index n) { return is_stated(n, town); });
      (is_there ? present : missing).push_back(town);
    }
  }

  /// True where the base of a change in percent is small, also where the change's status says another
  /// thing first.
  bool has_small_base(const indicator_row& row) const {
    if (!has_number(row.change.why)) return false;
    if (row.change.why == status::small_base) return true;
    const indicator& its = definition(row.value.indicator);
    return unit_of(measure::year_on_year, its) == percent() && has_number(row.last.why) &&
           std::fabs(row.last.value) < its.min_base;
  }

  void note_change(const indicator_row& row, std::vector<std::string>& all) const {
    const status why = row.change.why;
    const auto note = [&](word column, status reason) {
      all.push_back(filled(word::of, options_.lang, say(column), say(reason)));
    };
    if (has_number(why)) {
      const cell_coverage& coverage = row.change.coverage;
      if (is_upper() && coverage.counted < coverage.members) {
        all.push_back(
            filled(word::matched_towns, options_.lang, coverage.counted, coverage.members));
      } else if (why != status::ok && why != status::bounded && why != status::small_base &&
                 why != row.value.why) {
        note(word::year_on_year, why);
      }
      if (has_small_base(row)) note(word::year_on_year, status::small_base);
      // Behind another status the column has the number alone.
      if (why != status::bounded && !is_exact(row.change.known)) {
        const indicator& its = definition(row.value.indicator);
        all.push_back(
            filled(word::change_known_as, options_.lang,
                   interval_text(row.change.known, {}, decimals_of(measure::year_on_year, its))));
      }
      return;
    }
    if (!has_number(row.value.why)) {
      if (why != row.value.why) note(word::year_on_year, why);
    } else if (has_number(row.last.why)) {
      note_turn(row, all);
    } else if (row.last.why == status::not_reported) {
      all.push_back(say(word::last_year_not_reported));
    } else {
      note(word::last_year, row.last.why);
    }
  }

  /// Why two figures have no rate of change, in the words of the trade where there are some.
  void note_turn(const indicator_row& row, std::vector<std::string>& all) const {
    // Where some towns are left out, the change is between other figures than those shown.
    const bool is_of_all = row.change.coverage.counted == row.change.coverage.members;
    const double none = std::numeric_limits<double>::quiet_NaN();
    std::string said =
        change_words(row.change, definition(row.value.indicator), options_.lang,
                     is_of_all ? row.value.value : none, is_of_all ? row.last.value : none);
    if (said.empty()) {
      said = filled(word::of, options_.lang, say(word::year_on_year), say(row.change.why));
    }
    all.push_back(std::move(said));
  }

  void note_verdict(const indicator_row& row, std::vector<std::string>& all) const {
    if (row.wanted == nullptr) return;
    const indicator& its = definition(row.value.indicator);
    const status why = row.verdict.why;
    if (why == status::undetermined) {
      all.push_back(filled(word::known_in_part, options_.lang,
                           interval_text(row.value.known, its.limits, its.decimals),
                           to_string(*row.wanted, its.unit, options_.lang)));
      return;
    }
    if (!has_number(why)) {
      if (why != row.value.why) {
        all.push_back(filled(word::of, options_.lang, say(word::verdict), say(why)));
      }
      return;
    }
    // A figure that only looks like its target is shown as exactly as it takes to see it is not.
    if (row.verdict.value == 0 && has_number(row.shortfall.why) && is_exact(row.value.known) &&
        places_to_see(row.shortfall.value, its.decimals) > its.decimals) {
      const int places = places_to_see(row.shortfall.value, its.decimals);
      all.push_back(filled(word::more_exactly, options_.lang,
                           number_text(row.value.value, std::max(places, its.decimals + 2))));
    }
  }

  // Around the table

  std::string document(const text_table& table) const {
    const bool markdown = options_.style == table_style::markdown;
    const listed_area place = data_.areas()[area_];
    const std::string title =
        filled(word::report_title, options_.lang, place.name.empty() ? place.code : place.name,
               place.code, describe(at_, options_.lang));
    std::string out = (markdown ? "# " : "") + title + "\n\n";
    if (table.row_count() == 0) return out + say(word::nothing_reported) + "\n";
    out += table.to_text(options_.style, options_.width);
    out += "\n" + summary();
    const std::string legend = status_legend(occurring_, options_.lang, options_.style);
    if (!legend.empty()) out += "\n" + legend;
    return out;
  }

  std::string summary() const {
    const bool markdown = options_.style == table_style::markdown;
    std::vector<std::string> lines = {filled(word::summary_figures, options_.lang,
                                             tally_.indicators, tally_.figures, tally_.changes)};
    if (tally_.targets > 0) {
      lines.push_back(filled(word::summary_targets, options_.lang, tally_.targets, tally_.met,
                             tally_.not_met, tally_.unknown,
                             tally_.targets - tally_.met - tally_.not_met - tally_.unknown));
      lines.push_back(say(word::gap_sign));
    } else {
      lines.push_back(say(word::summary_no_targets));
    }
    if (tally_.matched > 0) lines.push_back(say(word::matched_means));
    if (tally_.rates_agree + tally_.rates_differ > 0) {
      lines.push_back(
          filled(word::summary_parts, options_.lang, tally_.rates_agree, tally_.rates_differ));
    }
    std::string out = (markdown ? "## " + say(word::summary) + "\n" : say(word::summary)) + "\n";
    for (const std::string& line : lines) out += (markdown ? "- " : "  ") + line + "\n";
    return out;
  }

  const panel& data_;
  const area_index area_;
  const period at_;
  const std::optional<period> base_;
  const area_report_options& options_;
  result_set results_;
  result_set towns_;
  std::vector<stated_rate> rates_;
  tally tally_;
  status_set occurring_;
};

}  // namespace

std::string area_report(const panel& data, area_index area, period at,
                        const area_report_options& options) {
  detail::check(options.shown);
  return report_maker(data, area, at, options).make();
}

}  // namespace zhibiao::inline ZB_ABI
