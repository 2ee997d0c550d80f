// Statistics by county from a panel, with their statuses: six of them, or the median. Memory is taken from
// an arena that stays from call to call.

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/panel/arena.hpp>

#include "input.hpp"
#include "jobs.hpp"
#include "statistics.hpp"

#include <utility>

namespace zhibiao_bench {
namespace {

class county_statistics final : public job {
 public:
  county_statistics(const setting& how, zhibiao::request what) : what_(std::move(what)) {
    const frame f = read_frame(how.folder + "/shape.json");
    data_ = make_panel(f, read_columns(how.folder));
    what_.memory = &memory_;
  }

  void run() override { result_ = zhibiao::evaluate(data_, what_); }
  void release() override { result_ = {}; }
  void save(const std::string& folder) const override { put_statistics(folder, result_); }

 private:
  zhibiao::panel data_;
  zhibiao::arena memory_;
  zhibiao::request what_;
  zhibiao::result_set result_;
};

}  // namespace

std::unique_ptr<job> make_county_statistics(const setting& how) {
  return std::make_unique<county_statistics>(how, six_statistics({"county"}, how.threads));
}

std::unique_ptr<job> make_county_median(const setting& how) {
  zhibiao::request what = six_statistics({"county"}, how.threads);
  what.statistics = {{zhibiao::statistic_kind::median}};
  return std::make_unique<county_statistics>(how, std::move(what));
}

}  // namespace zhibiao_bench
