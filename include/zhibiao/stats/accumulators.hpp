#pragma once

/// All there is to add a statistic with Boost.Accumulators. Opt-in: needs Boost 1.81 or newer, and with
/// CMake the target zhibiao::stats.

#include <zhibiao/stats/accumulate.hpp>
#include <zhibiao/stats/feature.hpp>
#include <zhibiao/stats/features.hpp>
#include <zhibiao/stats/segment_statistics.hpp>
#include <zhibiao/stats/statistics_over_areas.hpp>
