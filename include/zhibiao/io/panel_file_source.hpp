#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/io/panel_file.hpp>
#include <zhibiao/panel/panel.hpp>

#include <cstddef>
#include <memory>
#include <span>

namespace zhibiao::inline ZB_ABI {

/// The figures of a packed panel file, for `evaluate`: read once where periods are asked for in
/// ascending order, and ahead of the work, by a thread for each slot of an open reader.
///
/// A reader throws `error(damaged_file)` with the indicator and the periods, and `error(cannot_read)`.
class panel_file_source final : public figure_source {
 public:
  /// How much memory the figures of a reader may take. It takes more where a change needs so many
  /// periods of so many areas at once: then it is 8 bytes for each of them.
  static constexpr std::size_t usual_memory = std::size_t{112} << 20U;

  /// Reads the figures of `file`, in about so many bytes of `memory` for each reader that is open.
  explicit panel_file_source(panel_file file, std::size_t memory = usual_memory);

  const panel_file& file() const noexcept { return file_; }

  /// Catalogue and areas of the file, without figures.
  const zhibiao::panel& frame() const noexcept override { return frame_; }
  std::span<const block_shape> blocks() const noexcept override { return file_.blocks(); }
  std::size_t reported() const noexcept override;
  bool is_in_memory() const noexcept override { return false; }
  std::unique_ptr<figure_reader> open(std::size_t block, std::span<const std::size_t> slots,
                                      std::size_t reach) const override;

 private:
  panel_file file_;
  zhibiao::panel frame_;
  std::size_t memory_;
};

}  // namespace zhibiao::inline ZB_ABI
