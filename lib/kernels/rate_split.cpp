#include <zhibiao/kernels/rate_split.hpp>

#include "kernels/error_free.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

using long_number = two_parts<double>;

bool is_there(const quotient& q) noexcept {
  return detail::is_there(q.part) && detail::is_there(q.all);
}

/// Numerators and denominators added up.
struct parts_sum {
  long_number part{0, 0};
  long_number all{0, 0};
  bool any = false;

  void add(const quotient& q) noexcept {
    part = normal(plus(part, {q.part, 0}));
    all = normal(plus(all, {q.all, 0}));
    any = true;
  }
  bool is_zero() const noexcept { return all.high == 0; }
  long_number rate() const noexcept { return normal(divided(part, all)); }
};

long_number half(long_number x) noexcept { return {x.high / 2, x.low / 2}; }

/// mean(s) * (r - r') of one member, `all` and `all_base` being the denominators of all.
long_number own_effect(const split_member& m, long_number all, long_number all_base) noexcept {
  if (m.current.all == 0 || m.base.all == 0) return {0, 0};
  const auto over = [](double x, long_number y) { return divided<double>({x, 0}, y); };
  const long_number share = half(plus(over(m.current.all, all), over(m.base.all, all_base)));
  const long_number change = minus(divided<double>({m.current.part, 0}, {m.current.all, 0}),
                                   divided<double>({m.base.part, 0}, {m.base.all, 0}));
  return normal(times(normal(share), normal(change)));
}

rate_split without_number(status why) noexcept {
  const cell c{no_number, why};
  return {c, c, c, c, c};
}

}  // namespace

rate_split split_of_rate(std::span<const split_member> members, split_unit in) noexcept {
  parts_sum now;
  parts_sum then;
  parts_sum stayed_now;
  parts_sum stayed_then;
  bool any_entry = false;
  bool any_exit = false;
  for (const split_member& m : members) {
    const bool is_now = is_there(m.current);
    const bool is_then = is_there(m.base);
    if (is_now) now.add(m.current);
    if (is_then) then.add(m.base);
    any_entry = any_entry || (is_now && !is_then);
    any_exit = any_exit || (is_then && !is_now);
    if (!is_now || !is_then) continue;
    stayed_now.add(m.current);
    stayed_then.add(m.base);
  }
  if (!now.any) return without_number(status::not_reported);
  if (!then.any) return without_number(status::base_not_reported);
  if (!stayed_now.any) return without_number(status::not_comparable);
  if (now.is_zero() || then.is_zero() || stayed_now.is_zero() || stayed_then.is_zero()) {
    return without_number(status::out_of_domain);
  }
  const long_number base = then.rate();
  if (in == split_unit::percent_of_base && !(base.high > 0)) {
    return without_number(status::out_of_domain);
  }

  long_number own{0, 0};
  for (const split_member& m : members) {
    if (!is_there(m.current) || !is_there(m.base)) continue;
    own = normal(plus(own, own_effect(m, stayed_now.all, stayed_then.all)));
  }
  const auto told = [&](long_number effect) {
    if (in == split_unit::percent_of_base) effect = divided(times(effect, 100.0), base);
    return finite(rounded(effect), status::ok);
  };
  rate_split s;
  s.whole = told(minus(now.rate(), base));
  s.own = told(own);
  s.structure = told(minus(minus(stayed_now.rate(), stayed_then.rate()), own));
  s.entry = any_entry ? told(minus(now.rate(), stayed_now.rate())) : cell{0, status::ok};
  s.exit = any_exit ? told(minus(stayed_then.rate(), base)) : cell{0, status::ok};
  for (const cell& c : {s.whole, s.own, s.structure, s.entry, s.exit}) {
    if (!has_number(c.why)) return without_number(c.why);
  }
  return s;
}

}  // namespace zhibiao::inline ZB_ABI::kernels
