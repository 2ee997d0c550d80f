#include <zhibiao/kernels/share.hpp>

#include "kernels/loops.hpp"
#include "kernels/share_loops.hpp"

namespace zhibiao::inline ZB_ABI::kernels {

void segment_shares(block_view values, mask_view taking_part, std::span<const segment> segments,
                    std::size_t lanes, decimal_scale s, std::span<const double> whole_totals,
                    std::span<const double> least, cell_block out) noexcept {
  loops<share_loops>().segment_shares(values, taking_part, segments.data(), segments.size(), lanes,
                                      s, whole_totals.data(), least.data(), out);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
