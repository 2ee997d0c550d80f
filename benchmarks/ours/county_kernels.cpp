// Six statistics by county from a panel, with their statuses, into fresh memory: by the kernels, and by
// features of Boost.Accumulators.

#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/panel/buffer.hpp>
#include <zhibiao/stats/accumulators.hpp>
#include <zhibiao/stats/segment_statistics.hpp>

#include "input.hpp"
#include "jobs.hpp"
#include "results.hpp"
#include "segments_of.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

/// A panel's towns as blocks, one an indicator, and their counties.
class towns_by_county {
 public:
  explicit towns_by_county(const setting& how) {
    const frame f = read_frame(how.folder + "/shape.json");
    data_ = make_panel(f, read_columns(how.folder));
    counties_ = segments_of(*f.areas, "county");
  }

  std::size_t indicators() const { return block().indicators().size(); }
  std::size_t periods() const { return block().period_count(); }
  std::span<const zk::segment> counties() const { return counties_; }
  std::size_t cells() const { return counties_.size() * periods(); }

  zk::block_view figures(std::size_t slot) const {
    return {block().values(slot).data(), periods()};
  }
  zk::decimal_scale scale(std::size_t slot) const {
    return {std::pow(10.0, block().exact_decimals(slot).value()), true};
  }

 private:
  const zhibiao::panel_block& block() const { return data_.blocks().front(); }

  zhibiao::panel data_;
  std::vector<zk::segment> counties_;
};

/// Cells of one statistic, [indicator][county][period].
struct statistic {
  zhibiao::buffer<double> values;
  zhibiao::buffer<zhibiao::status> statuses;

  explicit statistic(std::size_t cells = 0) : values(cells), statuses(cells) {}
  std::span<double> values_of(std::size_t slot, std::size_t cells) {
    return {values.data() + slot * cells, cells};
  }
  std::span<zhibiao::status> statuses_of(std::size_t slot, std::size_t cells) {
    return {statuses.data() + slot * cells, cells};
  }
};

class county_kernels final : public job {
 public:
  explicit county_kernels(const setting& how)
      : towns_(how), counted_(towns_.cells()), numbers_(towns_.cells() * zk::moments_numbers) {}

  void run() override {
    const std::size_t cells = towns_.cells();
    for (statistic& s : results_) s = statistic(towns_.indicators() * cells);
    const zk::moments_columns moments = zk::moments_in(numbers_, counted_);
    for (std::size_t slot = 0; slot < towns_.indicators(); ++slot) {
      const zk::decimal_scale scale = towns_.scale(slot);
      const auto out = [&](std::size_t i) { return results_[i].values_of(slot, cells); };
      const auto why = [&](std::size_t i) { return results_[i].statuses_of(slot, cells); };
      zk::segment_moments(towns_.figures(slot), {}, towns_.counties(), towns_.periods(), scale,
                          moments);
      zk::count(moments, out(0), why(0));
      zk::sum(moments, scale, out(1), why(1));
      zk::mean(moments, scale, out(2), why(2));
      zk::standard_deviation(moments, scale, zk::taken_as::sample, out(3), why(3));
      zk::minimum(moments, out(4), why(4));
      zk::maximum(moments, out(5), why(5));
    }
  }
  void release() override {
    for (statistic& s : results_) s = statistic();
  }
  void save(const std::string& folder) const override {
    constexpr std::array names{"count", "sum", "mean", "deviation", "least", "greatest"};
    for (std::size_t i = 0; i < names.size(); ++i) {
      put(folder, std::string("county_") + names[i], results_[i].values.span());
    }
  }

 private:
  towns_by_county towns_;
  std::vector<std::uint32_t> counted_;
  std::vector<double> numbers_;
  std::array<statistic, 6> results_;
};

class county_features final : public job {
 public:
  explicit county_features(const setting& how) : towns_(how), counted_(towns_.cells()) {}

  void run() override {
    namespace tag = zhibiao::tag;
    const std::size_t cells = features * towns_.cells();
    results_ = statistic(towns_.indicators() * cells);
    for (std::size_t slot = 0; slot < towns_.indicators(); ++slot) {
      zhibiao::stats::segment_statistics<tag::sum, tag::mean, tag::standard_deviation, tag::minimum,
                                         tag::maximum>(
          towns_.figures(slot), {}, towns_.counties(), towns_.periods(), any_coverage,
          {results_.values_of(slot, cells), results_.statuses_of(slot, cells), counted_});
    }
  }
  void release() override { results_ = statistic(); }
  void save(const std::string& folder) const override {
    constexpr std::array<const char*, features> names{"sum", "mean", "deviation", "least",
                                                      "greatest"};
    const std::size_t cells = towns_.cells();
    for (std::size_t i = 0; i < features; ++i) {
      std::vector<double> all;
      for (std::size_t slot = 0; slot < towns_.indicators(); ++slot) {
        const auto part = results_.values.span().subspan((slot * features + i) * cells, cells);
        all.insert(all.end(), part.begin(), part.end());
      }
      put(folder, std::string("county_") + names[i], all);
    }
  }

 private:
  static constexpr std::size_t features = 5;
  static constexpr double any_coverage = 1e-9;

  towns_by_county towns_;
  std::vector<std::uint32_t> counted_;
  statistic results_;
};

}  // namespace

std::unique_ptr<job> make_county_kernels(const setting& how) {
  return std::make_unique<county_kernels>(how);
}

std::unique_ptr<job> make_county_features(const setting& how) {
  return std::make_unique<county_features>(how);
}

}  // namespace zhibiao_bench
