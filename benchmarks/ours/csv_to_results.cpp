// From CSV files of figures and targets to year on year, gap and completion of every town and six
// statistics at three levels.

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/io/observations_csv.hpp>
#include <zhibiao/io/targets_csv.hpp>
#include <zhibiao/panel/arena.hpp>

#include "input.hpp"
#include "jobs.hpp"
#include "results.hpp"
#include "statistics.hpp"

namespace zhibiao_bench {
namespace {

class csv_to_results final : public job {
 public:
  explicit csv_to_results(const setting& how)
      : frame_(read_frame(how.folder + "/shape.json")),
        folder_(how.folder),
        threads_(how.threads),
        statistics_(six_statistics({"county", "prefecture", "province"}, how.threads)) {
    measures_.measures = {zhibiao::measure::year_on_year, zhibiao::measure::gap,
                          zhibiao::measure::completion};
    measures_.levels = {"town"};
    measures_.threads = how.threads;
    measures_.memory = &memory_;
    statistics_.memory = &memory_;
  }

  void run() override {
    zhibiao::panel_builder builder(frame_.catalog, frame_.areas);
    zhibiao::read_observations(folder_ + "/observations.csv", builder, zhibiao::encoding::utf_8,
                               threads_);
    const zhibiao::panel data = builder.build(threads_, &memory_);
    targets_ = zhibiao::read_targets(folder_ + "/targets.csv", *frame_.catalog, *frame_.areas);
    measures_.targets = &targets_;
    changes_ = zhibiao::evaluate(data, measures_);
    results_ = zhibiao::evaluate(data, statistics_);
  }
  void release() override {
    changes_ = {};
    results_ = {};
  }
  void save(const std::string& folder) const override {
    for (const zhibiao::result_section& section : changes_.sections()) {
      const bool is_change = section.measure() == zhibiao::measure::year_on_year;
      put_section(folder, is_change ? "yoy" : std::string(name(section.measure())), section);
    }
    put_statistics(folder, results_);
  }

 private:
  frame frame_;
  std::string folder_;
  int threads_;
  zhibiao::arena memory_;
  zhibiao::targets targets_;
  zhibiao::request measures_;
  zhibiao::request statistics_;
  zhibiao::result_set changes_;
  zhibiao::result_set results_;
};

}  // namespace

std::unique_ptr<job> make_csv_to_results(const setting& how) {
  return std::make_unique<csv_to_results>(how);
}

}  // namespace zhibiao_bench
