#pragma once

/// All of Zhibiao that a program needs to compute: value types, panel, engine.
///
/// Not included, because they cost compile time or serve special ends: `io/` (files), `report/`
/// (tables and texts), `kernels/` (the bare formulas), `stats/` (statistics for Boost.Accumulators, which
/// needs Boost), `value/nearest.hpp` (misspelled names).

#include <zhibiao/engine/apportion.hpp>
#include <zhibiao/engine/change_words.hpp>
#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/explain.hpp>
#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/figures_of_towns.hpp>
#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>
#include <zhibiao/engine/on_areas_of.hpp>
#include <zhibiao/engine/over_time.hpp>
#include <zhibiao/engine/request.hpp>
#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/engine/result_sink.hpp>
#include <zhibiao/engine/section_shape.hpp>
#include <zhibiao/engine/single_periods.hpp>
#include <zhibiao/engine/stated_growth.hpp>
#include <zhibiao/engine/stated_rates.hpp>
#include <zhibiao/engine/statistic.hpp>
#include <zhibiao/engine/year_to_date.hpp>
#include <zhibiao/panel/area_changes.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/dense_figures.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/panel/pivot.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/panel/town_figures.hpp>
#include <zhibiao/value/area_code.hpp>
#include <zhibiao/value/balanced_rounding.hpp>
#include <zhibiao/value/date.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/error.hpp>
#include <zhibiao/value/fault.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/quantity.hpp>
#include <zhibiao/value/rounding.hpp>
#include <zhibiao/value/status.hpp>
#include <zhibiao/value/unit.hpp>
#include <zhibiao/value/validity.hpp>
