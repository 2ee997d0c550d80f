// Sums by county of a packed file that is read from the disk, with bounded memory.

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/io/panel_file_source.hpp>

#include "input.hpp"
#include "jobs.hpp"
#include "packed.hpp"
#include "results.hpp"

#include <cstddef>

namespace zhibiao_bench {
namespace {

constexpr double any_coverage = 1e-9;  // a single village will do

class packed_aggregate final : public job {
 public:
  explicit packed_aggregate(const setting& how)
      : path_(packed_path(how.folder)), source_(zhibiao::panel_file(path_)) {
    what_.levels = {"county"};
    what_.min_coverage = any_coverage;
    what_.threads = how.threads;
  }

  void release() override {
    result_ = {};
    forget(path_);
  }
  void run() override { result_ = zhibiao::evaluate(source_, what_); }
  void save(const std::string& folder) const override {
    put_section(folder, "county_total", result_.sections().front());
  }

 private:
  std::string path_;
  zhibiao::panel_file_source source_;
  zhibiao::request what_;
  zhibiao::result_set result_;
};

}  // namespace

std::unique_ptr<job> make_packed_aggregate(const setting& how) {
  return std::make_unique<packed_aggregate>(how);
}

}  // namespace zhibiao_bench
