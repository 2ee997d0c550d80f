// STREAM's copy of 64 Mi doubles: the bandwidth that the other figures of a run stand beside.

#include "../stream_copy.hpp"

#include <zhibiao/panel/buffer.hpp>

#include "jobs.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <vector>

namespace zhibiao_bench {
namespace {

class stream final : public job {
 public:
  explicit stream(const setting& how) : threads_(static_cast<std::size_t>(how.threads)) { run(); }

  void run() override {
    const std::size_t share = size / threads_;
    std::vector<std::jthread> others;
    for (std::size_t t = 1; t < threads_; ++t) {
      others.emplace_back([=, this] { copy(t * share, share); });
    }
    copy(0, share);
  }
  void save(const std::string&) const override {
    throw std::runtime_error("a copy has no result to compare");
  }

 private:
  static constexpr std::size_t size = std::size_t{1} << 26U;

  void copy(std::size_t first, std::size_t count) {
    stream_copy(from_.data() + first, to_.data() + first, count);
  }

  std::size_t threads_;
  zhibiao::buffer<double> from_{size, 1.0};
  zhibiao::buffer<double> to_{size, 0.0};
};

}  // namespace

std::unique_ptr<job> make_stream_copy(const setting& how) { return std::make_unique<stream>(how); }

}  // namespace zhibiao_bench
