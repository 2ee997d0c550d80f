#pragma once

#include <zhibiao/engine/figure_source.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace zhibiao::test {

/// A panel's figures as a file would give them: a few periods at a time, copied into memory that the
/// next read takes away. Breaking the rules of a reader throws `std::logic_error`.
class copying_source final : public figure_source {
 public:
  copying_source(const panel& data, std::size_t longest_run)
      : figures_(data), frame_(data), longest_run_(longest_run) {}

  const zhibiao::panel& frame() const noexcept override { return frame_; }
  std::span<const block_shape> blocks() const noexcept override { return figures_.blocks(); }
  std::size_t reported() const noexcept override { return figures_.reported(); }
  bool is_in_memory() const noexcept override { return false; }

  std::unique_ptr<figure_reader> open(std::size_t block, std::span<const std::size_t> slots,
                                      std::size_t reach) const override {
    expect(open_ == 0, "a second reader was opened");
    expect(!slots.empty(), "a reader of nothing was opened");
    for (std::size_t i = 0; i < slots.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) expect(slots[i] != slots[k], "a slot was given twice");
    }
    return std::make_unique<reader>(*this, block, slots, reach);
  }

 private:
  static void expect(bool kept, const char* broken) {
    if (!kept) throw std::logic_error(broken);
  }

  class reader final : public figure_reader {
   public:
    reader(const copying_source& from, std::size_t block, std::span<const std::size_t> slots,
           std::size_t reach)
        : from_(from),
          inner_(from.figures_.open(block, slots, reach)),
          periods_(from.blocks()[block].period_count),
          reach_(reach),
          slots_(slots.size()) {
      ++from_.open_;
    }
    ~reader() override { --from_.open_; }

    std::size_t longest_run() const noexcept override { return from_.longest_run_; }

    figure_run read(std::size_t slot, std::size_t first, std::size_t last) override {
      copy& s = slots_.at(slot);
      expect(first < last && last <= periods_, "periods that are not there were read");
      expect(last - first <= reach_ + from_.longest_run_, "too many periods were read at once");
      expect(first >= s.first && last >= s.last, "an earlier period was read again");
      s.first = first;
      s.last = last;

      const figure_run all = inner_->read(slot, first, last);
      const std::size_t areas = from_.frame().areas().size();
      const std::size_t stride = last - first + 3;
      s.values = std::vector<double>(areas * stride, 1e300);
      s.statuses = std::vector<observation_status>(all.statuses == nullptr ? 0 : areas * stride,
                                                   observation_status::suppressed);
      for (std::size_t a = 0; a < areas; ++a) {
        for (std::size_t t = 0; t < last - first; ++t) {
          s.values[a * stride + t] = all.values[a * all.value_stride + t];
          if (all.statuses != nullptr) {
            s.statuses[a * stride + t] = all.statuses[a * all.status_stride + t];
          }
        }
      }
      s.remarks.assign(all.remarks.begin(), all.remarks.end());
      return {s.values.data(), stride, s.statuses.empty() ? nullptr : s.statuses.data(), stride,
              s.remarks};
    }

   private:
    struct copy {
      std::size_t first = 0;
      std::size_t last = 0;
      std::vector<double> values;
      std::vector<observation_status> statuses;
      std::vector<remarked_figure> remarks;
    };

    const copying_source& from_;
    std::unique_ptr<figure_reader> inner_;
    std::size_t periods_;
    std::size_t reach_;
    std::vector<copy> slots_;
  };

  panel_source figures_;
  zhibiao::panel frame_;
  std::size_t longest_run_;
  mutable int open_ = 0;
};

}  // namespace zhibiao::test
