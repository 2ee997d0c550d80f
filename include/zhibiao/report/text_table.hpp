#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// Which side of its column a cell stands at: texts left, numbers right.
enum class alignment : std::uint8_t { left, right };

/// How a table is written.
enum class table_style : std::uint8_t {
  plain,     ///< columns lined up with blanks, for a terminal
  markdown,  ///< as GitHub and most other programs read it
};

/// A column of a table.
struct table_column {
  std::string heading;
  alignment side = alignment::left;
  std::size_t widest = 0;  ///< plain: longer texts go on in the next line; 0 never
};

/// A table of texts, lined up by their width on a terminal (`display_width`).
class text_table {
 public:
  explicit text_table(std::vector<table_column> columns) : columns_(std::move(columns)) {}

  /// Adds a row. Cells that are not given are empty, those beyond the columns are dropped.
  void add_row(std::vector<std::string> cells);

  /// Adds a heading between the rows. In Markdown it is a section of its own with its own table.
  void add_heading(std::string heading);

  /// How many rows there are, without headings.
  std::size_t row_count() const noexcept { return row_count_; }

  /// The table as text; every line ends with a line end and has no blanks before it. In plain style
  /// the last column is kept within `width` columns in all, if that leaves it enough room; 0: it
  /// is as wide as it is.
  std::string to_text(table_style style, std::size_t width = 0) const;

 private:
  struct line {
    bool is_heading = false;
    std::vector<std::string> cells;
  };

  std::vector<std::size_t> widths_within(std::size_t width) const;
  std::string plain(std::size_t width) const;
  std::string markdown() const;

  std::vector<table_column> columns_;
  std::vector<line> lines_;
  std::size_t row_count_ = 0;
};

/// The text in lines of at most that many columns: broken at blanks and between Chinese characters,
/// never before a closing mark, and inside of a word only where it is too long for a line.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

}  // namespace zhibiao::inline ZB_ABI
