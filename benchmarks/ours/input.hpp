#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/arena.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/panel.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace zhibiao_bench {

/// What the files of a data folder hold, and the catalogue and areas they speak of.
struct frame {
  std::size_t indicators = 0;
  std::size_t periods = 0;
  int first_year = 0;
  std::vector<std::int64_t> codes;  ///< of the towns, ascending: row by row the leaves of `areas`
  std::vector<std::string> ids;     ///< of the indicators
  std::shared_ptr<const zhibiao::catalog> catalog;
  std::shared_ptr<const zhibiao::area_tree> areas;
};

/// Reads the shape.json of a data folder and the areas it names.
frame read_frame(const std::string& shape_path);

/// Rows in the order of the files. NaN: reported without a number.
struct columns {
  std::vector<std::int64_t> town;
  std::vector<std::uint16_t> indicator;
  std::vector<std::int16_t> year;
  std::vector<double> value;

  std::size_t size() const noexcept { return town.size(); }
};

columns read_columns(const std::string& folder);

/// The columns as a panel, whose memory is taken from the arena, if any.
zhibiao::panel make_panel(const frame& f, const columns& rows, int threads = 1,
                          zhibiao::arena* memory = nullptr);

}  // namespace zhibiao_bench
