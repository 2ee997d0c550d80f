#include <zhibiao/panel/indicator.hpp>

#include <array>
#include <cstddef>

namespace zhibiao::inline ZB_ABI {
namespace {

// In the order of the enumerators: the position is the value.
constexpr std::array<std::string_view, 7> kind_names = {"flow",  "stock",  "rate",  "mean",
                                                        "index", "binary", "growth"};
constexpr std::array<std::string_view, 4> direction_names = {"none", "up", "down", "range"};
constexpr std::array<std::string_view, 4> area_names = {"sum", "ratio_of_sums", "weighted_mean",
                                                        "none"};
constexpr std::array<std::string_view, 4> time_names = {"sum", "last", "ratio_of_sums", "none"};
constexpr std::array<std::string_view, 2> averaging_names = {"level", "cumulative"};

template <class Enum, std::size_t N>
std::string_view name_in(const std::array<std::string_view, N>& names, Enum value) noexcept {
  const auto i = static_cast<std::size_t>(value);
  return i < N ? names[i] : std::string_view{};
}

template <class Enum, std::size_t N>
std::optional<Enum> parse_in(const std::array<std::string_view, N>& names,
                             std::string_view text) noexcept {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name(indicator_kind kind) noexcept { return name_in(kind_names, kind); }
std::string_view name(direction d) noexcept { return name_in(direction_names, d); }
std::string_view name(area_aggregation a) noexcept { return name_in(area_names, a); }
std::string_view name(time_aggregation a) noexcept { return name_in(time_names, a); }
std::string_view name(averaging a) noexcept { return name_in(averaging_names, a); }

std::optional<indicator_kind> parse_indicator_kind(std::string_view text) noexcept {
  return parse_in<indicator_kind>(kind_names, text);
}
std::optional<direction> parse_direction(std::string_view text) noexcept {
  return parse_in<direction>(direction_names, text);
}
std::optional<area_aggregation> parse_area_aggregation(std::string_view text) noexcept {
  return parse_in<area_aggregation>(area_names, text);
}
std::optional<time_aggregation> parse_time_aggregation(std::string_view text) noexcept {
  return parse_in<time_aggregation>(time_names, text);
}
std::optional<averaging> parse_averaging(std::string_view text) noexcept {
  return parse_in<averaging>(averaging_names, text);
}

}  // namespace zhibiao::inline ZB_ABI
