#pragma once

#include <zhibiao/panel/figure_rows.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/value/fault.hpp>

#include "io/observation_row.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// What a run of records of a file of observations says, in their order: exact figures in columns,
/// rows that say more one by one, and faults. Lines count from 0, the first line of the piece.
class observation_piece {
 public:
  explicit observation_piece(std::size_t fault_limit) : faults_(fault_limit) {}

  /// Makes room for about that many figures.
  void reserve(std::size_t rows);

  /// An exact figure (`reported_empty`: none), its period by its place in the list of `finish`.
  void add(area_index area, indicator_index indicator, std::uint16_t period_code, double value) {
    if (line_ != next_line_) note_line();
    ++next_line_;
    const std::size_t n = batch_.size++;
    batch_.areas[n] = area;
    batch_.indicators[n] = indicator;
    batch_.period_codes[n] = period_code;
    batch_.values[n] = value;
    if (n + 1 == batch_.values.size()) append_batch();
  }

  /// Any other row, with its value in that column of its line.
  void add(const observation_row& row, const place& value_at);

  /// Nothing is added any more.
  void finish(std::vector<period> periods);

  /// The line of the record that is read, and in the end how many lines there are.
  std::int64_t line() const noexcept { return line_; }
  void set_line(std::int64_t line) noexcept { line_ = line; }

  /// True where there was a row, be it an empty one.
  bool has_rows() const noexcept { return has_rows_; }
  void set_has_rows() noexcept { has_rows_ = true; }

  /// Takes the faults of a row; they stand behind what was added before.
  fault_list& faults() noexcept { return faults_; }
  const fault_list& faults() const noexcept { return faults_; }
  void place_new_faults();

  /// Adds all of it to a builder, or the faults alone to a list, in the order of the file.
  /// `first_line` is the line the piece starts on.
  void hand_over(panel_builder& builder, const std::string& file, std::int64_t first_line);
  void hand_over(fault_list& faults, std::int64_t first_line) const;

 private:
  static constexpr std::int64_t none = -1;

  /// Figures on their way into the columns: appending to each column takes its time.
  struct figure_batch {
    static constexpr std::size_t most = 256;
    std::size_t size = 0;
    std::array<area_index, most> areas{};
    std::array<indicator_index, most> indicators{};
    std::array<std::uint16_t, most> period_codes{};
    std::array<double, most> values{};
  };

  /// A row that says more than a figure; there may be millions.
  struct stated_row {
    std::size_t figures_before;
    std::size_t said_end;     ///< in `said_`: where there is a quantity, it is the one before
    std::size_t printed_end;  ///< in `texts_`; each text starts where the one before ends
    std::size_t note_end;
    std::int64_t line;
    std::int64_t column;
    zhibiao::period period;
    area_index area;
    indicator_index indicator;
    std::optional<zhibiao::unit> unit;
    observation_status status;
  };
  struct fault_position {
    std::size_t figures_before;
    std::size_t stated_before;
  };

  std::size_t figure_count() const noexcept { return figures_.values.size() + batch_.size; }
  void append_batch();
  void note_line();
  void hand_over_figures(panel_builder& builder, std::size_t first, std::size_t last) const;
  void hand_over_stated(panel_builder& builder, const std::string& file, std::int64_t first_line,
                        std::size_t i);

  figure_rows figures_;
  figure_batch batch_;
  std::vector<stated_row> stated_;
  std::vector<quantity> said_;
  std::string texts_;
  fault_list faults_;
  std::vector<fault_position> fault_positions_;  ///< of the faults kept
  std::int64_t line_ = 0;
  std::int64_t next_line_ = none;  ///< the next figure's, as long as there is one on each line
  bool has_rows_ = false;
};

}  // namespace zhibiao::inline ZB_ABI::detail
