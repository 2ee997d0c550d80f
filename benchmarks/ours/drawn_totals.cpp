// What the sums by county of the packed file have to be: the generator's cents, added as whole numbers,
// without any of the library's arithmetic.

#include "../data/figures.hpp"
#include "input.hpp"
#include "jobs.hpp"
#include "results.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace zhibiao_bench {
namespace {

class drawn_totals final : public job {
 public:
  explicit drawn_totals(const setting& how) : frame_(read_frame(how.folder + "/shape.json")) {}

  void run() override {
    figures all;
    all.towns = frame_.codes.size();
    all.indicators = frame_.indicators;
    all.periods = frame_.periods;
    values_.clear();
    statuses_.clear();
    std::vector<std::int64_t> cents(all.periods);
    std::vector<std::size_t> counted(all.periods);
    for (std::size_t i = 0; i < all.indicators; ++i) {
      for (const zhibiao::area_index county : frame_.areas->at_level("county")) {
        const zhibiao::row_range towns = frame_.areas->leaves(county);
        cents.assign(all.periods, 0);
        counted.assign(all.periods, 0);
        for (std::size_t t = towns.first; t < towns.last; ++t) {
          for (std::size_t p = 0; p < all.periods; ++p) {
            const figure f = all.at(t, i, p);
            cents[p] += f.cents;
            counted[p] += f.is == figure::kind::number;
          }
        }
        for (std::size_t p = 0; p < all.periods; ++p) append(cents[p], counted[p], towns.size());
      }
    }
  }

  void save(const std::string& folder) const override {
    put(folder, "county_total", values_);
    put(folder, "county_total_status", statuses_);
  }

 private:
  void append(std::int64_t cents, std::size_t counted, std::size_t members) {
    using zhibiao::status;
    values_.push_back(counted == 0 ? std::numeric_limits<double>::quiet_NaN()
                                   : static_cast<double>(cents) / 100);
    statuses_.push_back(counted == 0         ? status::not_reported
                        : counted == members ? status::ok
                                             : status::partial);
  }

  frame frame_;
  std::vector<double> values_;
  std::vector<zhibiao::status> statuses_;
};

}  // namespace

std::unique_ptr<job> make_drawn_totals(const setting& how) {
  return std::make_unique<drawn_totals>(how);
}

}  // namespace zhibiao_bench
