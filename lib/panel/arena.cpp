#include <zhibiao/panel/arena.hpp>

#include "panel/block_pool.hpp"

namespace zhibiao::inline ZB_ABI {

arena::arena(std::size_t cap) : pool_(std::make_shared<detail::block_pool>(cap)) {}

arena::~arena() { pool_->close(); }

std::size_t arena::kept() const noexcept { return pool_->kept(); }

void arena::trim(std::size_t most) noexcept { pool_->trim(most); }

}  // namespace zhibiao::inline ZB_ABI
