#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/status.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

/// The twin of progress over years: one series of yearly figures, by powers of the mathematical library in
/// long doubles and the words of the methods.
namespace zhibiao::test {

struct slow_goal {
  int year = 0;
  double value = 0;
  bool up = true;
};

struct slow_goal_cell {
  long double value = 0;
  status why = status::ok;
};

class slow_goals {
 public:
  static bool knows(measure m) {
    return is_of_years(m) || m == measure::goal_distance || m == measure::frontier_distance;
  }

  /// `figures` by year, all above zero.
  slow_goals(std::map<int, double> figures, std::optional<slow_goal> goal, direction better)
      : figures_(std::move(figures)), goal_(goal), better_(better) {}

  slow_goal_cell at(measure m, const method_choice& by, int year) const {
    const bool asks_for_goal = m == measure::goal_progress ||
                               (by.progress == progress_method::escap && m != measure::trend);
    if (!figures_.contains(year)) return {0, status::not_reported};
    if (!goal_ && asks_for_goal) return {0, status::no_target};
    if (!goal_ && better_ != direction::up && better_ != direction::down) {
      return {0, status::out_of_domain};
    }
    const auto first = figures_.lower_bound(by.base_period ? by.base_period->year() : 2015);
    if (first == figures_.end() || first->first >= year) return {0, status::base_not_reported};
    const bool up = goal_ ? goal_->up : better_ == direction::up;
    const long double b = first->second;
    const long double x = figures_.at(year);
    const long double a = grown(x, b, year - first->first);
    const long double right_way = up ? a : -a;
    if (m == measure::trend) return {right_way * 100, status::ok};
    if (!goal_) return without_goal(m, by, right_way);

    const long double t = goal_->value;
    const bool met = up ? x >= t : x <= t;
    const bool is_class = m == measure::goal_class;
    switch (by.progress) {
      case progress_method::unsd: {
        if (m == measure::goal_score) return {0, status::out_of_domain};
        if (is_class && met) return {3, status::ok};
        if (t == b) return {0, status::out_of_domain};
        const long double v = x * std::pow(1 + a, static_cast<long double>(goal_->year - year));
        const long double q = (v - b) / (t - b);
        if (!is_class) return {q, status::ok};
        return {q >= 0.95L ? 3.0L : q >= 0.10L ? 2.0L : 1.0L, status::ok};
      }
      case progress_method::escap:
        return escap(m, first, year, b, x, t, up);
      default:
        break;
    }
    if (m == measure::goal_score) {
      if (by.progress == progress_method::eurostat) return {0, status::out_of_domain};
      if (met) return {5, status::ok};
    }
    if (is_class && met) return {4, status::ok};
    const long double r = grown(t, b, goal_->year - first->first);
    if (r == 0) return {0, status::out_of_domain};
    const long double ratio = right_way / std::fabs(r);
    if (is_class) {
      return {ratio >= 0.95L ? 3.0L : ratio >= 0.6L ? 2.0L : ratio >= 0 ? 1.0L : 0.0L, status::ok};
    }
    if (m == measure::goal_progress) return {ratio, status::ok};
    const long double score = ratio >= 0.6L ? 7.1429L * ratio - 4.2857L : 4.1667L * ratio - 2.5L;
    return {std::clamp(score, -5.0L, 5.0L), status::ok};
  }

 private:
  using place = std::map<int, double>::const_iterator;

  static long double grown(long double later, long double base, int years) {
    return std::pow(later / base, 1.0L / years) - 1;
  }

  static slow_goal_cell without_goal(measure m, const method_choice& by, long double a) {
    if (m == measure::goal_score) {
      if (by.progress != progress_method::open_sdg) return {0, status::out_of_domain};
      // Indicators without a limit have all the room.
      const long double score = a < 0        ? 125 * a - 2.5L
                                : a < 0.005L ? 500 * a - 2.5L
                                : a < 0.015L ? 250 * a - 1.25L
                                             : 500 * a - 5;
      return {std::clamp(score, -5.0L, 5.0L), status::ok};
    }
    switch (by.progress) {
      case progress_method::unsd:
        return {a >= 0.02L ? 3.0L : a >= 0.005L ? 2.0L : 1.0L, status::ok};
      case progress_method::eurostat:
        return {a >= 0.01L ? 3.0L : a >= 0 ? 2.0L : a >= -0.01L ? 1.0L : 0.0L, status::ok};
      default:
        return {a >= 0.015L ? 3.0L : a >= 0.005L ? 2.0L : a >= 0 ? 1.0L : 0.0L, status::ok};
    }
  }

  slow_goal_cell escap(measure m, place first, int year, long double b, long double x,
                       long double t, bool up) const {
    const auto met = [&](long double value) { return up ? value >= t : value <= t; };
    if (m == measure::goal_score) {
      if (met(x)) return {10, status::ok};
      if (t == b) return {0, status::out_of_domain};
      return {10 * (up ? x - b : b - x) / std::fabs(t - b), status::ok};
    }
    long double w0 = 0, w1 = 0, w2 = 0, v0 = 0, v1 = 0;
    for (place f = first; f != figures_.end() && f->first <= year; ++f) {
      const long double age = static_cast<long double>(year - f->first) / (year - first->first);
      const long double w = std::pow(0.1L, age);
      const long double when = f->first - first->first;
      w0 += w;
      w1 += w * when;
      w2 += w * when * when;
      v0 += w * f->second;
      v1 += w * when * f->second;
    }
    const long double slope = (w0 * v1 - w1 * v0) / (w0 * w2 - w1 * w1);
    const long double p = (v0 - slope * w1) / w0 + slope * (goal_->year - first->first);
    if (t == b && !met(p)) return {0, status::out_of_domain};
    long double gap = 0;
    if (!met(p)) {
      const bool back = up ? p < b : p > b;
      gap = back ? 100 + 100 * std::fabs(b - p) / std::fabs(t - b)
                 : 100 * std::fabs(t - p) / std::fabs(t - b);
    }
    if (m == measure::goal_progress) return {gap, status::ok};
    return {gap <= 10 ? 3.0L : gap <= 100 ? 2.0L : 1.0L, status::ok};
  }

  std::map<int, double> figures_;
  std::optional<slow_goal> goal_;
  direction better_;
};

}  // namespace zhibiao::test
