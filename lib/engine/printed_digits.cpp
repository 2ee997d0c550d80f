#include "engine/printed_digits.hpp"

#include <zhibiao/value/decimal.hpp>

namespace zhibiao::inline ZB_ABI::engine {

interval printed_digits(double x) try {
  const double half = 0.5 / power_of_ten(shortest_decimal(x).scale);
  return {x - half, x + half};
} catch (const error&) {
  return exactly(x);  // more digits than any report prints: the number stands for itself
}

}  // namespace zhibiao::inline ZB_ABI::engine
