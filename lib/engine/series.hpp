#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/panel/catalog.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// How far into an indicator's figures a request goes.
enum class depth {
  stated,   ///< what the areas themselves report of it
  towns,    ///< the towns' figures, made from their parts where it has some
  weighed,  ///< and what each of them weighs
  roll_up,  ///< and those of the areas above the towns as well
};

/// One indicator in one block: which slots its figures are made from.
class series {
 public:
  series(const figure_source& from, std::size_t block, indicator_index indicator,
         engine::depth depth);

  engine::depth depth() const noexcept { return depth_; }

  /// How many slots are read, and a reader of them; null where there are none.
  std::size_t slots() const noexcept { return slots_.size(); }
  std::unique_ptr<figure_reader> open(std::size_t reach) const;

  const block_shape& shape() const noexcept { return from_->blocks()[block_]; }
  const zhibiao::catalog& catalog() const noexcept { return from_->frame().catalog(); }
  const area_tree& areas() const noexcept { return from_->frame().areas(); }
  indicator_index index() const noexcept { return indicator_; }
  const indicator& definition() const noexcept { return catalog()[indicator_]; }

  /// One of its inputs: its place in the reader and the scale of its slot.
  struct input {
    std::size_t slot = 0;
    std::optional<int> exact_decimals;
  };
  const std::optional<input>& stated() const noexcept { return stated_; }
  const std::optional<input>& numerator() const noexcept { return numerator_; }
  const std::optional<input>& denominator() const noexcept { return denominator_; }
  const std::optional<input>& weight() const noexcept { return weight_; }

  /// True where the catalogue and the block give the indicator any figure.
  static bool has_figures(const zhibiao::catalog& indicators, const block_shape& shape,
                          indicator_index indicator);

 private:
  std::optional<input> find(indicator_index indicator);

  const figure_source* from_;
  std::size_t block_;
  indicator_index indicator_;
  engine::depth depth_;
  std::vector<std::size_t> slots_;
  std::optional<input> stated_;
  std::optional<input> numerator_;
  std::optional<input> denominator_;
  std::optional<input> weight_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
