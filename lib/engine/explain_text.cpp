#include "engine/explain_text.hpp"

#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/rounding.hpp>

#include "value/text.hpp"

#include <cmath>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

std::string with_unit(std::string text, unit u, language lang) {
  const std::string symbol = to_string(u, lang);
  if (symbol.empty()) return text;
  if (lang == language::en || symbol == "%" || symbol == "‰") text += ' ';
  return text + symbol;
}

}  // namespace

std::string number_text(double x) {
  if (std::isinf(x)) return x > 0 ? "∞" : "-∞";
  std::string text = format_fixed(x, 6);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return detail::with_separators(std::move(text));
}

std::string interval_text(const interval& k) {
  return std::string(k.lower_open ? "(" : "[") + number_text(k.lower) + ", " +
         number_text(k.upper) + (k.upper_open ? ")" : "]");
}

std::string figure_text(double value, const interval& known, unit u, const speaker& say) {
  std::string text = with_unit(number_text(value), u, say.lang());
  if (!is_exact(known)) text += say("，区间 ", ", within ") + interval_text(known);
  return text;
}

}  // namespace zhibiao::inline ZB_ABI::engine
