#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What was typed on the command line is not understood; the text says why, and what was perhaps meant.
class usage_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The name that was probably meant by `typed`; empty where none is near.
std::string_view nearest(std::string_view typed, const std::vector<std::string>& names);

/// Throws `usage_error`: `unknown measure 'valeu'; did you mean 'value'?`. Where no name is near, they
/// are all listed if they are few.
[[noreturn]] void refuse(std::string_view what, std::string_view typed,
                         const std::vector<std::string>& names);
