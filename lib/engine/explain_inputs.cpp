#include "engine/explain_inputs.hpp"

#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/period.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

class input_list {
 public:
  input_list(const traced_cell& cell, const speaker& say)
      : cell_(cell), say_(say), lines_(cell, say) {}

  std::vector<explained_input> list() {
    const result_cell& c = cell_.cell();
    add_figure(say_("本期", "current"), c.period);
    if (cell_.is_change()) {
      add_figure(c.measure == measure::period_on_period ? say_("上期", "previous period")
                                                        : say_("上年同期", "same period last year"),
                 cell_.base_period());
    }
    if (needs_target(c.measure) && !needs_schedule(c.measure)) add_target();
    return lines_.take();
  }

  std::vector<explained_input> list(std::span<const period_role> periods) {
    for (const period_role& p : periods) add_figure(p.role, p.at);
    return lines_.take();
  }

 private:
  /// The figure of this area at a period, with its parts or its towns behind it.
  void add_figure(const std::string& role, period p) {
    const result_cell& c = cell_.cell();
    const std::optional<std::size_t> column = cell_.column_of(p);
    const bool is_stated = c.measure == measure::stated;
    const std::string when = role + " " + (p.is_valid() ? describe(p, say_.lang()) : std::string());
    std::optional<figure> x;
    if (column) x = is_stated ? cell_.stated(*column) : cell_.value(*column);
    lines_.add(when, x, c.area, p, c.indicator);
    if (!column || is_stated) return;
    if (cell_.is_town()) {
      add_parts(p, *column);
    } else if (cell_.comes_from_towns(*column)) {
      add_towns(p, *column);
    }
  }

  void add_parts(period p, std::size_t column) {
    const std::optional<indicator_parts>& parts = cell_.parts();
    if (!parts) return;
    const area_index area = cell_.cell().area;
    const auto part_role = [&](std::string_view zh, std::string_view en, indicator_index of) {
      return "  " + say_(zh, en) + " " + cell_.data().catalog()[of].name.in(say_.lang());
    };
    lines_.add(part_role("分子", "numerator", parts->numerator), cell_.numerator(column), area, p,
               parts->numerator);
    lines_.add(part_role("分母", "denominator", parts->denominator), cell_.denominator(column),
               area, p, parts->denominator);
    if (cell_.comes_from_parts() && cell_.stated(column).is_there()) {
      lines_.add("  " + say_("上报的率，供核对", "the rate as stated, for comparison"),
                 cell_.stated(column), area, p, cell_.cell().indicator);
    }
  }

  void add_towns(period p, std::size_t column) {
    const row_range towns = cell_.towns();
    std::size_t left_out = 0;
    for (area_index town = towns.first; town < towns.last; ++town) {
      if (!cell_.data().areas().is_valid(town, p)) continue;
      const bool is_one_of_many = towns.size() > longest_list && cell_.went_in(town, column);
      if (is_one_of_many || lines_.size() > longest_list * 2) {
        ++left_out;
        continue;
      }
      std::string role = "  " + std::string(cell_.data().areas()[town].name);
      if (!cell_.went_in(town, column)) role += absence_of(town, column);
      lines_.add(std::move(role), cell_.town_values().at(cell_.row_of(town), column), town, p,
                 cell_.cell().indicator);
      const std::string ingredients = ingredients_of(town, column);
      if (!ingredients.empty()) lines_.add_detail(ingredients);
    }
    if (left_out != 0) {
      explained_input more;
      more.role =
          "  " + say_("其余 ", "and ") + std::to_string(left_out) + say_(" 个乡镇", " more towns");
      lines_.add(std::move(more));
    }
  }

  /// Why a town does not take part, where its own line does not say it.
  std::string absence_of(area_index town, std::size_t column) const {
    const figure own = cell_.town_values().at(cell_.row_of(town), column);
    if (own.why == status::out_of_domain) {
      return say_("（未参与：分子与分母相互矛盾）",
                  " (does not take part: its parts contradict each other)");
    }
    if (cell_.takes_part(town, column) && !is_there_in_both(town)) {
      return say_("（未参与：另一期无此区划）",
                  " (does not take part: there is no such area in the other period)");
    }
    if (cell_.takes_part(town, column)) {
      return say_("（未参与：另一期没有）", " (does not take part: nothing for the other period)");
    }
    if (own.is_there() && cell_.definition().over_areas == area_aggregation::ratio_of_sums) {
      return say_("（未参与：只报了率，没有分子分母）",
                  " (does not take part: only the rate is stated, not its parts)");
    }
    if (own.is_there() && cell_.definition().over_areas == area_aggregation::weighted_mean) {
      return say_("（未参与：没有权数）", " (does not take part: no weight)");
    }
    return say_("（未参与）", " (does not take part)");
  }

  bool is_there_in_both(area_index town) const {
    const area_tree& areas = cell_.data().areas();
    return areas.is_valid(town, cell_.cell().period) && areas.is_valid(town, cell_.base_period());
  }

  /// The parts of a town's rate or its weight, so that the figure above it can be added up again.
  std::string ingredients_of(area_index town, std::size_t column) const {
    const std::size_t row = cell_.row_of(town);
    if (cell_.definition().over_areas == area_aggregation::ratio_of_sums &&
        cell_.takes_part(town, column)) {
      return number_text(cell_.town_numerators()->value(row, column)) + " ÷ " +
             number_text(cell_.town_denominators()->value(row, column));
    }
    if (cell_.definition().over_areas == area_aggregation::weighted_mean &&
        cell_.takes_part(town, column)) {
      return say_("权数 ", "weight ") + number_text(cell_.town_weights()->value(row, column));
    }
    return {};
  }

  void add_target() {
    explained_input in;
    in.role = say_("目标", "target");
    const target* t = cell_.stated_target();
    in.figure = t != nullptr ? to_string(*t, cell_.definition().unit, say_.lang()) : "—";
    in.why = t != nullptr ? status::ok : status::no_target;
    if (t == nullptr) in.detail = std::string(describe(in.why, say_.lang()));
    if (t != nullptr && !t->where.file.empty()) in.detail = to_string(t->where);
    lines_.add(std::move(in));
    if (const growth_base* from = cell_.growth_base_of_target()) {
      lines_.add(base_of_growth(*from, cell_.definition(), say_));
    }
  }

  const traced_cell& cell_;
  const speaker& say_;
  input_lines lines_;
};

}  // namespace

void input_lines::add(std::string role, const std::optional<figure>& x, area_index area, period p,
                      indicator_index of) {
  explained_input in;
  in.role = std::move(role);
  in.why = x ? x->why : status::not_reported;
  in.figure = "—";
  if (x && x->is_there()) {
    in.figure = figure_text(x->value, x->known, cell_.data().catalog()[of].unit, say_);
  }
  if (in.why != status::ok) in.detail = std::string(describe(in.why, say_.lang()));
  // The words and the note of a withheld figure would give it away.
  if (x && in.why != status::suppressed) add_remark(in, area, p, of);
  lines_.push_back(std::move(in));
}

void input_lines::add_remark(explained_input& in, area_index area, period p,
                             indicator_index of) const {
  const std::optional<std::size_t> slot = cell_.block().slot(of);
  const std::optional<std::size_t> t = cell_.block().find(p);
  if (!slot || !t) return;
  const remark* said = cell_.block().find_remark(*slot, area, *t);
  if (said == nullptr) return;
  const auto add_words = [&](const std::string& words) {
    if (!in.detail.empty()) in.detail += say_("；", "; ");
    in.detail += words;
  };
  if (!said->printed.empty()) add_words(say_("原文 ", "the report says ") + said->printed);
  if (!said->note.empty()) add_words(said->note);
  if (!said->made_of.empty()) {
    add_words(say_("按可比口径：", "on the comparable basis: ") + said->made_of);
  }
}

void input_lines::add_detail(const std::string& words) {
  std::string& detail = lines_.back().detail;
  if (!detail.empty()) detail.insert(0, say_("；", "; "));
  detail.insert(0, words);
}

std::vector<explained_input> inputs_of_periods(const traced_cell& cell, const speaker& say,
                                               std::span<const period_role> periods) {
  return input_list(cell, say).list(periods);
}

explained_input base_of_growth(const growth_base& from, const indicator& of, const speaker& say) {
  explained_input in;
  in.role = say("  增长的基数 ", "  the base of growth ") +
            (from.at.is_valid() ? describe(from.at, say.lang()) : std::string());
  in.why = from.why;
  in.figure = from.value == from.value ? figure_text(from.value, exactly(from.value), of.unit, say)
                                       : std::string("—");
  if (in.why != status::ok) in.detail = std::string(describe(in.why, say.lang()));
  return in;
}

std::vector<explained_input> inputs_of(const traced_cell& cell, const speaker& say) {
  return input_list(cell, say).list();
}

}  // namespace zhibiao::inline ZB_ABI::engine
