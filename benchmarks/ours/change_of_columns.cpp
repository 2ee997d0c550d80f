// From long columns to year on year for every town.

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/panel/arena.hpp>

#include "input.hpp"
#include "jobs.hpp"
#include "results.hpp"

namespace zhibiao_bench {
namespace {

class change_of_columns final : public job {
 public:
  explicit change_of_columns(const setting& how)
      : frame_(read_frame(how.folder + "/shape.json")), rows_(read_columns(how.folder)) {
    what_.measures = {zhibiao::measure::year_on_year};
    what_.levels = {"town"};
    what_.threads = how.threads;
    what_.memory = &memory_;
  }

  void run() override {
    result_ = zhibiao::evaluate(make_panel(frame_, rows_, what_.threads, &memory_), what_);
  }
  void release() override { result_ = {}; }
  void save(const std::string& folder) const override {
    put_section(folder, "yoy", result_.sections().front());
  }

 private:
  frame frame_;
  columns rows_;
  zhibiao::arena memory_;
  zhibiao::request what_;
  zhibiao::result_set result_;
};

}  // namespace

std::unique_ptr<job> make_change_of_columns(const setting& how) {
  return std::make_unique<change_of_columns>(how);
}

}  // namespace zhibiao_bench
