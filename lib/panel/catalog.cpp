#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/value/nearest.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <unordered_set>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

using index_of_id = std::unordered_map<std::string, indicator_index>;

std::string quoted(std::string_view id) { return "'" + std::string(id) + "'"; }

std::string unit_text(unit u) {
  const std::string text = to_string(u);
  return text.empty() ? "no unit" : text;
}

std::string not_an_indicator(std::string_view id, std::span<const indicator> indicators) {
  std::string message = "expected an indicator of the catalogue, found " + quoted(id);
  std::vector<std::string_view> ids;
  ids.reserve(indicators.size());
  for (const indicator& i : indicators) ids.push_back(i.id);
  if (const std::string_view nearest = nearest_name(id, ids); !nearest.empty()) {
    message += "; did you mean " + quoted(nearest) + "?";
  }
  return message;
}

bool can_be_part(indicator_kind kind) noexcept {
  return kind == indicator_kind::flow || kind == indicator_kind::stock ||
         kind == indicator_kind::binary;
}

bool has_parts(indicator_kind kind) noexcept {
  return kind == indicator_kind::rate || kind == indicator_kind::mean;
}

// Throws `error(too_large)`; only units of absurd scales lead there.
ratio product(ratio a, ratio b) {
  const std::int64_t left = std::gcd(a.numerator, b.denominator);
  const std::int64_t right = std::gcd(b.numerator, a.denominator);
  ratio r;
  if (__builtin_mul_overflow(a.numerator / left, b.numerator / right, &r.numerator) ||
      __builtin_mul_overflow(a.denominator / right, b.denominator / left, &r.denominator)) {
    throw error(errc::too_large, "the factor between the units is beyond 18 digits");
  }
  return r;
}

std::int64_t scale_of(unit u) {
  std::int64_t scale = 1;
  for (int i = 0; i < u.exponent; ++i) scale *= 10;
  return scale;
}

struct factor_or_reason {
  std::optional<ratio> factor;
  std::string reason;
};

factor_or_reason rate_factor(const indicator& i, unit numerator, unit denominator) {
  const bool is_share = dimension_of(i.unit) == dimension::percent;
  if (!is_share && i.unit != unit{}) {
    return {std::nullopt,
            "expected %, ‰ or no unit for a rate with parts, found " + unit_text(i.unit)};
  }
  if (!fits(numerator, denominator)) {
    return {std::nullopt, "expected parts that measure the same thing, found " +
                              unit_text(numerator) + " over " + unit_text(denominator)};
  }
  ratio factor = conversion(numerator, denominator);
  if (is_share) factor = product(product(factor, {100, 1}), conversion(percent(), i.unit));
  return {factor, {}};
}

factor_or_reason mean_factor(const indicator& i, unit numerator, unit denominator) {
  // The scale of the denominator is taken out of the quotient: a unit has one scale word only.
  unit quotient = numerator;
  (quotient.per == 0 ? quotient.per : quotient.per_also) = denominator.atom;
  const bool has_room = numerator.per_also == 0 && denominator.per == 0;
  if (!has_room || !fits(quotient, i.unit)) {
    return {std::nullopt, "expected the unit of a quotient of " + unit_text(numerator) + " and " +
                              unit_text(denominator) + ", found " + unit_text(i.unit)};
  }
  return {product(conversion(quotient, i.unit), {1, scale_of(denominator)}), {}};
}

class checker {
 public:
  checker(const std::vector<indicator>& indicators, const index_of_id& by_id, fault_list& faults)
      : indicators_(indicators), by_id_(by_id), faults_(faults) {}

  void add(const indicator& i, errc code, std::string message) {
    place where = i.defined_at;
    where.indicator = i.id;
    faults_.add(code, std::move(where), std::move(message));
  }

  std::optional<indicator_index> reference(const indicator& i, std::string_view role,
                                           const std::string& id) {
    if (id.empty()) return std::nullopt;
    const auto found = by_id_.find(id);
    if (found != by_id_.end()) return found->second;
    add(i, errc::unknown_reference, std::string(role) + ": " + not_an_indicator(id, indicators_));
    return std::nullopt;
  }

  void check_numbers(const indicator& i) {
    if (is_empty(i.limits)) {
      add(i, errc::bad_definition, "expected limits with the lower one first");
    }
    if (i.decimals < 0 || i.decimals > 9) {
      add(i, errc::bad_definition,
          "expected decimals from 0 to 9, found " + std::to_string(i.decimals));
    }
    if (!(i.min_coverage > 0 && i.min_coverage <= 1)) {
      add(i, errc::bad_definition, "expected min_coverage above 0 and at most 1");
    }
    if (!(i.min_base >= 0) || std::isinf(i.min_base)) {
      add(i, errc::bad_definition, "expected a min_base of 0 or more");
    }
    const bool is_finite_range =
        !is_empty(i.range) && std::isfinite(i.range.lower) && std::isfinite(i.range.upper);
    if (i.direction == direction::range && !is_finite_range) {
      add(i, errc::bad_definition,
          "expected a range of two finite numbers, the lower one first, with direction range");
    }
    if (i.direction != direction::range && i.range != interval{}) {
      add(i, errc::bad_definition,
          "expected direction range beside a range, found direction " +
              std::string(name(i.direction)));
    }
  }

  void check_rules(const indicator& i) {
    const std::string kind(name(i.kind));
    const std::string over_areas(name(i.over_areas));
    const std::string over_time(name(i.over_time));
    const bool has_both = !i.numerator.empty() && !i.denominator.empty();
    const bool has_one = !i.numerator.empty() || !i.denominator.empty();

    if (has_one && !has_both) {
      add(i, errc::bad_definition,
          std::string("expected a numerator and a denominator, found only the ") +
              (i.numerator.empty() ? "denominator" : "numerator"));
    }
    if (has_one && !has_parts(i.kind)) {
      add(i, errc::bad_definition, "only a rate or a mean has parts, this is a " + kind);
    }
    if (has_parts(i.kind) && i.over_areas == area_aggregation::sum) {
      add(i, errc::bad_definition,
          "a " + kind +
              " is never summed over areas: expected over_areas ratio_of_sums, weighted_mean or "
              "none");
    }
    if (i.over_areas == area_aggregation::ratio_of_sums && !has_one) {
      add(i, errc::bad_definition, "over_areas ratio_of_sums needs a numerator and a denominator");
    }
    if (i.over_areas == area_aggregation::weighted_mean && i.weight.empty()) {
      add(i, errc::bad_definition, "over_areas weighted_mean needs a weight");
    }
    if (i.over_time == time_aggregation::sum &&
        (has_parts(i.kind) || i.kind == indicator_kind::stock)) {
      add(i, errc::bad_definition,
          "a " + kind + " is never summed over time: expected over_time " +
              (has_parts(i.kind) ? "ratio_of_sums, last or none" : "last or none"));
    }
    if (i.over_time == time_aggregation::ratio_of_sums && !has_one) {
      add(i, errc::bad_definition, "over_time ratio_of_sums needs a numerator and a denominator");
    }
    if (!i.of.empty() && i.kind != indicator_kind::growth) {
      add(i, errc::bad_definition, "only a growth is the growth of something, this is a " + kind);
    }
    if (i.kind == indicator_kind::growth) check_growth(i);
    if (i.kind == indicator_kind::stock && i.form == form::year_to_date) {
      add(i, errc::bad_definition, "a stock is a level at a date and has no year-to-date");
    }
  }

  void check_growth(const indicator& i) {
    if (i.unit != percent()) {
      add(i, errc::bad_definition, "expected % for a growth, found " + unit_text(i.unit));
    }
    if (i.over_areas != area_aggregation::none || i.over_time == time_aggregation::sum) {
      add(i, errc::bad_definition, "a growth is neither summed nor averaged: expected none");
    }
  }

  // What a growth is of must change in percent itself.
  bool can_grow(const indicator& i, indicator_index of) {
    const indicator& p = indicators_[of];
    if (!changes_in_points(p.kind) && p.kind != indicator_kind::binary) return true;
    add(i, errc::bad_definition,
        "of: expected a figure that changes in percent, but " + quoted(p.id) + " is a " +
            std::string(name(p.kind)));
    return false;
  }

  // A part or weight must be something that adds up.
  bool is_additive(const indicator& i, std::string_view role, indicator_index part) {
    const indicator& p = indicators_[part];
    if (can_be_part(p.kind)) return true;
    add(i, errc::bad_definition,
        std::string(role) + ": expected a figure that adds up, such as a flow or a stock, but " +
            quoted(p.id) + " is a" + (p.kind == indicator_kind::index ? "n " : " ") +
            std::string(name(p.kind)));
    return false;
  }

  std::optional<indicator_parts> parts(const indicator& i, indicator_index numerator,
                                       indicator_index denominator) {
    const unit n = indicators_[numerator].unit;
    const unit d = indicators_[denominator].unit;
    try {
      factor_or_reason f =
          i.kind == indicator_kind::rate ? rate_factor(i, n, d) : mean_factor(i, n, d);
      if (f.factor) return indicator_parts{numerator, denominator, *f.factor};
      add(i, errc::unit_does_not_fit, std::move(f.reason));
    } catch (const error& e) {
      add(i, errc::unit_does_not_fit, e.message());
    }
    return std::nullopt;
  }

 private:
  const std::vector<indicator>& indicators_;
  const index_of_id& by_id_;
  fault_list& faults_;
};

// What an indicator refers to: numerator, denominator, weight, what it is the growth of.
using references = std::array<std::optional<indicator_index>, 4>;

// Finds each circle of references once and says whether an indicator stands on one.
std::vector<bool> report_circles(const std::vector<indicator>& indicators,
                                 const std::vector<references>& refers, checker& check) {
  enum class mark : std::uint8_t { fresh, open, done };
  struct step {
    indicator_index at;
    std::size_t next;
  };
  std::vector<mark> marks(indicators.size(), mark::fresh);
  std::vector<bool> on_circle(indicators.size(), false);
  std::vector<step> path;
  for (indicator_index start = 0; start < indicators.size(); ++start) {
    if (marks[start] != mark::fresh) continue;
    path.push_back({start, 0});
    marks[start] = mark::open;
    while (!path.empty()) {
      step& here = path.back();
      if (here.next == refers[here.at].size()) {
        marks[here.at] = mark::done;
        path.pop_back();
        continue;
      }
      const std::optional<indicator_index> to = refers[here.at][here.next++];
      if (!to) continue;
      if (marks[*to] == mark::fresh) {
        marks[*to] = mark::open;
        path.push_back({*to, 0});
      } else if (marks[*to] == mark::open) {
        const auto first =
            std::find_if(path.begin(), path.end(), [to](const step& s) { return s.at == *to; });
        std::string circle;
        for (auto s = first; s != path.end(); ++s) {
          circle += indicators[s->at].id + " -> ";
          on_circle[s->at] = true;
        }
        check.add(indicators[*to], errc::cycle,
                  "expected references that end, found the circle " + circle + indicators[*to].id);
      }
    }
  }
  return on_circle;
}

}  // namespace

catalog catalog::make(std::vector<indicator> indicators, std::vector<indicator_group> groups,
                      std::size_t fault_limit) {
  fault_list faults(fault_limit);
  catalog made;
  if (indicators.size() > std::numeric_limits<indicator_index>::max()) {
    throw error(errc::too_large, "more indicators than can be numbered");
  }

  std::unordered_set<std::string_view> group_ids;
  for (const indicator_group& g : groups) {
    if (!group_ids.insert(g.id).second) {
      faults.add(errc::duplicate_id, {}, "the group " + quoted(g.id) + " is given twice");
    }
  }

  checker check(indicators, made.by_id_, faults);
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    const indicator& one = indicators[i];
    if (one.id.empty()) {
      check.add(one, errc::missing_value, "expected an id, found none");
      continue;
    }
    const auto [other, is_new] = made.by_id_.emplace(one.id, static_cast<indicator_index>(i));
    if (is_new) continue;
    const std::int64_t line = indicators[other->second].defined_at.line;
    check.add(one, errc::duplicate_id,
              "the id " + quoted(one.id) + " is already taken" +
                  (line > 0 ? " at line " + std::to_string(line) : std::string()));
  }

  std::vector<references> refers(indicators.size());
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    const indicator& one = indicators[i];
    if (!one.group.empty() && group_ids.count(one.group) == 0) {
      check.add(one, errc::unknown_reference,
                "group: expected a group of the catalogue, found " + quoted(one.group));
    }
    refers[i] = {check.reference(one, "numerator", one.numerator),
                 check.reference(one, "denominator", one.denominator),
                 check.reference(one, "weight", one.weight), check.reference(one, "of", one.of)};
    check.check_numbers(one);
    check.check_rules(one);
  }

  const std::vector<bool> on_circle = report_circles(indicators, refers, check);
  made.parts_.resize(indicators.size());
  made.weights_.resize(indicators.size());
  made.grown_.resize(indicators.size());
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    // Whatever else could be said of a circle follows from its being one.
    if (on_circle[i]) continue;
    indicator& one = indicators[i];
    const auto& [numerator, denominator, weight, grown] = refers[i];
    if (grown && check.can_grow(one, *grown)) {
      made.grown_[i] = grown;
      one.of_unit = indicators[*grown].unit;
      one.of_decimals = indicators[*grown].decimals;
    }
    if (weight && check.is_additive(one, "weight", *weight)) made.weights_[i] = weight;
    if (!numerator || !denominator || !has_parts(one.kind)) continue;
    const bool adds_above = check.is_additive(one, "numerator", *numerator);
    const bool adds_below = check.is_additive(one, "denominator", *denominator);
    if (adds_above && adds_below) made.parts_[i] = check.parts(one, *numerator, *denominator);
  }

  faults.throw_if_errors();
  made.indicators_ = std::move(indicators);
  made.groups_ = std::move(groups);
  return made;
}

std::optional<indicator_index> catalog::find(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

indicator_index catalog::at(std::string_view id) const {
  if (const auto found = find(id)) return *found;
  throw error(errc::unknown_indicator, not_an_indicator(id, indicators_));
}

}  // namespace zhibiao::inline ZB_ABI
