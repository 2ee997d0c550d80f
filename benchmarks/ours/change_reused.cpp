// Year on year with its status for every town, from a panel, into memory that is there.

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/kernels/change.hpp>
#include <zhibiao/panel/arena.hpp>
#include <zhibiao/panel/buffer.hpp>

#include "input.hpp"
#include "jobs.hpp"
#include "results.hpp"

#include <cstddef>

namespace zhibiao_bench {
namespace {

class change_reused final : public job {
 public:
  explicit change_reused(const setting& how) {
    const frame f = read_frame(how.folder + "/shape.json");
    data_ = make_panel(f, read_columns(how.folder));
    const std::size_t cells = f.indicators * f.codes.size() * f.periods;
    values_ = zhibiao::buffer<double>(cells, 1.0);
    statuses_ = zhibiao::buffer<zhibiao::status>(cells, zhibiao::status::overflow);
    what_.measures = {zhibiao::measure::year_on_year};
    what_.levels = {"town"};
    what_.threads = how.threads;
    what_.memory = &memory_;
    what_.outputs = {{{values_.data(), cells}, {statuses_.data(), cells}}};
  }

  void run() override { result_ = zhibiao::evaluate(data_, what_); }
  void release() override { result_ = {}; }
  void save(const std::string& folder) const override {
    put(folder, "yoy", values_.span());
    put(folder, "yoy_status", statuses_.span());
  }

 private:
  zhibiao::panel data_;
  zhibiao::arena memory_;
  zhibiao::buffer<double> values_;
  zhibiao::buffer<zhibiao::status> statuses_;
  zhibiao::request what_;
  zhibiao::result_set result_;
};

}  // namespace

std::unique_ptr<job> make_change_reused(const setting& how) {
  return std::make_unique<change_reused>(how);
}

}  // namespace zhibiao_bench
