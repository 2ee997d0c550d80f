#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/status.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// True for the measures of growth over several periods.
bool is_growth(measure m) noexcept;

/// True for the growth of all that reported, and what it is made of.
bool is_effect(measure m) noexcept;

/// By which formula a growth is computed.
enum class growth_formula : std::uint8_t { index, level, cumulative, chained, annualised, points };

/// Which periods of a block the growth of one period is taken of.
struct growth_terms {
  /// A position in the block; negative: before all that is reported.
  using position = std::ptrdiff_t;

  /// `ok`, or why there is no such growth whatever is reported.
  status refused = status::ok;
  /// Each list oldest first and compared over the same towns; the last position of the last one is the
  /// period itself. One list, but for a chain a list a link.
  std::vector<std::vector<position>> spans;
  int count = 1;  ///< how many years, or periods of a year, the formula takes

  position current() const noexcept { return spans.back().back(); }
  position oldest() const noexcept { return spans.front().front(); }
};

/// Finds the periods of a measure of growth.
class growth_rule {
 public:
  /// A measure that needs a base period has one.
  growth_rule(measure m, const method_choice& by, const indicator& of, const block_shape& shape);

  growth_formula formula() const noexcept { return formula_; }
  growth_terms terms(std::size_t position) const;
  /// How many periods before its own any of the positions [first, last) needs, whatever the indicator.
  std::size_t reach(std::size_t first, std::size_t last) const;

 private:
  growth_terms since_base(std::size_t position) const;
  growth_terms back(std::size_t position, std::ptrdiff_t lag, int links) const;

  measure measure_;
  growth_formula formula_;
  const block_shape& shape_;
  std::ptrdiff_t a_year_;
  std::optional<period> base_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
