#include "engine/marked_members.hpp"

#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/status.hpp>

#include <algorithm>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

/// Of figures that take part: where there are others, those with one of them too.
std::vector<marked_members> marked_with(const figures& f, const figures* others,
                                        std::span<const kernels::segment> towns,
                                        std::size_t first_column) {
  std::vector<marked_members> all;
  if (f.marks.empty()) return all;
  const std::size_t lanes = f.columns - first_column;
  std::vector<marked_members> of_segment(lanes);
  for (std::size_t s = 0; s < towns.size(); ++s) {
    std::ranges::fill(of_segment, marked_members{});
    bool any = false;
    for (const marked_cell& m : f.marks_of(towns[s].first, towns[s].last)) {
      const std::size_t row = m.offset / f.columns;
      const std::size_t column = m.offset % f.columns;
      if (column < first_column) continue;
      marked_members& cell = of_segment[column - first_column];
      if (!f.has(row, column)) {
        cell.withheld = cell.withheld || m.why == status::suppressed;
      } else if (others == nullptr || others->has(row, column)) {
        cell.bounded = cell.bounded || m.why == status::bounded;
        cell.inexact = cell.inexact || !is_exact(m.known);
        cell.estimated = cell.estimated || m.estimated || m.why == status::estimated;
      }
      any = true;
    }
    if (!any) continue;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      marked_members cell = of_segment[lane];
      cell.cell = s * lanes + lane;
      if (cell.bounded || cell.inexact || cell.estimated || cell.withheld) all.push_back(cell);
    }
  }
  return all;
}

}  // namespace

std::vector<marked_members> find_marked(const figures& f, std::span<const kernels::segment> towns,
                                        std::size_t first_column) {
  return marked_with(f, nullptr, towns, first_column);
}

std::vector<marked_members> find_marked_weighed(const figures& f, const figures& weights,
                                                std::span<const kernels::segment> towns,
                                                std::size_t first_column) {
  const std::vector<marked_members> own = marked_with(f, &weights, towns, first_column);
  std::vector<marked_members> all;
  auto at = own.begin();
  for (const marked_members& w : marked_with(weights, &f, towns, first_column)) {
    while (at != own.end() && at->cell < w.cell) all.push_back(*at++);
    marked_members m;
    m.cell = w.cell;
    if (at != own.end() && at->cell == w.cell) m = *at++;
    m.estimated = m.estimated || w.estimated;
    m.weight_bounded = w.bounded;
    m.weight_inexact = w.inexact;
    all.push_back(m);
  }
  all.insert(all.end(), at, own.end());
  return all;
}

}  // namespace zhibiao::inline ZB_ABI::engine
