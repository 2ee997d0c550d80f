// A CSV file of figures, read and checked.

#include <zhibiao/io/observations_csv.hpp>

#include "input.hpp"
#include "jobs.hpp"
#include "results.hpp"

#include <memory>

namespace zhibiao_bench {
namespace {

class csv_to_columns final : public job {
 public:
  explicit csv_to_columns(const setting& how)
      : frame_(read_frame(how.folder + "/shape.json")),
        file_(how.folder + "/observations.csv"),
        threads_(how.threads) {}

  void run() override { rows_ = read(); }
  void release() override { rows_.reset(); }
  void save(const std::string& folder) const override {
    put_panel(folder, "value", read()->build());
  }

 private:
  /// The rows, checked, in columns; a panel is not made of them.
  std::unique_ptr<zhibiao::panel_builder> read() const {
    auto rows = std::make_unique<zhibiao::panel_builder>(frame_.catalog, frame_.areas);
    zhibiao::read_observations(file_, *rows, zhibiao::encoding::utf_8, threads_);
    return rows;
  }

  frame frame_;
  std::string file_;
  int threads_;
  std::unique_ptr<zhibiao::panel_builder> rows_;
};

}  // namespace

std::unique_ptr<job> make_csv_to_columns(const setting& how) {
  return std::make_unique<csv_to_columns>(how);
}

}  // namespace zhibiao_bench
