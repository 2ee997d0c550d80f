#include <zhibiao/panel/panel_builder.hpp>

#include "panel/decimals_finder.hpp"
#include "panel/plain_number.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <new>
#include <numeric>
#include <tuple>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::decimals_finder;
using detail::plain_number;

constexpr std::size_t frequency_count = 4;
constexpr std::size_t form_count = 2;

// 8 GiB of numbers. What asks for more is a wrong year far more often than a large country.
constexpr std::uint64_t most_cells = std::uint64_t{1} << 30U;

// Coarsest first.
std::size_t number_of(frequency f) noexcept {
  switch (f) {
    case frequency::year:
      return 0;
    case frequency::half:
      return 1;
    case frequency::quarter:
      return 2;
    case frequency::month:
      return 3;
  }
  return 0;
}

std::string_view words_of(form f) noexcept { return f == form::single ? "single" : "year-to-date"; }

std::string figure_in(unit u) {
  const std::string name = to_string(u);
  return name.empty() ? "a figure without a unit" : "a figure in " + name;
}

std::string at_line(std::int64_t line) {
  return line > 0 ? " at line " + std::to_string(line) : std::string();
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

}  // namespace

// The rows of one build on their way into blocks.
struct panel_builder::assembly {
  const panel_builder& from;
  std::vector<row> rows;
  std::vector<extra> extras;  // in the order of their rows

  struct extent {
    std::size_t rows = 0;
    std::size_t earliest = 0;  // a row of the first period, that of the least line
    std::size_t latest = 0;
    std::vector<std::uint8_t> has;  // by indicator; bytes, since a bit takes a read to be set
  };
  std::array<extent, frequency_count * form_count> extents;

  // Where rows of one frequency and form go.
  struct room {
    panel_block* block = nullptr;
    std::int32_t first = 0;
    std::size_t cell(const row& r) const noexcept {
      const auto slot = static_cast<std::size_t>(block->slot_of_[r.indicator]);
      return slot * block->slot_cells_ + r.area * block->period_count_ +
             static_cast<std::size_t>(r.period.ordinal() - first);
    }
  };
  std::array<room, frequency_count * form_count> rooms;

  static std::size_t number_of_block(period p) noexcept {
    return number_of(p.frequency()) * form_count + static_cast<std::size_t>(p.form());
  }

  void find_extents() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const row& r = rows[i];
      extent& e = extents[number_of_block(r.period)];
      if (e.rows++ == 0) {
        e.earliest = e.latest = i;
        e.has.assign(from.catalog_->size(), 0);
      }
      e.has[r.indicator] = 1;
      const std::int32_t first = rows[e.earliest].period.ordinal();
      const std::int32_t last = rows[e.latest].period.ordinal();
      const std::int32_t here = r.period.ordinal();
      if (here > first && here < last) continue;
      // Of several rows the one of the least line, so that the message does not depend on the order.
      const auto replaces = [&](std::size_t held, bool is_further) {
        return is_further || (here == rows[held].period.ordinal() && r.line < rows[held].line);
      };
      if (replaces(e.earliest, here < first)) e.earliest = i;
      if (replaces(e.latest, here > last)) e.latest = i;
    }
  }

  [[noreturn]] void throw_too_large(const extent& e, std::size_t slots, std::size_t periods) const {
    const row& first = rows[e.earliest];
    const row& last = rows[e.latest];
    place where;
    where.file = from.file_;
    throw error(errc::too_large,
                "the figures run from " + to_string(first.period) + at_line(first.line) + " to " +
                    to_string(last.period) + at_line(last.line) + ": " + std::to_string(periods) +
                    " periods of " + std::to_string(slots) + " indicators for " +
                    std::to_string(from.areas_->size()) + " areas cannot be held",
                std::move(where));
  }

  panel_block empty_block(const extent& e) const {
    panel_block b;
    b.first_ = rows[e.earliest].period;
    b.period_count_ =
        static_cast<std::size_t>(rows[e.latest].period.ordinal() - b.first_.ordinal()) + 1;
    b.slot_of_.assign(e.has.size(), -1);
    for (std::size_t i = 0; i < e.has.size(); ++i) {
      if (e.has[i] == 0) continue;
      b.slot_of_[i] = static_cast<std::int32_t>(b.indicators_.size());
      b.indicators_.push_back(static_cast<indicator_index>(i));
    }
    const std::size_t slots = b.indicators_.size();
    b.slot_cells_ = from.areas_->size() * b.period_count_;
    if (b.slot_cells_ > most_cells / slots) throw_too_large(e, slots, b.period_count_);
    try {
      b.values_ = buffer<double>(slots * b.slot_cells_, no_row);
    } catch (const std::bad_alloc&) {
      throw_too_large(e, slots, b.period_count_);
    }
    return b;
  }

  // Figures are written blind: reading each cell first, to see whether it is taken, costs four times
  // as much when rows come in no order. A count afterwards tells whether any two met.
  bool fill() {
    for (const row& r : rows) {
      const room& to = rooms[number_of_block(r.period)];
      to.block->values_[to.cell(r)] = r.value;
    }
    std::size_t filled = 0;
    for (const room& to : rooms) {
      if (to.block == nullptr) continue;
      for (const double x : to.block->values_.span()) filled += is_no_row(x) ? 0U : 1U;
    }
    return filled == rows.size();
  }

  void place_extras() {
    for (extra& e : extras) {
      const row& r = rows[e.row];
      const room& to = rooms[number_of_block(r.period)];
      panel_block& b = *to.block;
      if (e.status != observation_status::normal) {
        if (b.statuses_.empty()) {
          b.statuses_ = buffer<observation_status>(b.values_.size(), observation_status::normal);
        }
        b.statuses_[to.cell(r)] = e.status;
      }
      if (e.how != qualifier::exact || !e.printed.empty() || !e.note.empty()) {
        b.remarks_.push_back({to.cell(r), e.how, e.known, std::move(e.printed), std::move(e.note)});
      }
    }
    for (const room& to : rooms) {
      if (to.block == nullptr) continue;
      std::vector<remark>& remarks = to.block->remarks_;
      std::sort(remarks.begin(), remarks.end(),
                [](const remark& a, const remark& b) { return a.cell < b.cell; });
    }
  }

  static void find_decimals(panel_block& b) {
    for (std::size_t slot = 0; slot < b.indicators_.size(); ++slot) {
      decimals_finder finder;
      for (const double x : b.values(slot)) finder.add(x);
      for (const remark& said : b.remarks(slot)) {
        if (is_missing(b.values_[said.cell])) continue;
        if (std::isfinite(said.known.lower)) finder.add(said.known.lower);
        if (std::isfinite(said.known.upper)) finder.add(said.known.upper);
      }
      b.exact_decimals_.push_back(finder.found());
    }
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
    const row& r = rows[i];
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
    const auto cell = [this](std::size_t i) {
      const row& r = rows[i];
      return std::tuple(number_of_block(r.period), r.indicator, r.area, r.period.ordinal());
    };
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::tuple(cell(a), rows[a].line, a) < std::tuple(cell(b), rows[b].line, b);
    });

    struct pair {
      std::size_t first;
      std::size_t again;
    };
    std::vector<pair> pairs;
    for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
      if (cell(order[i]) == cell(order[first])) {
        pairs.push_back({order[first], order[i]});
      } else {
        first = i;
      }
    }
    std::sort(pairs.begin(), pairs.end(), [this](const pair& a, const pair& b) {
      return std::tuple(rows[a.again].line, a.again) < std::tuple(rows[b.again].line, b.again);
    });
    for (const auto [first, again] : pairs) {
      const std::int64_t line = rows[first].line;
      if (say_the_same(first, again)) {
        faults.add(
            errc::duplicate_row, from.where(rows[again]),
            line > 0 ? "the same figure stands" + at_line(line) : "the same figure is given twice");
      } else {
        faults.add(errc::contradicting_rows, from.where(rows[again]),
                   "expected one figure, found " + words_of_figure(again) + " here and " +
                       words_of_figure(first) + (line > 0 ? at_line(line) : " before"));
      }
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
}

panel_builder::panel_builder(zhibiao::catalog catalog, area_tree areas)
    : panel_builder(std::make_shared<const zhibiao::catalog>(std::move(catalog)),
                    std::make_shared<const area_tree>(std::move(areas))) {}

panel_builder::panel_builder(const panel& start)
    : panel_builder(start.data_->catalog, start.data_->areas) {
  rows_.reserve(start.reported());
  for (const panel_block& b : start.blocks()) {
    for (std::size_t slot = 0; slot < b.indicators().size(); ++slot) {
      const indicator_index i = b.indicators()[slot];
      const std::span<const double> values = b.values(slot);
      const std::span<const observation_status> statuses = b.statuses(slot);
      for (std::size_t cell = 0; cell < values.size(); ++cell) {
        if (is_no_row(values[cell])) continue;
        const auto area = static_cast<area_index>(cell / b.period_count());
        const std::size_t t = cell % b.period_count();
        const row r{area, i, b.period_at(t), values[cell], 0};
        accept_form(r, nullptr);
        rows_.push_back(r);
        const remark* said = b.find_remark(slot, area, t);
        const observation_status status =
            statuses.empty() ? observation_status::normal : statuses[cell];
        if (said == nullptr && status == observation_status::normal) continue;
        const remark nothing{0, qualifier::exact, exactly(values[cell]), {}, {}};
        const remark& kept = said != nullptr ? *said : nothing;
        extras_.push_back(
            {rows_.size() - 1, kept.how, kept.known, status, kept.printed, kept.note});
      }
    }
  }
}

void panel_builder::reserve(std::size_t rows) { rows_.reserve(rows); }

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

void panel_builder::add(figure_rows rows) {
  check_call(rows);
  for (std::size_t i = 0; i < rows.values.size(); ++i) {
    std::int64_t line = rows.first_line;
    if (line != 0) {
      line += rows.line_offsets.empty() ? static_cast<std::int64_t>(i) : rows.line_offsets[i];
    }
    const period when = rows.periods[rows.period_codes[i]];
    if (is_reported_empty(rows.values[i])) {
      add_empty(rows.areas[i], rows.indicators[i], when, line);
    } else {
      add(rows.areas[i], rows.indicators[i], when, rows.values[i], line);
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
        {rows_.size() - 1, how, clipped(known, i.limits), o.status, o.printed, o.note});
  }
}

void panel_builder::add_derived(const derived_figure& f) {
  check_call(f.area, f.indicator, f.period);
  const row r{f.area, f.indicator, f.period, f.value + 0.0, 0};
  if (!std::isfinite(f.value)) {
    faults_.add(errc::not_finite, where(r), "expected a finite number, found none");
    return;
  }
  if (!accept_form(r, nullptr)) return;
  rows_.push_back(r);
  if (f.how != qualifier::exact || f.status != observation_status::normal) {
    extras_.push_back({rows_.size() - 1, f.how, f.known, f.status, {}, {}});
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
  if (!accept_form(r, at)) return false;
  rows_.push_back(r);
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

place panel_builder::where(const row& r, const place* at) const {
  place p = at != nullptr ? *at : place{};
  p.line = r.line;
  if (p.file.empty()) p.file = file_;
  p.indicator = (*catalog_)[r.indicator].id;
  p.area = (*areas_)[r.area].code;
  p.period = to_string(r.period);
  return p;
}

panel panel_builder::build() {
  const std::size_t limit = faults_.limit();
  fault_list faults = std::exchange(faults_, fault_list(limit));
  assembly parts{*this, std::exchange(rows_, {}), std::exchange(extras_, {}), {}, {}};
  forms_.assign(forms_.size(), std::nullopt);

  if (faults.errors() > 0) {
    parts.report_duplicates(faults);
    throw input_error(std::move(faults));
  }

  auto made = std::make_shared<panel::contents>();
  made->catalog = catalog_;
  made->areas = areas_;
  made->reported = parts.rows.size();
  made->blocks.reserve(parts.extents.size());
  parts.find_extents();
  for (std::size_t i = 0; i < parts.extents.size(); ++i) {
    if (parts.extents[i].rows == 0) continue;
    made->blocks.push_back(parts.empty_block(parts.extents[i]));
    parts.rooms[i] = {&made->blocks.back(), made->blocks.back().first_.ordinal()};
  }
  if (!parts.fill()) {
    parts.report_duplicates(faults);
    throw input_error(std::move(faults));
  }
  parts.place_extras();
  for (panel_block& b : made->blocks) assembly::find_decimals(b);
  return panel(std::move(made));
}

}  // namespace zhibiao::inline ZB_ABI
