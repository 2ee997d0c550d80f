#pragma once

#include <zhibiao/value/error.hpp>
#include <zhibiao/value/quantity.hpp>
#include <zhibiao/value/unit.hpp>

#include "value/numeral.hpp"

#include <optional>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// A number with what stands around it.
struct figure {
  numeral number;
  unit in;
  std::optional<qualifier> how;
  bool words = false;     ///< 九十八, not 98
  bool fraction = false;  ///< 百分之, 千分之
};

/// What a text says, in its parts; what they mean together is for `parse_quantity`.
struct statement {
  enum class form { figure, range, all, nothing, masked };

  form what = form::figure;
  std::optional<qualifier> how;  ///< from the words before it and, but for a range, those behind
  figure first;                  ///< of a masked number, the unit only
  figure last;                   ///< the upper end of a range
};

/// Takes a text apart, or says what was expected where it cannot.
result<statement> read_statement(std::string_view text);

/// `expected ..., found '...'`
error refusal(std::string_view expected, std::string_view found);

}  // namespace zhibiao::inline ZB_ABI::detail
