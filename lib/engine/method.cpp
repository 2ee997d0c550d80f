#include <zhibiao/engine/method.hpp>

#include <algorithm>
#include <array>

namespace zhibiao::inline ZB_ABI {
namespace {

struct method_word {
  std::string_view word;
  void (*choose)(method_choice& by);
};

constexpr auto words = std::to_array<method_word>({
    {"level", [](method_choice& by) { by.average = averaging::level; }},
    {"cumulative", [](method_choice& by) { by.average = averaging::cumulative; }},
    {"chained", [](method_choice& by) { by.two_year = two_year_method::chained; }},
});

constexpr auto only_words = [] {
  std::array<std::string_view, words.size()> all{};
  std::ranges::transform(words, all.begin(), &method_word::word);
  return all;
}();

}  // namespace

std::string method_text(measure m, const method_choice& by, const indicator& i) {
  const std::string since = by.base_period ? "base_period=" + to_string(*by.base_period) : "";
  switch (m) {
    case measure::fixed_base:
      return since;
    case measure::average_growth:
      if (changes_in_points(i.kind)) return since;
      return std::string(name(by.average.value_or(i.average_growth))) + " " + since;
    case measure::two_year_average:
      if (changes_in_points(i.kind)) return {};
      return by.two_year == two_year_method::chained ? "chained" : "level";
    default:
      return {};
  }
}

bool choose_method(std::string_view word, method_choice& by) {
  const auto found = std::ranges::find(words, word, &method_word::word);
  if (found == words.end()) return false;
  found->choose(by);
  return true;
}

std::span<const std::string_view> all_method_words() noexcept { return only_words; }

}  // namespace zhibiao::inline ZB_ABI
