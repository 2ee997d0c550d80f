#include <zhibiao/engine/method.hpp>

#include "panel/plain_number.hpp"

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
    {"month", [](method_choice& by) { by.elapsed = elapsed_by::month; }},
    {"day", [](method_choice& by) { by.elapsed = elapsed_by::day; }},
    {"working_day", [](method_choice& by) { by.elapsed = elapsed_by::working_day; }},
    {"seasonal", [](method_choice& by) { by.elapsed = elapsed_by::seasonal; }},
    {"full", [](method_choice& by) { by.comparison = compared_as::full; }},
    {"rounded", [](method_choice& by) { by.comparison = compared_as::rounded; }},
    {"open_sdg", [](method_choice& by) { by.progress = progress_method::open_sdg; }},
    {"eurostat", [](method_choice& by) { by.progress = progress_method::eurostat; }},
    {"unsd", [](method_choice& by) { by.progress = progress_method::unsd; }},
    {"escap", [](method_choice& by) { by.progress = progress_method::escap; }},
});

/// Of missing towns: `limits`, or `last year 20 %`.
std::string admissible_text(const method_choice& by) {
  if (!by.admissible_change) return "limits";
  return "last year " + detail::plain_number(*by.admissible_change * 100) + " %";
}

std::string comparison_text(const method_choice& by, const indicator& i) {
  if (by.comparison == compared_as::full) return std::string(name(by.comparison));
  return std::string(name(by.comparison)) + " to " + std::to_string(i.decimals) + " places";
}

constexpr auto only_words = [] {
  std::array<std::string_view, words.size()> all{};
  std::ranges::transform(words, all.begin(), &method_word::word);
  return all;
}();

}  // namespace

std::string_view name(elapsed_by by) noexcept {
  constexpr std::array<std::string_view, 5> names = {"plan", "month", "day", "working_day",
                                                     "seasonal"};
  return names[static_cast<std::size_t>(by)];
}

std::string_view name(compared_as how) noexcept {
  return how == compared_as::full ? "full" : "rounded";
}

std::string_view name(progress_method by) noexcept {
  constexpr std::array<std::string_view, 4> names = {"open_sdg", "eurostat", "unsd", "escap"};
  return names[static_cast<std::size_t>(by)];
}

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
    case measure::verdict:
      return comparison_text(by, i);
    case measure::elapsed:
    case measure::lead:
    case measure::expected:
    case measure::projection:
    case measure::projected_completion:
      return std::string(name(by.elapsed));
    case measure::lamp:
      return std::string(name(by.elapsed)) + ", green " + detail::plain_number(by.lamp.green) +
             ", yellow " + detail::plain_number(by.lamp.yellow);
    case measure::goal_progress:
    case measure::goal_class:
    case measure::goal_score:
      return std::string(name(by.progress)) +
             " base=" + (by.base_period ? to_string(*by.base_period) : "2015");
    case measure::trend:
      return "base=" + (by.base_period ? to_string(*by.base_period) : "2015");
    case measure::best_case:
    case measure::worst_case:
      return admissible_text(by);
    case measure::outlook:
      return admissible_text(by) + ", " + comparison_text(by, i);
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
