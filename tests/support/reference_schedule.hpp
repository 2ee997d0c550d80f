#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/status.hpp>

#include "support/reference.hpp"

#include <cmath>

/// The slow twin of the straight formulas of a schedule: in fractions, one after the other.
namespace zhibiao::test {

/// What the twin says: a fraction, or why there is none.
struct slow_scheduled {
  fraction value;
  status why = status::ok;
};

inline bool agrees(const slow_scheduled& twin, const kernels::cell& c) {
  if (twin.why != c.why) return false;
  if (!has_number(c.why)) return std::isnan(c.value);
  const double wanted = nearest(twin.value);
  return c.value == wanted || std::fabs(c.value - wanted) <= 4e-16 * std::fabs(wanted);
}

class slow_schedule {
 public:
  slow_schedule(double x, double base, double goal, int part, int all, int places)
      : has_x_(x == x),
        has_base_(base == base),
        part_(part),
        all_(all),
        goal_(from_double<fraction>(goal, places)) {
    if (has_x_) x_ = from_double<fraction>(x, places);
    if (has_base_) base_ = from_double<fraction>(base, places);
  }

  slow_scheduled progress() const {
    if (!has_x_) return {{}, status::not_reported};
    if (!(fraction(0) < goal_)) return {{}, status::out_of_domain};
    return {x_ * fraction(100) / goal_};
  }

  slow_scheduled lead_of_total(bool is_limit) const {
    const slow_scheduled done = progress();
    if (!has_number(done.why)) return done;
    if (all_ == 0) return {{}, status::out_of_domain};
    const fraction lead = done.value - share() * fraction(100);
    return {is_limit ? fraction(0) - lead : lead};
  }

  slow_scheduled expected() const { return {base_ + (goal_ - base_) * share()}; }

  slow_scheduled lead_of_level(bool is_limit) const {
    if (!has_x_) return {{}, status::not_reported};
    const fraction lead = x_ - expected().value;
    return {is_limit ? fraction(0) - lead : lead};
  }

  /// `part` is how many periods are left.
  slow_scheduled required_pace() const {
    if (!has_x_) return {{}, status::not_reported};
    if (part_ == 0) return {{}, status::deadline_passed};
    return {(goal_ - x_) / fraction(part_)};
  }

  slow_scheduled projection() const {
    if (!has_x_) return {{}, status::not_reported};
    if (!has_base_) return {{}, status::base_not_reported};
    if (part_ == 0) return {{}, status::out_of_domain};
    return {base_ + (x_ - base_) / share()};
  }

 private:
  fraction share() const { return {part_, all_}; }

  bool has_x_;
  bool has_base_;
  int part_;
  int all_;
  fraction x_;
  fraction base_;
  fraction goal_;
};

}  // namespace zhibiao::test
