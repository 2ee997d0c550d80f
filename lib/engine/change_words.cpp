#include <zhibiao/engine/change_words.hpp>
#include <zhibiao/kernels/change.hpp>
#include <zhibiao/value/rounding.hpp>

#include "engine/explain_text.hpp"
#include "engine/scale_of.hpp"
#include "value/text.hpp"

#include <cmath>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

using engine::speaker;

class words_of_change {
 public:
  words_of_change(const result_cell& change, const indicator& of, language lang)
      : change_(change),
        of_(of),
        say_(lang),
        unit_(unit_of(change, of)),
        places_(decimals_of(change, of)) {}

  std::string text(double current, double base) const {
    const std::string prefix = span();
    switch (change_.why) {
      case status::base_zero:
        return from_zero(current);
      case status::both_zero:
        return prefix + say_("持平（均为0）", "unchanged (both 0)");
      case status::turned_positive:
        return prefix + (is_money() ? say_("扭亏为盈", "from loss to profit")
                                    : say_("由负转正", "turned positive"));
      case status::turned_negative:
        return prefix + (is_money() ? say_("由盈转亏", "from profit to loss")
                                    : say_("由正转负", "turned negative"));
      case status::loss_narrowed:
        return prefix + of_loss(is_money() ? say_("减亏", "loss down")
                                           : say_("负值缩小", "the negative figure smaller"),
                                current, base);
      case status::loss_widened:
        return prefix + of_loss(is_money() ? say_("增亏", "loss up")
                                           : say_("负值扩大", "the negative figure larger"),
                                current, base);
      case status::small_base:
        return prefix + of_number(change_.value) + say_("（基数较小）", " (small base)");
      default:
        break;
    }
    if (!has_number(change_.why)) return {};
    return prefix + (is_exact(change_.known) ? of_number(change_.value) : of_interval());
  }

 private:
  bool is_difference() const noexcept { return change_.measure == measure::difference; }
  bool is_percent() const noexcept { return unit_ == percent(); }
  bool is_money() const { return dimension_of(of_.unit) == dimension::money; }

  /// What is compared with what.
  std::string span() const {
    if (change_.measure == measure::period_on_period) return say_("环比", "period on period ");
    if (is_difference() && !changes_in_points(of_.kind)) {
      return say_("比上年同期", "on the same period last year ");
    }
    return say_("同比", "year on year ");
  }

  std::string grows() const {
    if (is_percent()) return say_("增长", "up ");
    return changes_in_points(of_.kind) ? say_("提高", "up ") : say_("增加", "up ");
  }
  std::string falls() const {
    return is_percent() || changes_in_points(of_.kind) ? say_("下降", "down ")
                                                       : say_("减少", "down ");
  }

  std::string of_number(double x) const {
    if (x == 0) return say_("持平", "unchanged");
    if (round(x, decimal_places(places_), rounding_mode::half_up) == 0) {
      return say_("基本持平", "virtually unchanged");
    }
    if (x >= 100 && is_percent() && say_.lang() == language::zh) return grows() + times(x) + "倍";
    return (x > 0 ? grows() : falls()) + amount(std::fabs(x));
  }

  /// A percentage as a multiple, with as many digits as it has as a percentage, but for zeros in the end.
  std::string times(double x) const {
    std::string text = format_fixed(x / 100, places_ + 2);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return detail::with_separators(std::move(text));
  }

  std::string of_interval() const {
    const interval& k = change_.known;
    const bool no_lower = std::isinf(k.lower);
    const bool no_upper = std::isinf(k.upper);
    if (k.lower >= 0 && no_upper)
      return say_("至少", "at least ") + grows() + amount(down(k.lower));
    if (k.upper <= 0 && no_lower)
      return say_("至少", "at least ") + falls() + amount(down(-k.upper));
    if (k.lower >= 0) return grows() + range(down(k.lower), up(k.upper));
    if (k.upper <= 0) return falls() + range(down(-k.upper), up(-k.lower));
    if (no_lower && no_upper) return say_("变化不明", "by an unknown amount");
    if (no_upper) return say_("至多", "at most ") + falls() + amount(up(-k.lower));
    if (no_lower) return say_("至多", "at most ") + grows() + amount(up(k.upper));
    return say_("变化在-", "between -") + amount(up(-k.lower)) + say_("与", " and ") +
           amount(up(k.upper)) + say_("之间", "");
  }

  std::string range(double from, double to) const {
    const std::string first = format_fixed(from, places_);
    const std::string last = format_fixed(to, places_);
    if (first == last) return amount(to);
    if (is_percent() && say_.lang() == language::zh) return first + "%至" + last + "%";
    return detail::with_separators(first) + say_("至", " to ") + amount(to);
  }

  /// Rounded such that the interval surely holds; not below zero.
  double up(double x) const {
    const double r = rounded(x);
    return r < x ? rounded(r + step()) : r;
  }
  double down(double x) const {
    const double r = rounded(x);
    return r > x ? rounded(r - step()) : r;
  }
  double rounded(double x) const {
    return round(x, decimal_places(places_), rounding_mode::half_up);
  }
  double step() const { return to_double(decimal{1, places_}); }

  /// A size with its unit; never below zero.
  std::string amount(double x) const {
    std::string text = detail::with_separators(format_fixed(x, places_));
    if (is_percent()) return text + say_("%", " %");
    if (changes_in_points(of_.kind)) {
      return text + say_("个", " ") + to_string(unit_, say_.lang()) + say_("", x == 1 ? "" : "s");
    }
    return with_unit(std::move(text));
  }

  std::string with_unit(std::string text) const {
    const std::string symbol = to_string(of_.unit, say_.lang());
    return symbol.empty() ? text : text + say_("", " ") + symbol;
  }

  std::string from_zero(double current) const {
    std::string text = change_.measure == measure::period_on_period
                           ? say_("上期为0", "from 0 in the period before")
                           : say_("上年同期为0", "from 0 in the same period last year");
    if (!(current == current)) return text;
    text += current > 0 ? say_("，净增", ", a net increase of ")
                        : say_("，净减", ", a net decrease of ");
    return text +
           with_unit(detail::with_separators(format_fixed(std::fabs(current), of_.decimals)));
  }

  std::string of_loss(std::string said, double current, double base) const {
    const kernels::cell rate =
        kernels::loss_change(current, base, engine::scale_of({current, base}));
    if (!has_number(rate.why)) return said;
    return said + say_("", " ") + format_fixed(rate.value, places_) + say_("%", " %");
  }

  const result_cell& change_;
  const indicator& of_;
  speaker say_;
  unit unit_;
  int places_;
};

}  // namespace

std::string change_words(const result_cell& change, const indicator& of, language lang,
                         double current, double base) {
  return words_of_change(change, of, lang).text(current, base);
}

}  // namespace zhibiao::inline ZB_ABI
