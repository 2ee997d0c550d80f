#include <zhibiao/value/validity.hpp>

namespace zhibiao::inline ZB_ABI {

std::string to_string(const validity& v) {
  const auto side = [](date day) { return day.is_valid() ? to_string(day) : std::string("..."); };
  return "[" + side(v.from) + ", " + side(v.to) + ")";
}

}  // namespace zhibiao::inline ZB_ABI
