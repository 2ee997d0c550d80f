#include <zhibiao/kernels/presence.hpp>

#include "kernels/loops.hpp"
#include "kernels/presence_loops.hpp"

namespace zhibiao::inline ZB_ABI::kernels {

void as_reported(block_view figures, block_size size, cell_block out) noexcept {
  loops<presence_loops>().as_reported(figures, size, out);
}

void find_pairs(block_view first, block_view second, block_size size, std::uint8_t* mask) noexcept {
  loops<presence_loops>().find_pairs(first, second, size, mask);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
