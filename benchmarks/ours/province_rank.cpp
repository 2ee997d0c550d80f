// The rank of every town in its province, largest first, equal ones alike, from a panel. Memory is taken
// from an arena that stays from call to call.

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/panel/arena.hpp>

#include "input.hpp"
#include "jobs.hpp"
#include "results.hpp"
#include "statistics.hpp"

namespace zhibiao_bench {
namespace {

class province_rank final : public job {
 public:
  explicit province_rank(const setting& how) {
    const frame f = read_frame(how.folder + "/shape.json");
    data_ = make_panel(f, read_columns(how.folder));
    what_.measures = {zhibiao::measure::rank};
    what_.levels = {"town"};
    what_.peers.within = "province";
    what_.min_coverage = any_coverage;
    what_.threads = how.threads;
    what_.memory = &memory_;
  }

  void run() override { result_ = zhibiao::evaluate(data_, what_); }
  void release() override { result_ = {}; }
  void save(const std::string& folder) const override {
    put_section(folder, "rank", result_.sections().front());
  }

 private:
  zhibiao::panel data_;
  zhibiao::arena memory_;
  zhibiao::request what_;
  zhibiao::result_set result_;
};

}  // namespace

std::unique_ptr<job> make_province_rank(const setting& how) {
  return std::make_unique<province_rank>(how);
}

}  // namespace zhibiao_bench
