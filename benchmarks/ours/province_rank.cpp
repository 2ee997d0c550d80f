// The rank of every town in its province, largest first, equal ones alike, from a panel into fresh memory.

#include <zhibiao/kernels/rank.hpp>
#include <zhibiao/panel/buffer.hpp>

#include "input.hpp"
#include "jobs.hpp"
#include "results.hpp"
#include "segments_of.hpp"

#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace zhibiao_bench {
namespace {

namespace zk = zhibiao::kernels;

class province_rank final : public job {
 public:
  explicit province_rank(const setting& how) : threads_(static_cast<std::size_t>(how.threads)) {
    const frame f = read_frame(how.folder + "/shape.json");
    data_ = make_panel(f, read_columns(how.folder));
    provinces_ = segments_of(*f.areas, "province");
    towns_ = f.codes.size();
  }

  void run() override {
    const zhibiao::panel_block& block = data_.blocks().front();
    const std::size_t cells = block.indicators().size() * towns_ * block.period_count();
    ranks_ = zhibiao::buffer<double>(cells);
    statuses_ = zhibiao::buffer<zhibiao::status>(cells);
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < threads_; ++t) others.emplace_back([this, t] { rank(t); });
    rank(0);
  }
  void release() override {
    ranks_ = {};
    statuses_ = {};
  }
  void save(const std::string& folder) const override {
    put(folder, "rank", ranks_.span());
    put(folder, "rank_status", statuses_.span());
  }

 private:
  /// Every so-and-so-many-th indicator.
  void rank(std::size_t thread) {
    const zhibiao::panel_block& block = data_.blocks().front();
    const std::size_t periods = block.period_count();
    std::vector<std::byte> scratch(zk::rank_scratch(provinces_));
    std::vector<std::uint32_t> ranked(provinces_.size() * periods);
    for (std::size_t slot = thread; slot < block.indicators().size(); slot += threads_) {
      const std::size_t first = slot * towns_ * periods;
      zk::segment_ranks({block.values(slot).data(), periods}, {}, provinces_, periods,
                        zk::rank_order::largest_first, zk::tie_rule::standard, scratch,
                        {ranks_.data() + first, statuses_.data() + first, periods}, ranked);
    }
  }

  zhibiao::panel data_;
  std::vector<zk::segment> provinces_;
  std::size_t towns_ = 0;
  std::size_t threads_;
  zhibiao::buffer<double> ranks_;
  zhibiao::buffer<zhibiao::status> statuses_;
};

}  // namespace

std::unique_ptr<job> make_province_rank(const setting& how) {
  return std::make_unique<province_rank>(how);
}

}  // namespace zhibiao_bench
