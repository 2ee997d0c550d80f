#include <zhibiao/engine/method.hpp>

#include <algorithm>
#include <array>

namespace zhibiao::inline ZB_ABI {
namespace {

struct method_word {
  std::string_view word;
  void (*choose)(method_choice& by);
};

constexpr std::array<method_word, 0> words = {};

constexpr auto only_words = [] {
  std::array<std::string_view, words.size()> all{};
  std::ranges::transform(words, all.begin(), &method_word::word);
  return all;
}();

}  // namespace

std::string method_text(measure, const method_choice&, const indicator&) { return {}; }

bool choose_method(std::string_view word, method_choice& by) {
  const auto found = std::ranges::find(words, word, &method_word::word);
  if (found == words.end()) return false;
  found->choose(by);
  return true;
}

std::span<const std::string_view> all_method_words() noexcept { return only_words; }

}  // namespace zhibiao::inline ZB_ABI
