#include "usage.hpp"

#include <zhibiao/value/nearest.hpp>

#include <cstddef>

std::string_view nearest(std::string_view typed, const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return zhibiao::nearest_name(typed, candidates);
}

void refuse(std::string_view what, std::string_view typed, const std::vector<std::string>& names) {
  constexpr std::size_t few = 12;
  std::string message = "unknown " + std::string(what) + " '" + std::string(typed) + "'";
  if (const std::string_view near = nearest(typed, names); !near.empty()) {
    message += "; did you mean '" + std::string(near) + "'?";
  } else if (!names.empty() && names.size() <= few) {
    message += "; expected one of ";
    for (std::size_t i = 0; i < names.size(); ++i) message += (i == 0 ? "" : ", ") + names[i];
  } else if (!names.empty()) {
    message += "; there are " + std::to_string(names.size()) + ", such as '" + names.front() + "'";
  }
  throw usage_error(message);
}
