#pragma once

#include <zhibiao/value/rounding.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string>
#include <string_view>

namespace zhibiao_test {

/// Rounding as it is done on paper, on the digits of the shortest decimal, with no arithmetic on
/// numbers of more than one digit: slow, and with nothing in common with the library's way.
class text_rounding {
 public:
  static double round(double x, zhibiao::rounding_step step, zhibiao::rounding_mode mode) {
    const std::string text = multiple(x, step, mode) + "e" + std::to_string(step.exponent);
    double out = 0.0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out == 0.0 ? 0.0 : std::copysign(out, x);
  }

  /// To `places` >= 0 decimal places, as text.
  static std::string fixed(double x, int places, zhibiao::rounding_mode mode) {
    std::string digits = multiple(x, zhibiao::decimal_places(places), mode);
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    const auto n = static_cast<std::size_t>(places);
    const bool is_zero = digits.empty();
    if (digits.size() <= n) digits.insert(0, n + 1 - digits.size(), '0');
    if (n > 0) digits.insert(digits.size() - n, 1, '.');
    return (x < 0 && !is_zero ? "-" : "") + digits;
  }

 private:
  /// |x| rounded, in units of 10^exponent of the step.
  static std::string multiple(double x, zhibiao::rounding_step step, zhibiao::rounding_mode mode) {
    // 2 * 10^e is 10^(e+1) / 5: the quotient is five times the number in units ten times as great.
    const int inverse = 10 / step.factor % 10;  // 1 -> 0, 2 -> 5, 5 -> 2
    const std::string quotient = inverse == 0
                                     ? in_units(x, step.exponent)
                                     : moved(times(in_units(x, step.exponent), inverse), 1);
    return times(rounded(quotient, mode), step.factor);
  }

  /// |x| in units of 10^exponent, with a point.
  static std::string in_units(double x, int exponent) {
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), std::fabs(x),
                                   std::chars_format::scientific)
                         .ptr;
    const std::string text(std::begin(buffer), end);
    const std::size_t e = text.find('e');
    std::string digits = text.substr(0, e);
    if (digits.find('.') == std::string::npos) digits += '.';
    return moved(digits, exponent - std::stoi(text.substr(e + 1)));
  }

  /// The point moved by `places` to the left.
  static std::string moved(std::string number, int places) {
    std::size_t point = number.find('.');
    number.erase(point, 1);
    for (; places > 0; --places) {
      if (point == 0) {
        number.insert(0, 1, '0');
      } else {
        --point;
      }
    }
    for (; places < 0; ++places) {
      if (point == number.size()) number += '0';
      ++point;
    }
    return number.insert(point, 1, '.');
  }

  /// The product with one digit, the point where it was.
  static std::string times(std::string number, int factor) {
    int carry = 0;
    for (std::size_t i = number.size(); i-- > 0;) {
      if (number[i] == '.') continue;
      const int value = (number[i] - '0') * factor + carry;
      number[i] = static_cast<char>('0' + value % 10);
      carry = value / 10;
    }
    if (carry > 0) number.insert(0, 1, static_cast<char>('0' + carry));
    return number;
  }

  /// To a whole number, by what stands behind the point.
  static std::string rounded(const std::string& number, zhibiao::rounding_mode mode) {
    const std::size_t point = number.find('.');
    std::string whole = "0" + number.substr(0, point);
    const std::string dropped = number.substr(point + 1);
    if (dropped.empty() || dropped[0] < '5') return whole;
    const bool is_tie = dropped[0] == '5' && dropped.find_first_not_of('0', 1) == std::string::npos;
    if (is_tie && mode == zhibiao::rounding_mode::half_even && (whole.back() - '0') % 2 == 0) {
      return whole;
    }
    std::size_t i = whole.size() - 1;
    for (; whole[i] == '9'; --i) whole[i] = '0';
    ++whole[i];
    return whole;
  }
};

}  // namespace zhibiao_test
