#pragma once

#include <zhibiao/engine/request.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/value/fault.hpp>

#include "io/observation_piece.hpp"
#include "io/text_source.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// How a file is read in pieces. What is read does not depend on it.
struct piecewise {
  int threads = 1;
  progress_callback progress;
  /// How many bytes a piece has at most. Its columns should fill large pages.
  std::size_t piece_bytes = std::size_t{1} << 25U;
  /// How many of them are in memory at a time. They should fit the second cache.
  std::size_t window_bytes = std::size_t{1} << 19U;
  /// How many pieces are read before the first of them is taken; 0: all.
  std::size_t pieces_at_once = 0;
};

/// All that a file of observations says, not yet in a builder: where a file turns out to be no text
/// at its end, nothing of it may be loaded.
class observation_file {
 public:
  /// Reads the source; none where it is not UTF-8, has zero bytes or cannot be read to its end.
  /// Without a catalogue or areas (null) rows are only checked. Throws `error(cancelled)`.
  ///
  /// Pieces are read by several threads before it is known where the one before ends: each starts at
  /// a line that looks like a record, and counts only if the piece before ends just there. Where it
  /// does not - a quoted field may hold line ends - the piece is read again.
  static std::optional<observation_file> read(const text_source& source, const std::string& name,
                                              const catalog* catalog, const area_tree* areas,
                                              std::size_t fault_limit, const piecewise& how);

  /// The same for what no builder can hold: rows and faults go to `builder` a few pieces at a time, and
  /// `taken` is called after each, to take its rows out. False where the source is no text; the builder
  /// has part of it then.
  static bool pass_on(const text_source& source, const std::string& name, panel_builder& builder,
                      const piecewise& how, const std::function<void()>& taken);

  /// Adds the rows and faults in the order of the file.
  void hand_over(panel_builder& builder) &&;

  /// The faults alone.
  fault_list faults() const;

 private:
  struct placed_piece {
    observation_piece rows;
    std::int64_t first_line;
  };
  class reading;

  std::string name_;
  fault_list before_;  ///< the header's
  std::vector<placed_piece> pieces_;
  fault_list behind_;  ///< of the file as a whole
};

}  // namespace zhibiao::inline ZB_ABI::detail
