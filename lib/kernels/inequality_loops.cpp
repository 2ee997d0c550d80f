#include "kernels/inequality_loops.hpp"

#include "kernels/inequality.inl"
#include "kernels/lanes.inl"
#include "kernels/moment_columns.inl"
#include "kernels/sorted_lanes.inl"
#include "kernels/vectors.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

void gini(block_view values, mask_view taking_part, segment rows, std::size_t lanes,
          decimal_scale s, taken_as taken, double* scratch, double* out, status* why) noexcept {
  with_constants(
      [&]<bool Masked, bool Exact>() {
        const decimal_scale scale{s.power, Exact};
        each_vector(lanes, [&]<class Number>(std::size_t lane) ZB_INLINED {
          constexpr std::size_t width = width_of<Number>;
          const Number zero{};
          sorted_sums<Number> sums;
          sums.counted =
              sort_all_rows<Number, Masked>(values, taking_part, rows, lane, scratch, width);
          if (rows.first < rows.last) sums.least = load<Number>(scratch);
          Number place = zero + 1.0;
          for (std::size_t i = 0; i < rows.last - rows.first; ++i, place += 1.0) {
            const auto there = place <= sums.counted;
            const Number figure = load<Number>(scratch + i * width);
            const Number x = there ? whole(figure, scale) : zero;
            const two_parts<Number> term = product(x, place + place - (sums.counted + 1.0));
            sums.ranked.add(term.high, term.low);
            sums.total.add(x);
            sums.greatest = there ? figure : sums.greatest;
          }
          store(gini(sums, taken), out + lane, why + lane);
        });
      },
      taking_part.mask != nullptr, s.exact);
}

/// A sum of terms of figures, and what they are measured by.
template <class Number>
struct theil_sum {
  compensated<Number> terms;
  Number counted;
  two_parts<Number> total;
};

template <theil_index Index, bool Masked>
void theil_of_segments(block_view values, mask_view mask, const segment* segments,
                       std::size_t count, std::size_t lanes, decimal_scale s,
                       const moments_view& of_segments, double* out, status* why) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t first = i * lanes;
    fold_lanes(
        segments[i], lanes,
        [&]<class Number>(std::size_t lane) ZB_INLINED {
          const moment_parts<Number> m = load_moments<Number>(of_segments, first + lane);
          return theil_sum<Number>{{}, m.counted, m.sum};
        },
        [&]<class Number>(theil_sum<Number>& sum, std::size_t row, std::size_t lane) ZB_INLINED {
          const Number figure = load<Number>(values.values + row * values.stride + lane);
          auto there = detail::is_there(figure);
          if constexpr (Masked) {
            there = there & (load<Number>(mask.mask + row * mask.stride + lane) != 0);
          }
          const Number term =
              theil_term_of<Index>(product(whole(figure, s), sum.counted), sum.total);
          sum.terms.add(there ? term : Number{});
        },
        [&]<class Number>(const theil_sum<Number>& sum, std::size_t lane) ZB_INLINED {
          const Number value = (sum.terms.sum + sum.terms.lost) / sum.counted;
          const Number least = load<Number>(of_segments.least + first + lane);
          store(theil_cell(Index, value, sum.counted, least, sum.total.high), out + first + lane,
                why + first + lane);
        });
  }
}

void segment_theil(theil_index index, block_view values, mask_view taking_part,
                   const segment* segments, std::size_t count, std::size_t lanes, decimal_scale s,
                   const moments_view& of_segments, double* out, status* why) noexcept {
  with_constants(
      [&]<bool Masked, bool IsT>() {
        theil_of_segments<IsT ? theil_index::t : theil_index::l, Masked>(
            values, taking_part, segments, count, lanes, s, of_segments, out, why);
      },
      taking_part.mask != nullptr, index == theil_index::t);
}

/// Sums over groups, and the area they make up.
template <class Number>
struct theil_parts_sum {
  compensated<Number> within;
  compensated<Number> between;
  moment_parts<Number> area;
};

template <theil_index Index>
void theil_parts_of_areas(const moments_view& of_groups, const double* index_of_groups,
                          const segment* areas, std::size_t count, std::size_t lanes,
                          const moments_view& of_areas, cell_columns within,
                          cell_columns between) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t first = i * lanes;
    fold_lanes(
        areas[i], lanes,
        [&]<class Number>(std::size_t lane) ZB_INLINED {
          return theil_parts_sum<Number>{{}, {}, load_moments<Number>(of_areas, first + lane)};
        },
        [&]<class Number>(theil_parts_sum<Number>& sums, std::size_t group, std::size_t lane)
            ZB_INLINED {
              const std::size_t at = group * lanes + lane;
              const moment_parts<Number> g = load_moments<Number>(of_groups, at);
              const Number zero{};
              const auto is_empty = g.counted == 0.0;
              const auto has_none_within = (g.counted < 2.0) | (g.sum.high == 0.0);
              const Number weight = Index == theil_index::t ? g.sum.high / sums.area.sum.high
                                                            : g.counted / sums.area.counted;
              const Number index = load<Number>(index_of_groups + at);
              sums.within.add(has_none_within ? zero : weight * index);
              // m_g / m = (sum_g * n) / (sum * n_g)
              const two_parts<Number> total = times(sums.area.sum, g.counted);
              const Number term = theil_term_of<Index>(times(g.sum, sums.area.counted), total);
              sums.between.add(is_empty ? zero : g.counted / sums.area.counted * term);
            },
        [&]<class Number>(const theil_parts_sum<Number>& sums, std::size_t lane) ZB_INLINED {
          const auto put = [&](const compensated<Number>& sum, cell_columns to) ZB_INLINED {
            store(theil_cell(Index, sum.sum + sum.lost, sums.area.counted, sums.area.least,
                             sums.area.sum.high),
                  to.values + first + lane, to.why + first + lane);
          };
          put(sums.within, within);
          put(sums.between, between);
        });
  }
}

void theil_parts(theil_index index, const moments_view& of_groups, const double* index_of_groups,
                 const segment* areas, std::size_t count, std::size_t lanes,
                 const moments_view& of_areas, cell_columns within, cell_columns between) noexcept {
  with_constants(
      [&]<bool IsT>() {
        theil_parts_of_areas<IsT ? theil_index::t : theil_index::l>(
            of_groups, index_of_groups, areas, count, lanes, of_areas, within, between);
      },
      index == theil_index::t);
}

void herfindahl(std::size_t n, const moments_view& sets, double* out, status* why) noexcept {
  each_vector(n, [&]<class Number>(std::size_t i) ZB_INLINED {
    store(herfindahl(load_moments<Number>(sets, i)), out + i, why + i);
  });
}

constexpr inequality_loops table{gini, segment_theil, theil_parts, herfindahl};

}  // namespace

const inequality_loops inequality_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
