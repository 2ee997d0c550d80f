#pragma once

#include <zhibiao/engine/request.hpp>
#include <zhibiao/engine/result_set.hpp>

#include <string>

namespace zhibiao_bench {

/// The share of towns that has to be there: any, as the rivals have it.
inline constexpr double any_coverage = 1e-9;

/// A request for six statistics over the towns of the areas of some levels, and for nothing else.
zhibiao::request six_statistics(std::vector<std::string> levels, int threads);

/// The sections of such a result, `<level>_<statistic>` and its statuses. `levels` as requested, the
/// lowest first.
void put_statistics(const std::string& folder, const zhibiao::result_set& results);

}  // namespace zhibiao_bench
