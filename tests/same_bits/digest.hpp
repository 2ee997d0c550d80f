#pragma once

#include <zhibiao/engine/result_set.hpp>

#include <cstdint>

namespace zhibiao::same_bits {

/// One number for all cells: values by their bits, statuses, intervals and coverage (FNV-1a, 64 bits).
/// What kind of NaN stands where there is no number is nobody's business and left out.
std::uint64_t digest_of(const result_set& results);

}  // namespace zhibiao::same_bits
