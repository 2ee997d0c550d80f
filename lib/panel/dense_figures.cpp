#include <zhibiao/panel/dense_figures.hpp>
#include <zhibiao/panel/missing.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/value/error.hpp>

#include "panel/in_threads.hpp"
#include "panel/panel_assembly.hpp"
#include "panel/panel_outline.hpp"
#include "panel/period_key.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

const double* beyond(const double* from, std::ptrdiff_t bytes) noexcept {
  return reinterpret_cast<const double*>(reinterpret_cast<const char*>(from) + bytes);
}

// The numbers of one indicator and area, period by period.
class series {
 public:
  series(const dense_figures& figures, std::size_t indicator, std::size_t area)
      : first_(beyond(figures.first,
                      static_cast<std::ptrdiff_t>(indicator) * figures.indicator_stride +
                          static_cast<std::ptrdiff_t>(area) * figures.area_stride)),
        stride_(figures.period_stride) {}

  double operator[](std::size_t t) const noexcept {
    return *beyond(first_, static_cast<std::ptrdiff_t>(t) * stride_);
  }

 private:
  const double* first_;
  std::ptrdiff_t stride_;
};

void check_axis(std::span<const std::uint32_t> axis, std::size_t size, std::string_view what) {
  std::vector<bool> is_there(size, false);
  for (const std::uint32_t i : axis) {
    if (i >= size) {
      throw error(errc::invalid_argument, "expected " + std::string(what) + " below " +
                                              std::to_string(size) + ", found " +
                                              std::to_string(i));
    }
    if (is_there[i]) {
      throw error(errc::invalid_argument, "expected each of the axis once, found " +
                                              std::string(what) + " " + std::to_string(i) +
                                              " twice");
    }
    is_there[i] = true;
  }
}

void check_call(const dense_figures& figures, const dense_options& how) {
  if (how.catalog == nullptr || how.areas == nullptr) {
    throw error(errc::invalid_argument, "expected a catalogue and an area list, found none");
  }
  if (how.threads < 1) {
    throw error(errc::invalid_argument,
                "expected at least one thread, found " + std::to_string(how.threads));
  }
  check_axis(figures.indicators, how.catalog->size(), "an indicator");
  check_axis(figures.areas, how.areas->size(), "an area");
  if (figures.period_count == 0) return;
  if (!figures.first_period.is_valid()) {
    throw error(errc::not_a_period, "expected a period, found none");
  }
  // No more periods than there are from year 1 to year 9999.
  constexpr std::size_t most_periods = 120'000;
  figures.first_period.shifted(static_cast<int>(std::min(figures.period_count, most_periods)) - 1);
}

// What is reported of one indicator.
struct extent {
  std::size_t figures = 0;
  std::size_t first = 0;  // period, where there are figures
  std::size_t last = 0;
};

class import {
 public:
  import(const dense_figures& figures, const dense_options& how) :figures_(figures),
      how_(how){const std::size_t series_count = figures.indicators.size() * figures.areas.size();
  threads_ = detail::useful_threads(how.threads, series_count* figures.period_count);
}

  panel run() {
  if (std::optional<panel> made = copy()) return *std::move(made);
  return build_one_by_one();
}

private:
std::vector<extent> find_extents() const;
std::optional<panel> copy() const;
panel build_one_by_one() const;

detail::period_key key_of(std::size_t t) const {
  return detail::key_of(figures_.first_period.shifted(static_cast<int>(t)));
}

const dense_figures& figures_;
const dense_options& how_;
std::size_t threads_;
};  // namespace

std::vector<extent> import::find_extents() const {
  const std::size_t indicators = figures_.indicators.size();
  const std::size_t areas = figures_.areas.size();
  std::vector<std::vector<extent>> of_threads(threads_, std::vector<extent>(indicators));
  detail::in_threads(threads_, [&](std::size_t thread) {
    const detail::share mine = detail::share_of(indicators * areas, thread, threads_);
    std::vector<extent>& found = of_threads[thread];
    for (std::size_t n = mine.first; n < mine.last; ++n) {
      const series numbers(figures_, n / areas, n % areas);
      extent& e = found[n / areas];
      for (std::size_t t = 0; t < figures_.period_count; ++t) {
        if (is_missing(numbers[t])) continue;
        if (e.figures++ == 0) e.first = e.last = t;
        e.first = std::min(e.first, t);
        e.last = std::max(e.last, t);
      }
    }
  });
  std::vector<extent> all = std::move(of_threads[0]);
  for (std::size_t thread = 1; thread < threads_; ++thread) {
    for (std::size_t i = 0; i < indicators; ++i) {
      const extent& e = of_threads[thread][i];
      if (e.figures == 0) continue;
      all[i] = all[i].figures == 0
                   ? e
                   : extent{all[i].figures + e.figures, std::min(all[i].first, e.first),
                            std::max(all[i].last, e.last)};
    }
  }
  return all;
}

// None where some figure has a fault.
std::optional<panel> import::copy() const {
  const std::vector<extent> extents = find_extents();
  detail::panel_outline outline(how_.catalog->size());
  std::size_t reported = 0;
  std::size_t first = figures_.period_count;
  std::size_t last = 0;
  for (std::size_t i = 0; i < extents.size(); ++i) {
    const extent& e = extents[i];
    if (e.figures == 0) continue;
    outline.add(figures_.indicators[i], key_of(e.first));
    outline.add(figures_.indicators[i], key_of(e.last));
    reported += e.figures;
    first = std::min(first, e.first);
    last = std::max(last, e.last);
  }
  if (!outline.keeps_forms(*how_.catalog) || outline.too_large(how_.areas->size())) {
    return std::nullopt;
  }
  detail::panel_assembly parts(how_.catalog, how_.areas, outline, how_.threads, how_.memory);
  const std::size_t areas = figures_.areas.size();
  detail::in_threads(reported == 0 ? 1 : threads_, [&](std::size_t thread) {
    const detail::share mine = detail::share_of(extents.size() * areas, thread, threads_);
    for (std::size_t n = mine.first; n < mine.last; ++n) {
      if (extents[n / areas].figures == 0) continue;
      const series numbers(figures_, n / areas, n % areas);
      double* const cells =
          parts.find(figures_.areas[n % areas], figures_.indicators[n / areas], key_of(first));
      for (std::size_t t = first; t <= last; ++t) {
        // Adding zero makes -0 the 0 it stands for, so that equal inputs give equal bits.
        cells[t - first] = is_missing(numbers[t]) ? no_row : numbers[t] + 0.0;
      }
    }
  });
  parts.look_through();
  if (!parts.keeps_limits() || !parts.keeps_validity()) return std::nullopt;
  return parts.finish(reported);
}

panel import::build_one_by_one() const {
  panel_builder builder(how_.catalog, how_.areas, how_.fault_limit);
  for (std::size_t i = 0; i < figures_.indicators.size(); ++i) {
    for (std::size_t a = 0; a < figures_.areas.size(); ++a) {
      const series numbers(figures_, i, a);
      for (std::size_t t = 0; t < figures_.period_count; ++t) {
        if (is_missing(numbers[t])) continue;
        builder.add(figures_.areas[a], figures_.indicators[i],
                    figures_.first_period.shifted(static_cast<int>(t)), numbers[t]);
      }
    }
  }
  return builder.build(how_.threads);
}

}  // namespace zhibiao::inline ZB_ABI

panel import_dense(const dense_figures& figures, const dense_options& how) {
  check_call(figures, how);
  return import(figures, how).run();
}

}  // namespace zhibiao::inline ZB_ABI
