// Year on year with its status for every town, from a panel, into memory the library allocates.

#include <zhibiao/engine/evaluate.hpp>

#include "input.hpp"
#include "jobs.hpp"
#include "results.hpp"

namespace zhibiao_bench {
namespace {

class change_fresh final : public job {
 public:
  explicit change_fresh(const setting& how) {
    const frame f = read_frame(how.folder + "/shape.json");
    data_ = make_panel(f, read_columns(how.folder));
    what_.measures = {zhibiao::measure::year_on_year};
    what_.levels = {"town"};
    what_.threads = how.threads;
  }

  void run() override { result_ = zhibiao::evaluate(data_, what_); }
  void release() override { result_ = {}; }
  void save(const std::string& folder) const override {
    put_section(folder, "yoy", result_.sections().front());
    put(folder, "rate", result_.sections().front().values());
  }

 private:
  zhibiao::panel data_;
  zhibiao::request what_;
  zhibiao::result_set result_;
};

}  // namespace

std::unique_ptr<job> make_change_fresh(const setting& how) {
  return std::make_unique<change_fresh>(how);
}

}  // namespace zhibiao_bench
