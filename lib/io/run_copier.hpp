#pragma once

#include <zhibiao/io/panel_file_writer.hpp>
#include <zhibiao/panel/panel.hpp>

#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// Copies figures of a panel into a packed file, run by run.
class run_copier {
 public:
  /// Writes the next run of the file: columns of `slot`, whose column 0 is column `before` of the block
  /// of the file. What the panel has no column for is not reported.
  void write(panel_file_writer& out, const panel_block& from, std::size_t slot, std::size_t before);

 private:
  std::vector<double> values_;
  std::vector<observation_status> statuses_;
  std::vector<remark> remarks_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
