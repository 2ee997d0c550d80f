#include <zhibiao/panel/panel_builder.hpp>

#include "panel/closed_limits.hpp"
#include "panel/duplicate_rows.hpp"
#include "panel/in_threads.hpp"
#include "panel/panel_assembly.hpp"
#include "panel/panel_outline.hpp"
#include "panel/period_key.hpp"
#include "panel/plain_number.hpp"
#include "panel/row_store.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <new>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::decimals_finder;
using detail::plain_number;

constexpr std::size_t frequency_count = 4;

// Coarsest first.
std::size_t number_of(frequency f) noexcept { return detail::block_of(f, form::single) / 2; }

std::string_view words_of(form f) noexcept { return f == form::single ? "single" : "year-to-date"; }

std::string figure_in(unit u) {
  const std::string name = to_string(u);
  return name.empty() ? "a figure without a unit" : "a figure in " + name;
}

// What a row says, in the indicator's unit.
struct figure {
  double value = reported_empty;
  interval known;
};

result<figure> whole(const quantity& q, const indicator& i) {
  const bool says_percent = dimension_of(q.unit) == dimension::percent;
  if (dimension_of(i.unit) == dimension::percent &&
      (i.kind == indicator_kind::rate || says_percent)) {
    const double all = to_double({100, 0}, conversion(percent(), i.unit));
    return figure{all, exactly(all)};
  }
  if (i.kind == indicator_kind::rate && i.unit == unit{}) return figure{1, exactly(1)};
  return error(errc::unit_does_not_fit,
               "expected " + figure_in(i.unit) + ", found 100 %, which only a rate can be");
}

result<figure> figure_of(const quantity& q, const std::optional<unit>& column,
                         const indicator& i) try {
  unit beside = i.unit;
  const bool has_column = column && *column != unit{};
  if (has_column) {
    const result<unit> full = unit_meant(*column, i.unit);
    if (!full) return full.why();
    if (!fits(*full, i.unit)) {
      return error(errc::unit_does_not_fit,
                   "expected " + figure_in(i.unit) + ", found the unit " + to_string(*column));
    }
    beside = *full;
  }
  if (q.how == qualifier::masked) return figure{reported_empty, i.limits};
  if (q.how == qualifier::none) return figure{0, exactly(0)};
  if (q.how == qualifier::full) return whole(q, i);

  const result<unit> said = unit_meant(q.unit, beside);
  if (!said) return said.why();
  if (!fits(*said, i.unit)) {
    return error(errc::unit_does_not_fit, "expected " + figure_in(i.unit) + ", found " +
                                              to_string(q.value) + " " + to_string(q.unit));
  }
  if (has_column && q.unit.atom != 0 && conversion(*said, beside) != ratio{}) {
    return error(errc::unit_does_not_fit, "expected one unit, found " + to_string(q.unit) +
                                              " in the figure and " + to_string(beside) +
                                              " as the unit");
  }
  const ratio factor = conversion(*said, i.unit);
  const double value = to_double(q.value, factor);
  return figure{value, q.how == qualifier::exact ? exactly(value) : known_interval(q, factor)};
} catch (const error& e) {
  return e;
}

// A row whose figure may lie beyond a limit, in words: `expected at most 100 %, found 103 %`.
struct limit_fault {
  errc code;
  std::string message;
};

std::optional<limit_fault> beyond_limits(double value, const interval& known, const indicator& i) {
  const interval& limits = i.limits;
  const bool value_above = value > limits.upper || (value == limits.upper && limits.upper_open);
  const bool value_below = value < limits.lower || (value == limits.lower && limits.lower_open);
  if (!value_above && !value_below && !is_apart(known, limits)) return std::nullopt;

  const bool is_above = value_above || (!value_below && known.lower >= limits.upper);
  std::string found = plain_number(value, i.unit);
  if (!value_above && !value_below) {
    // The printed number is possible and what is said of it is not: more than 100 %.
    const bool is_open = is_above ? known.lower_open : known.upper_open;
    const double bound = is_above ? known.lower : known.upper;
    found = std::string(is_above ? (is_open ? "more than " : "at least ")
                                 : (is_open ? "less than " : "at most ")) +
            plain_number(bound, i.unit);
  }
  if (is_above) {
    return limit_fault{errc::above_limit,
                       std::string("expected ") + (limits.upper_open ? "less than " : "at most ") +
                           plain_number(limits.upper, i.unit) + ", found " + found};
  }
  return limit_fault{errc::below_limit,
                     std::string("expected ") + (limits.lower_open ? "more than " : "at least ") +
                         plain_number(limits.lower, i.unit) + ", found " + found};
}

std::int64_t line_of(const figure_rows& rows, std::size_t i) noexcept {
  if (rows.first_line == 0) return 0;
  return rows.first_line +
         (rows.line_offsets.empty() ? static_cast<std::int64_t>(i) : rows.line_offsets[i]);
}

}  // namespace

// The rows of one build on their way into a panel.
struct panel_builder::assembly {
  const panel_builder& from;
  detail::row_store rows;
  std::vector<extra> extras;  // in the order of their rows

  // The row that reaches furthest back (or forward) in its block: of several that of the least line, so
  // that the message does not depend on the order.
  template <class IsFurther>
  std::size_t furthest(std::size_t block, const IsFurther& is_further) const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const detail::stored_row r = rows[i];
      if (detail::block_of(r.period) != block) continue;
      if (best) {
        const detail::stored_row held = rows[*best];
        const bool replaces =
            is_further(r.period, held.period) || (r.period == held.period && r.line < held.line);
        if (!replaces) continue;
      }
      best = i;
    }
    return best.value_or(0);
  }

  [[noreturn]] void throw_too_large(std::size_t block) const {
    const detail::stored_row first = rows[furthest(block, std::less<>{})];
    const detail::stored_row last = rows[furthest(block, std::greater<>{})];
    const std::size_t periods = rows.outline().periods(block).size();
    const std::size_t slots = rows.outline().indicators(block).size();
    place where;
    where.file = from.file_;
    throw error(errc::too_large,
                "the figures run from " + to_string(detail::period_of(first.period)) +
                    from.at_line(first.line) + " to " + to_string(detail::period_of(last.period)) +
                    from.at_line(last.line) + ": " + std::to_string(periods) + " periods of " +
                    std::to_string(slots) + " indicators for " +
                    std::to_string(from.areas_->size()) + " areas cannot be held",
                std::move(where));
  }

  std::size_t largest_block() const {
    std::array<std::size_t, detail::most_blocks> cells;
    for (std::size_t b = 0; b < cells.size(); ++b) {
      cells[b] = rows.outline().periods(b).size() * rows.outline().indicators(b).size();
    }
    return static_cast<std::size_t>(std::max_element(cells.begin(), cells.end()) - cells.begin());
  }

  detail::panel_assembly open(int threads, arena* memory) const {
    if (const auto block = rows.outline().too_large(from.areas_->size())) throw_too_large(*block);
    try {
      return {from.catalog_, from.areas_, rows.outline(), threads, memory};
    } catch (const std::bad_alloc&) {
      throw_too_large(largest_block());
    }
  }

  void place_all(const detail::panel_assembly& parts, int threads) const {
    const std::size_t shares = detail::useful_threads(threads, rows.size());
    detail::in_threads(shares, [&](std::size_t number) {
      const detail::share mine = detail::share_of(rows.size(), number, shares);
      rows.for_each_run(mine.first, mine.last, [&](const detail::row_store::run& run) {
        constexpr std::size_t strip = 256;
        double* cells[strip];
        for (std::size_t at = 0; at < run.size; at += strip) {
          const std::size_t n = std::min(strip, run.size - at);
          parts.find(run.areas + at, run.indicators + at, run.periods + at, n, cells);
          detail::panel_assembly::write(cells, run.values + at, n);
        }
      });
    });
  }

  void place_extras(detail::panel_assembly& parts) {
    for (extra& e : extras) {
      const detail::stored_row r = rows[e.row];
      const auto cell = parts.place_of(r.area, r.indicator, r.period);
      if (e.status != observation_status::normal) parts.set_status(cell, e.status);
      if (e.how != qualifier::exact || !e.printed.empty() || !e.note.empty() ||
          !e.made_of.empty()) {
        detail::panel_assembly::add_remark(cell, {0, e.how, e.known, std::move(e.printed),
                                                  std::move(e.note), std::move(e.made_of)});
      }
    }
  }

  row full(std::size_t i) const {
    const detail::stored_row r = rows[i];
    return {r.area, r.indicator, detail::period_of(r.period), r.value, r.line};
  }

  const extra* extra_of(std::size_t i) const noexcept {
    const auto found =
        std::lower_bound(extras.begin(), extras.end(), i,
                         [](const extra& e, std::size_t number) { return e.row < number; });
    return found != extras.end() && found->row == i ? &*found : nullptr;
  }

  bool say_the_same(std::size_t a, std::size_t b) const noexcept {
    const double x = rows[a].value;
    const double y = rows[b].value;
    if (is_missing(x) || is_missing(y)) return is_missing(x) && is_missing(y);
    const extra* at_a = extra_of(a);
    const extra* at_b = extra_of(b);
    const qualifier how_a = at_a ? at_a->how : qualifier::exact;
    const qualifier how_b = at_b ? at_b->how : qualifier::exact;
    const interval known_a = at_a ? at_a->known : exactly(x);
    const interval known_b = at_b ? at_b->known : exactly(y);
    return x == y && how_a == how_b && known_a == known_b;
  }

  std::string words_of_figure(std::size_t i) const {
    const detail::stored_row r = rows[i];
    if (is_missing(r.value)) return "no figure";
    std::string text = plain_number(r.value, (*from.catalog_)[r.indicator].unit);
    const extra* said = extra_of(i);
    if (said != nullptr && said->how != qualifier::exact) {
      text += " (" + std::string(name(said->how)) + ")";
    }
    return text;
  }

  // The slow pass, for inputs already known to be faulty.
  void report_duplicates(fault_list& faults) const {
    const detail::duplicate_rows found =
        detail::find_duplicate_rows(rows, from.areas_->size(), faults.limit());
    for (const auto [first, again] : found.kept) {
      const std::int64_t line = rows[first].line;
      const bool has_line = line > 0;
      if (say_the_same(first, again)) {
        faults.add(errc::duplicate_row, from.where(full(again)),
                   has_line ? "the same figure stands" + from.at_line(line)
                            : "the same figure is given twice");
      } else {
        faults.add(errc::contradicting_rows, from.where(full(again)),
                   "expected one figure, found " + words_of_figure(again) + " here and " +
                       words_of_figure(first) + (has_line ? from.at_line(line) : " before"));
      }
    }
    for (std::size_t i = found.kept.size(); i < found.count; ++i) {
      faults.add(errc::duplicate_row, {}, {});
    }
  }
};

panel_builder::panel_builder(std::shared_ptr<const zhibiao::catalog> catalog,
                             std::shared_ptr<const area_tree> areas, std::size_t fault_limit)
    : catalog_(std::move(catalog)), areas_(std::move(areas)), faults_(fault_limit) {
  if (!catalog_ || !areas_) {
    throw error(errc::invalid_argument, "expected a catalogue and an area list, found none");
  }
  forms_.resize(catalog_->size() * frequency_count);
  rows_ = std::make_unique<detail::row_store>(catalog_->size());
  limits_ = detail::closed_limits_of(*catalog_);
}

panel_builder::panel_builder(zhibiao::catalog catalog, area_tree areas)
    : panel_builder(std::make_shared<const zhibiao::catalog>(std::move(catalog)),
                    std::make_shared<const area_tree>(std::move(areas))) {}

panel_builder::panel_builder(const panel& start)
    : panel_builder(start.data_->catalog, start.data_->areas) {
  for (const panel_block& b : start.blocks()) {
    for (std::size_t slot = 0; slot < b.indicators().size(); ++slot) add_slot(b, slot);
  }
}

void panel_builder::add_slot(const panel_block& from, std::size_t slot) {
  const indicator_index i = from.indicators()[slot];
  const std::span<const double> values = from.values(slot);
  const std::span<const observation_status> statuses = from.statuses(slot);
  for (std::size_t cell = 0; cell < values.size(); ++cell) {
    if (is_no_row(values[cell])) continue;
    const auto area = static_cast<area_index>(cell / from.period_count());
    const std::size_t t = cell % from.period_count();
    const row r{area, i, from.period_at(t), values[cell], 0};
    check_call(r.area, r.indicator, r.period);
    accept_form(r, nullptr);
    keep(r);
    const remark* said = from.find_remark(slot, area, t);
    const observation_status status =
        statuses.empty() ? observation_status::normal : statuses[cell];
    if (said == nullptr && status == observation_status::normal) continue;
    const remark nothing{0, qualifier::exact, exactly(values[cell]), {}, {}};
    const remark& kept = said != nullptr ? *said : nothing;
    extras_.push_back(
        {rows_->size() - 1, kept.how, kept.known, status, kept.printed, kept.note, kept.made_of});
  }
}

panel_builder::panel_builder(panel_builder&&) noexcept = default;
panel_builder& panel_builder::operator=(panel_builder&&) noexcept = default;
panel_builder::~panel_builder() = default;

void panel_builder::check_call(area_index area, indicator_index indicator, period period) const {
  if (area >= areas_->size()) {
    throw error(errc::invalid_argument, "expected an area below " + std::to_string(areas_->size()) +
                                            ", found " + std::to_string(area));
  }
  if (indicator >= catalog_->size()) {
    throw error(errc::invalid_argument, "expected an indicator below " +
                                            std::to_string(catalog_->size()) + ", found " +
                                            std::to_string(indicator));
  }
  if (!period.is_valid()) throw error(errc::not_a_period, "expected a period, found none");
}

void panel_builder::add(area_index area, indicator_index indicator, period period, double value,
                        std::int64_t line) {
  check_call(area, indicator, period);
  // Adding zero makes -0 the 0 it stands for, so that equal inputs give equal bits.
  const row r{area, indicator, period, value + 0.0, line};
  if (!std::isfinite(value)) {
    faults_.add(errc::not_finite, where(r),
                std::string("expected a finite number, found ") +
                    (std::isnan(value) ? "NaN" : (value < 0 ? "-inf" : "inf")));
    return;
  }
  accept(r, exactly(value), nullptr);
}

void panel_builder::add(std::string_view area, std::string_view indicator, period period,
                        double value) {
  add(areas_->at(area), catalog_->at(indicator), period, value);
}

void panel_builder::add_empty(area_index area, indicator_index indicator, period period,
                              std::int64_t line) {
  check_call(area, indicator, period);
  accept({area, indicator, period, reported_empty, line}, {}, nullptr);
}

void panel_builder::check_call(const figure_rows& rows) const {
  const std::size_t size = rows.values.size();
  const auto check_length = [size](std::size_t length, std::string_view column) {
    if (length == size) return;
    throw error(errc::invalid_argument, "expected columns of one length, found " +
                                            std::to_string(size) + " values and " +
                                            std::to_string(length) + " " + std::string(column));
  };
  check_length(rows.areas.size(), "areas");
  check_length(rows.indicators.size(), "indicators");
  check_length(rows.period_codes.size(), "period codes");
  if (!rows.line_offsets.empty()) check_length(rows.line_offsets.size(), "line offsets");
  for (const period p : rows.periods) {
    if (!p.is_valid()) throw error(errc::not_a_period, "expected a period, found none");
  }
  bool is_bad = false;
  for (std::size_t i = 0; i < size; ++i) {
    is_bad |= rows.areas[i] >= areas_->size() || rows.indicators[i] >= catalog_->size() ||
              rows.period_codes[i] >= rows.periods.size();
  }
  if (!is_bad) return;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t code = rows.period_codes[i];
    if (code >= rows.periods.size()) {
      throw error(errc::invalid_argument, "expected a period code below " +
                                              std::to_string(rows.periods.size()) + ", found " +
                                              std::to_string(code));
    }
    check_call(rows.areas[i], rows.indicators[i], rows.periods[code]);
  }
}

// Columns without a fault are kept as they are. False where there is one: nothing is done then.
bool panel_builder::take_if_clean(figure_rows& rows) {
  const std::size_t size = rows.values.size();
  std::vector<std::size_t> block_of_code(rows.periods.size());
  for (std::size_t code = 0; code < rows.periods.size(); ++code) {
    block_of_code[code] = detail::block_of(detail::key_of(rows.periods[code]));
  }
  detail::panel_outline outline(catalog_->size());
  std::vector<std::uint8_t> is_used(rows.periods.size(), 0);
  bool is_faulty = false;
  for (std::size_t i = 0; i < size; ++i) {
    const indicator_index indicator = rows.indicators[i];
    const std::uint16_t code = rows.period_codes[i];
    const double value = rows.values[i];
    is_faulty |= !limits_[indicator].hold(value) && !is_reported_empty(value);
    outline.add_to_block(indicator, block_of_code[code]);
    is_used[code] = 1;
  }
  if (is_faulty || !are_valid(rows)) return false;
  for (std::size_t code = 0; code < is_used.size(); ++code) {
    if (is_used[code] != 0) outline.add(detail::key_of(rows.periods[code]));
  }
  detail::panel_outline together = rows_->outline();
  together.add(outline);
  if (!together.keeps_forms(*catalog_)) return false;

  note_forms(rows);
  // Makes -0 the 0 it stands for, so that equal inputs give equal bits; a NaN keeps its payload.
  for (double& value : rows.values) value = value == 0 ? 0 : value;
  rows_->add(std::move(rows), outline);
  return true;
}

// True where no number is about an area that there is not in its period.
bool panel_builder::are_valid(const figure_rows& rows) const {
  if (areas_->limited().empty()) return true;
  for (std::size_t i = 0; i < rows.values.size(); ++i) {
    if (is_missing(rows.values[i])) continue;
    if (!areas_->is_valid(rows.areas[i], rows.periods[rows.period_codes[i]])) return false;
  }
  return true;
}

// The first row of each series, for the message that another form is mixed with it.
void panel_builder::note_forms(const figure_rows& rows) {
  const bool has_parts_of_a_year =
      std::any_of(rows.periods.begin(), rows.periods.end(),
                  [](period p) { return p.frequency() != frequency::year; });
  if (!has_parts_of_a_year) return;
  for (std::size_t i = 0; i < rows.values.size(); ++i) {
    const period when = rows.periods[rows.period_codes[i]];
    if (when.frequency() == frequency::year) continue;
    std::optional<series_form>& first =
        forms_[rows.indicators[i] * frequency_count + number_of(when.frequency())];
    if (!first) first = series_form{when.form(), line_of(rows, i)};
  }
}

void panel_builder::add(figure_rows rows) {
  check_call(rows);
  if (rows.values.empty() || take_if_clean(rows)) return;
  for (std::size_t i = 0; i < rows.values.size(); ++i) {
    const period when = rows.periods[rows.period_codes[i]];
    if (is_reported_empty(rows.values[i])) {
      add_empty(rows.areas[i], rows.indicators[i], when, line_of(rows, i));
    } else {
      add(rows.areas[i], rows.indicators[i], when, rows.values[i], line_of(rows, i));
    }
  }
}

void panel_builder::add(const observation& o) {
  check_call(o.area, o.indicator, o.period);
  const indicator& i = (*catalog_)[o.indicator];
  row r{o.area, o.indicator, o.period, reported_empty, o.where.line};
  interval known = i.limits;
  qualifier how = qualifier::exact;
  if (o.value && o.status != observation_status::missing) {
    const result<figure> found = figure_of(*o.value, o.unit, i);
    if (!found) {
      faults_.add(found.why().code(), where(r, &o.where), found.why().message());
      return;
    }
    r.value = found->value + 0.0;
    known = found->known;
    how = o.value->how;
  }
  if (!accept(r, known, &o.where)) return;
  if (how != qualifier::exact || o.status != observation_status::normal || !o.printed.empty() ||
      !o.note.empty()) {
    extras_.push_back(
        {rows_->size() - 1, how, clipped(known, i.limits), o.status, o.printed, o.note});
  }
}

void panel_builder::add_derived(const derived_figure& f) {
  check_call(f.area, f.indicator, f.period);
  const row r{f.area, f.indicator, f.period, is_missing(f.value) ? f.value : f.value + 0.0, 0};
  if (!std::isfinite(f.value) && !is_reported_empty(f.value)) {
    faults_.add(errc::not_finite, where(r), "expected a finite number, found none");
    return;
  }
  if (!accept_form(r, nullptr)) return;
  keep(r);
  if (f.how != qualifier::exact || f.status != observation_status::normal || !f.printed.empty() ||
      !f.note.empty() || !f.made_of.empty()) {
    extras_.push_back({rows_->size() - 1, f.how, f.known, f.status, f.printed, f.note, f.made_of});
  }
}

bool panel_builder::accept(const row& r, const interval& known, const place* at) {
  const interval& limits = (*catalog_)[r.indicator].limits;
  const bool is_inside =
      r.value > limits.lower && r.value < limits.upper && is_within(known, limits);
  if (!is_inside && !is_missing(r.value)) {
    if (auto beyond = beyond_limits(r.value, known, (*catalog_)[r.indicator])) {
      faults_.add(beyond->code, where(r, at), std::move(beyond->message));
      return false;
    }
  }
  if (!is_missing(r.value) && !areas_->is_valid(r.area, r.period)) {
    faults_.add(errc::area_not_valid, where(r, at),
                "expected a period in which there is the area " +
                    std::string((*areas_)[r.area].code) + ", valid " +
                    to_string(areas_->valid(r.area)) + ", found " + to_string(r.period));
    return false;
  }
  if (!accept_form(r, at)) return false;
  keep(r);
  return true;
}

bool panel_builder::accept_form(const row& r, const place* at) {
  // The whole year has one form only.
  if (r.period.frequency() == frequency::year) return true;
  const indicator& i = (*catalog_)[r.indicator];
  const form found = r.period.form();
  if (i.kind == indicator_kind::stock && found == form::year_to_date) {
    faults_.add(
        errc::mixed_forms, where(r, at),
        "a stock is a level at a date and has no year-to-date, found " + to_string(r.period));
    return false;
  }
  std::optional<series_form>& expected =
      forms_[r.indicator * frequency_count + number_of(r.period.frequency())];
  if (i.form && *i.form != found) {
    faults_.add(errc::mixed_forms, where(r, at),
                "expected " + std::string(words_of(*i.form)) +
                    " figures, as the catalogue has it, found " + to_string(r.period));
    return false;
  }
  if (!expected) expected = series_form{found, r.line};
  if (expected->form == found) return true;
  faults_.add(errc::mixed_forms, where(r, at),
              "expected " + std::string(words_of(expected->form)) + " figures, as" +
                  (expected->line > 0 ? at_line(expected->line) : " before") + ", found " +
                  to_string(r.period));
  return false;
}

void panel_builder::keep(const row& r) {
  rows_->add({r.area, r.indicator, detail::key_of(r.period), r.value, r.line});
}

place panel_builder::where(const row& r, const place* at) const {
  place p = at != nullptr ? *at : place{};
  p.line = r.line;
  if (p.file.empty()) p.file = file_;
  p.indicator = (*catalog_)[r.indicator].id;
  p.area = (*areas_)[r.area].code;
  p.period = to_string(r.period);
  return p;
}

std::string panel_builder::at_line(std::int64_t line) const {
  return line > 0 ? " " + std::string(line_word_) + " " + std::to_string(line) : std::string();
}

panel panel_builder::build(int threads, arena* memory) {
  if (threads < 1) {
    throw error(errc::invalid_argument,
                "expected at least one thread, found " + std::to_string(threads));
  }
  const std::size_t limit = faults_.limit();
  fault_list faults = std::exchange(faults_, fault_list(limit));
  assembly from{*this, std::exchange(*rows_, detail::row_store(catalog_->size())),
                std::exchange(extras_, {})};
  forms_.assign(forms_.size(), std::nullopt);

  if (faults.errors() > 0) {
    from.report_duplicates(faults);
    throw input_error(std::move(faults));
  }
  detail::panel_assembly parts = from.open(threads, memory);
  from.place_all(parts, threads);
  parts.look_through();
  if (parts.filled() != from.rows.size()) {
    from.report_duplicates(faults);
    throw input_error(std::move(faults));
  }
  from.place_extras(parts);
  return parts.finish(from.rows.size());
}

}  // namespace zhibiao::inline ZB_ABI
