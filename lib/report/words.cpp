#include <zhibiao/report/words.hpp>

#include <array>
#include <cstddef>

namespace zhibiao::inline ZB_ABI {
namespace {

struct both {
  std::string_view zh;
  std::string_view en;
};

constexpr both texts[] = {
#define ZB_WORD(name, zh, en) {zh, en},
#include <zhibiao/report/words.def>
#undef ZB_WORD
};

struct level_words {
  std::string_view name;
  both text;
};

constexpr std::array<level_words, 5> levels{{{"province", {"省级", "provinces"}},
                                             {"prefecture", {"地级", "prefectures"}},
                                             {"county", {"县级", "counties"}},
                                             {"town", {"乡级", "towns"}},
                                             {"village", {"村级", "villages"}}}};

std::string_view in(const both& text, language lang) noexcept {
  return lang == language::zh ? text.zh : text.en;
}

}  // namespace

std::string_view text_of(word w, language lang) noexcept {
  return in(texts[static_cast<std::size_t>(w)], lang);
}

std::string_view level_text(std::string_view level, language lang) noexcept {
  for (const level_words& known : levels) {
    if (known.name == level) return in(known.text, lang);
  }
  return level;
}

}  // namespace zhibiao::inline ZB_ABI
