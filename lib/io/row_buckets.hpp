#pragma once

#include <zhibiao/panel/indicator.hpp>

#include "io/byte_writer.hpp"
#include "io/scratch_file.hpp"
#include "panel/accepted_rows.hpp"
#include "panel/panel_outline.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// Rows in no order, split by block and indicator: as many as there are, in a scratch file and a little
/// memory. Those of one bucket come back in the order they were added.
class row_buckets {
 public:
  /// `memory`: about how many bytes wait for the file, all together. `path` as of `scratch_file`.
  row_buckets(std::size_t indicators, std::uint64_t memory, std::string path);

  void add(const accepted_row& row);

  /// Of all rows.
  const panel_outline& outline() const noexcept { return outline_; }

  /// Calls `visit` with the rows of a bucket. Throws as `scratch_file` does.
  void for_each(std::size_t block, indicator_index indicator,
                const std::function<void(accepted_row)>& visit) const;

 private:
  struct extent {
    std::uint64_t offset;
    std::uint64_t size;
  };
  struct bucket {
    byte_writer waiting;
    std::vector<extent> written;
  };

  std::size_t number_of(std::size_t block, indicator_index indicator) const noexcept {
    return indicator * most_blocks + block;
  }
  void unpack(std::string_view bytes, const std::function<void(accepted_row)>& visit,
              indicator_index indicator) const;

  std::string path_;
  scratch_file file_;
  std::uint64_t memory_;
  std::size_t used_ = 0;  ///< buckets with rows
  std::vector<bucket> buckets_;
  panel_outline outline_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
