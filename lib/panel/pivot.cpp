#include <zhibiao/panel/missing.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/panel/pivot.hpp>
#include <zhibiao/value/error.hpp>

#include "panel/in_threads.hpp"
#include "panel/key_reader.hpp"
#include "panel/panel_assembly.hpp"
#include "panel/panel_outline.hpp"
#include "panel/period_key.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <functional>
#include <new>
#include <optional>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace detail {
namespace {

// Rows that are read together: their meanings stay in the nearest cache.
constexpr std::size_t strip = 64;

bool is_whole_numbers(const key_column& column) noexcept {
  return std::holds_alternative<std::span<const std::int16_t>>(column) ||
         std::holds_alternative<std::span<const std::int32_t>>(column) ||
         std::holds_alternative<std::span<const std::int64_t>>(column);
}

// What a discovered axis is made of: each text once, none empty.
std::vector<std::string> axis_of(key_reader& keys, bool is_numbers) {
  std::vector<std::string> texts = keys.collected();
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  if (!texts.empty() && texts.front().empty()) texts.erase(texts.begin());
  if (is_numbers) {
    const auto number = [](const std::string& text) {
      std::int64_t n = 0;
      std::from_chars(text.data(), text.data() + text.size(), n);
      return n;
    };
    std::sort(texts.begin(), texts.end(), [&number](const std::string& a, const std::string& b) {
      return number(a) < number(b);
    });
  }
  return texts;
}

}  // namespace

/// One pivot under way.
class pivoting {
 public:
  pivoting(const long_columns& rows, const pivot_options& how)
      : rows_(rows),
        how_(how),
        catalog_(how.catalog),
        areas_(how.areas),
        area_keys_(key_reader::of(rows.areas)),
        indicator_keys_(key_reader::of(rows.indicators)),
        period_keys_(key_reader::of(rows.periods)) {
    check_call();
    threads_ = useful_threads(how.threads, size());
  }

  panel run() {
    collect();
    make_axes();
    set_meanings();
    // Where anything is not as it should be, the rows are looked at one by one: what is wrong with them
    // is said there and nowhere else.
    if (std::optional<panel> made = try_fast()) return *std::move(made);
    return build_one_by_one();
  }

 private:
  std::size_t size() const noexcept { return rows_.values.size(); }

  void check_call() const;
  void collect();
  void make_axes();
  void set_meanings();
  std::optional<panel_outline> outline();
  std::optional<panel> try_fast();
  bool place_share(const panel_assembly& parts, share mine);
  void read_values(std::size_t first, std::size_t n, double* out) const noexcept;
  bool is_valid(std::size_t row) const noexcept;

  panel build_one_by_one();
  bool report_keys(fault_list& faults, std::size_t row, meaning area, meaning indicator,
                   meaning when);
  void report(fault_list& faults, std::size_t row, const key_reader& keys, errc unknown,
              std::string_view what, const std::function<void(std::string_view)>& look_up);

  const long_columns& rows_;
  const pivot_options& how_;
  std::shared_ptr<const zhibiao::catalog> catalog_;
  std::shared_ptr<const area_tree> areas_;
  std::unique_ptr<key_reader> area_keys_;
  std::unique_ptr<key_reader> indicator_keys_;
  std::unique_ptr<key_reader> period_keys_;
  std::size_t threads_ = 1;
};

void pivoting::check_call() const {
  if (how_.threads < 1) {
    throw error(errc::invalid_argument,
                "expected at least one thread, found " + std::to_string(how_.threads));
  }
  const auto check = [this](const key_column& column, const key_reader& keys,
                            std::string_view what) {
    const auto* texts = std::get_if<fixed_texts>(&column);
    if (texts != nullptr && size() > 0 &&
        (texts->width == 0 || texts->bytes.size() % texts->width != 0)) {
      throw error(errc::invalid_argument, "expected texts of one width, found " +
                                              std::to_string(texts->bytes.size()) + " bytes of " +
                                              std::string(what) + " in texts of " +
                                              std::to_string(texts->width));
    }
    if (keys.size() == size()) return;
    throw error(errc::invalid_argument, "expected columns of one length, found " +
                                            std::to_string(size()) + " values and " +
                                            std::to_string(keys.size()) + " " + std::string(what));
  };
  check(rows_.areas, *area_keys_, "areas");
  check(rows_.indicators, *indicator_keys_, "indicators");
  check(rows_.periods, *period_keys_, "periods");
}

// Which indicators and periods there are must be known before a cell has its place; areas only where
// there is no list of them.
void pivoting::collect() {
  std::vector<key_reader*> columns = {indicator_keys_.get(), period_keys_.get()};
  if (areas_ == nullptr) columns.push_back(area_keys_.get());
  std::vector<std::vector<std::unique_ptr<key_reader>>> of_others(threads_);
  for (std::size_t thread = 1; thread < threads_; ++thread) {
    for (key_reader* keys : columns) of_others[thread].push_back(keys->clone());
  }
  in_threads(threads_, [&](std::size_t thread) {
    const share mine = share_of(size(), thread, threads_);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      key_reader& keys = thread == 0 ? *columns[c] : *of_others[thread][c];
      keys.collect(mine.first, mine.last);
    }
  });
  for (const auto& readers : of_others) {
    for (std::size_t c = 0; c < readers.size(); ++c) columns[c]->collect(*readers[c]);
  }
}

void pivoting::make_axes() {
  if (catalog_ == nullptr) {
    std::vector<indicator> list;
    for (std::string& id : axis_of(*indicator_keys_, is_whole_numbers(rows_.indicators))) {
      indicator i = how_.discovered;
      i.id = std::move(id);
      i.name = {i.id, i.id};
      list.push_back(std::move(i));
    }
    catalog_ = std::make_shared<const zhibiao::catalog>(
        catalog::make(std::move(list), {}, how_.fault_limit));
  }
  if (areas_ == nullptr) {
    std::vector<area> list;
    for (std::string& code : axis_of(*area_keys_, is_whole_numbers(rows_.areas))) {
      area a;
      a.name = code;
      a.code = std::move(code);
      list.push_back(std::move(a));
    }
    areas_ = std::make_shared<const area_tree>(area_tree::make(std::move(list), how_.fault_limit));
  }
}

void pivoting::set_meanings() {
  area_keys_->set_meanings(
      [this](std::string_view text) { return areas_->find(text).value_or(no_meaning); });
  indicator_keys_->set_meanings(
      [this](std::string_view text) { return catalog_->find(text).value_or(no_meaning); });
  area_keys_->expect(
      {areas_->size(), [this](meaning area) -> std::string_view { return (*areas_)[area].code; }});
  period_keys_->set_meanings([](std::string_view text) {
    const result<period> read = try_parse_period(text);
    return read ? key_of(*read) : no_meaning;
  });
}

// None where a key means nothing.
std::optional<panel_outline> pivoting::outline() {
  const bool knows_areas = area_keys_->resolve();
  const bool knows_indicators = indicator_keys_->resolve();
  const bool knows_periods = period_keys_->resolve();
  if (!knows_areas || !knows_indicators || !knows_periods) return std::nullopt;

  panel_outline found(catalog_->size());
  for (const meaning period : period_keys_->meanings()) found.add(period);
  if (const std::optional<std::size_t> only = found.only_block()) {
    for (const meaning i : indicator_keys_->meanings()) found.add_to_block(i, *only);
    return found;
  }
  // Only the rows tell which indicator comes how often.
  std::vector<panel_outline> of_threads(threads_, found);
  in_threads(threads_, [&](std::size_t thread) {
    const std::unique_ptr<key_reader> indicators = indicator_keys_->clone();
    const std::unique_ptr<key_reader> periods = period_keys_->clone();
    meaning indicator[strip];
    meaning period[strip];
    const share mine = share_of(size(), thread, threads_);
    for (std::size_t at = mine.first; at < mine.last; at += strip) {
      const std::size_t n = std::min(strip, mine.last - at);
      if (!indicators->read(at, n, indicator) || !periods->read(at, n, period)) return;
      for (std::size_t k = 0; k < n; ++k) {
        of_threads[thread].add_to_block(indicator[k], block_of(period[k]));
      }
    }
  });
  for (const panel_outline& other : of_threads) found.add(other);
  return found;
}

// None where some row has a fault.
std::optional<panel> pivoting::try_fast() try {
  const std::optional<panel_outline> found = outline();
  if (!found || !found->keeps_forms(*catalog_) || found->too_large(areas_->size())) {
    return std::nullopt;
  }
  panel_assembly parts(catalog_, areas_, *found, how_.threads, how_.memory);
  std::atomic<bool> is_good{true};
  in_threads(threads_, [&](std::size_t thread) {
    if (!place_share(parts, share_of(size(), thread, threads_))) is_good = false;
  });
  if (!is_good) return std::nullopt;
  parts.look_through();
  if (parts.filled() != size() || !parts.keeps_limits() || !parts.keeps_validity()) {
    return std::nullopt;
  }
  return parts.finish(size());
} catch (const std::bad_alloc&) {
  // The builder says so in words.
  return std::nullopt;
}

bool pivoting::place_share(const panel_assembly& parts, share mine) {
  const std::unique_ptr<key_reader> area_keys = area_keys_->clone();
  const std::unique_ptr<key_reader> indicator_keys = indicator_keys_->clone();
  const std::unique_ptr<key_reader> period_keys = period_keys_->clone();
  // Where there is one block, indicators and periods stand for their parts of the number of a cell at once.
  const bool are_parts = parts.has_one_block();
  if (are_parts) {
    indicator_keys->change_meanings([&parts](meaning i) { return parts.part_of_indicator(i); });
    period_keys->change_meanings([&parts](meaning when) { return parts.part_of_period(when); });
  }
  meaning areas[strip];
  meaning indicators[strip];
  meaning periods[strip];
  // Figures are written a strip later than their cells are asked for: by then they are there.
  struct written_next {
    double* cells[strip];
    double values[strip];
    std::size_t size = 0;
  } strips[2];
  std::size_t turn = 0;
  for (std::size_t at = mine.first; at < mine.last; at += strip) {
    const std::size_t n = std::min(strip, mine.last - at);
    constexpr std::size_t ahead = 512;
    for (const key_reader* keys : {area_keys.get(), indicator_keys.get(), period_keys.get()}) {
      keys->fetch(at + ahead, n);
    }
    fetch_lines(rows_.values.data(), (at + ahead) * sizeof(double), n * sizeof(double));
    const bool are_known = area_keys->read(at, n, areas) &&
                           indicator_keys->read(at, n, indicators) &&
                           period_keys->read(at, n, periods);
    if (!are_known) return false;
    written_next& now = strips[turn];
    now.size = n;
    if (are_parts) {
      parts.find_parts(areas, indicators, periods, n, now.cells);
    } else {
      parts.find(areas, indicators, periods, n, now.cells);
    }
    read_values(at, n, now.values);
    turn = 1 - turn;
    panel_assembly::write(strips[turn].cells, strips[turn].values, strips[turn].size);
  }
  turn = 1 - turn;
  panel_assembly::write(strips[turn].cells, strips[turn].values, strips[turn].size);
  return true;
}

bool pivoting::is_valid(std::size_t row) const noexcept {
  const std::size_t bit = rows_.validity_offset + row;
  return (rows_.validity[bit / 8] >> bit % 8 & 1) != 0;
}

void pivoting::read_values(std::size_t first, std::size_t n, double* out) const noexcept {
  const double* const values = rows_.values.data() + first;
  // Adding zero makes -0 the 0 it stands for, so that equal inputs give equal bits.
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = is_missing(values[i]) ? reported_empty : values[i] + 0.0;
  }
  if (rows_.validity == nullptr) return;
  for (std::size_t i = 0; i < n; ++i) out[i] = is_valid(first + i) ? out[i] : reported_empty;
}

void pivoting::report(fault_list& faults, std::size_t row, const key_reader& keys, errc unknown,
                      std::string_view what, const std::function<void(std::string_view)>& look_up) {
  if (faults.errors() >= faults.limit()) {
    faults.add(unknown, {}, {});
    return;
  }
  place where;
  where.file = how_.name;
  where.line = static_cast<std::int64_t>(row) + 1;
  const std::string text = keys.text(row);
  if (std::string why = keys.why_no_text(row); !why.empty()) {
    faults.add(unknown, std::move(where), std::move(why));
  } else if (text.empty()) {
    faults.add(errc::missing_value, std::move(where),
               "expected " + std::string(what) + ", found none");
  } else {
    try {
      look_up(text);
    } catch (const error& e) {
      faults.add(e.code(), std::move(where), e.message());
    }
  }
}

bool pivoting::report_keys(fault_list& faults, std::size_t row, meaning area, meaning indicator,
                           meaning when) {
  if (area == no_meaning) {
    report(faults, row, *area_keys_, errc::unknown_area, "the code of an area",
           [this](std::string_view text) { areas_->at(text); });
  }
  if (indicator == no_meaning) {
    report(faults, row, *indicator_keys_, errc::unknown_indicator, "the id of an indicator",
           [this](std::string_view text) { catalog_->at(text); });
  }
  if (when == no_meaning) {
    report(faults, row, *period_keys_, errc::not_a_period, "a period",
           [](std::string_view text) { parse_period(text); });
  }
  return area != no_meaning && indicator != no_meaning && when != no_meaning;
}

panel pivoting::build_one_by_one() {
  panel_builder builder(catalog_, areas_, how_.fault_limit);
  builder.set_file(how_.name);
  builder.line_word_ = "in row";
  meaning area[strip];
  meaning indicator[strip];
  meaning when[strip];
  double value[strip];
  for (std::size_t at = 0; at < size(); at += strip) {
    const std::size_t n = std::min(strip, size() - at);
    read_values(at, n, value);
    area_keys_->read(at, n, area);
    indicator_keys_->read(at, n, indicator);
    period_keys_->read(at, n, when);
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t row = at + k;
      if (!report_keys(builder.faults(), row, area[k], indicator[k], when[k])) continue;
      const auto line = static_cast<std::int64_t>(row) + 1;
      if (is_missing(value[k])) {
        builder.add_empty(area[k], indicator[k], period_of(when[k]), line);
      } else {
        builder.add(area[k], indicator[k], period_of(when[k]), value[k], line);
      }
    }
  }
  return builder.build(how_.threads, how_.memory);
}

}  // namespace detail

indicator pivot_options::unknown_indicator() {
  indicator i;
  i.kind = indicator_kind::index;
  i.over_areas = area_aggregation::none;
  i.over_time = time_aggregation::none;
  i.decimals = 2;
  return i;
}

panel pivot(const long_columns& rows, const pivot_options& how) {
  return detail::pivoting(rows, how).run();
}

}  // namespace zhibiao::inline ZB_ABI
