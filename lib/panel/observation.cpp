#include <zhibiao/panel/observation.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace zhibiao::inline ZB_ABI {
namespace {

struct status_name {
  std::string_view name;
  std::string_view letters;              // of SDMX CL_OBS_STATUS
  std::array<std::string_view, 2> zh{};  // as reports write it
};

// In the order of the enumerators: the position is the value.
constexpr std::array<status_name, 8> status_names = {{
    {"normal", "A", {"正常"}},
    {"provisional", "P", {"初步", "快报"}},
    {"estimated", "EI", {"估计"}},
    {"break_in_series", "B", {"断点"}},
    {"suppressed", "Q", {"保密"}},
    {"missing", "MLO", {"缺报", "缺失"}},
    {"revised_down", "", {"下调"}},
    {"not_comparable", "", {"不可比"}},
}};

}  // namespace

std::string_view name(observation_status s) noexcept {
  const auto i = static_cast<std::size_t>(s);
  return i < status_names.size() ? status_names[i].name : std::string_view{};
}

std::optional<observation_status> parse_observation_status(std::string_view text) noexcept {
  if (text.empty()) return observation_status::normal;
  for (std::size_t i = 0; i < status_names.size(); ++i) {
    const status_name& s = status_names[i];
    const bool is_letter = text.size() == 1 && s.letters.find(text[0]) != std::string_view::npos;
    const bool is_word = text == s.name || std::find(s.zh.begin(), s.zh.end(), text) != s.zh.end();
    if (is_letter || is_word) return static_cast<observation_status>(i);
  }
  return std::nullopt;
}

}  // namespace zhibiao::inline ZB_ABI
