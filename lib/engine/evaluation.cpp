#include "engine/evaluation.hpp"

#include <zhibiao/value/error.hpp>

#include "engine/series_worker.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <optional>
#include <thread>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

/// Runs end at multiples of this many periods, as loops take them.
constexpr std::size_t run_step = 8;

/// A slab in memory has at most about this many cells: some scratch memory grows with it.
constexpr std::size_t largest_slab = std::size_t{1} << 23U;

/// What is worked out of a slab takes about this much where figures are not in memory.
constexpr std::size_t bounded_memory = std::size_t{24} << 20U;

/// What one set of moments takes, and what is made of it.
constexpr std::size_t moments_bytes = 64;

std::size_t rows_of(const request_plan& plan) noexcept {
  const slab_areas areas = plan.slab_areas();
  return areas.towns.size() + areas.uppers.size() + areas.beside.size();
}

/// Every run cut where the periods of the block are a multiple of `longest`.
std::vector<period_run> cut(std::span<const period_run> runs, std::size_t longest) {
  std::vector<period_run> pieces;
  for (period_run rest : runs) {
    while (rest.first && rest.count > longest - *rest.first % longest) {
      period_run piece = rest;
      piece.count = longest - *rest.first % longest;
      rest.position += piece.count;
      *rest.first += piece.count;
      rest.count -= piece.count;
      pieces.push_back(piece);
    }
    pieces.push_back(rest);
  }
  return pieces;
}

std::size_t whole_steps(std::size_t periods) noexcept {
  return std::max(periods / run_step, std::size_t{1}) * run_step;
}

/// The most periods that a slab of a source in memory should have. For areas above the towns, what lies
/// before a run is worked on once more with it, so a run of theirs is not much shorter than that.
std::size_t run_in_memory(const request_plan& plan, const block_plan& block, std::size_t pieces) {
  const std::size_t rows = std::max(rows_of(plan), std::size_t{1});
  const std::size_t fits = whole_steps(largest_slab / rows);
  const std::size_t share =
      whole_steps((block.periods.size() + pieces - 1) / pieces + run_step - 1);
  const std::size_t before = plan.depth() == depth::roll_up ? 2 * block.reach : 0;
  const std::size_t least = whole_steps(before + run_step - 1);
  return std::max(std::min(fits, share), least);
}

/// About how many bytes a slab takes for each of its periods, besides the figures it is made from.
std::size_t bytes_a_period(const request_plan& plan) noexcept {
  const auto is_part = [](const statistic& s) {
    return s.kind == statistic_kind::theil_between || s.kind == statistic_kind::theil_within;
  };
  const std::size_t uppers = plan.uppers().size();
  std::size_t bytes = 0;
  for (std::size_t k = 0; k < plan.outputs(); ++k) {
    bytes += plan.areas_of(k).size() * (sizeof(double) + sizeof(status));
    bytes += uppers * sizeof(cell_coverage);
  }
  // The moments of every town, where it is a group of its own.
  if (std::ranges::any_of(plan.statistics(), is_part)) bytes += rows_of(plan) * moments_bytes;
  return std::max(bytes, std::size_t{1});
}

/// The most periods of a slab of a source that is not in memory: a part of what is read at once, such
/// that what is worked out of it does not take more memory than the figures.
std::size_t run_in_bounded_memory(const request_plan& plan, const block_plan& block,
                                  std::size_t longest) {
  const std::size_t fits = std::max(bounded_memory / bytes_a_period(plan), std::size_t{1});
  if (longest <= fits) return longest;
  // Where all is read at once there are no ends of runs to keep to.
  if (longest >= plan.source().blocks()[block.block].period_count) return fits;
  std::size_t part = fits;
  while (longest % part != 0) --part;
  return part;
}

/// Tells the caller how far the work is.
class progress_report {
 public:
  progress_report(const progress_callback& call, std::size_t whole) : call_(call), whole_(whole) {}

  void add(std::size_t cells) noexcept { done_ += cells; }

  /// From the calling thread only.
  void tell() {
    const std::size_t now = done_;
    if (call_.call == nullptr || now == told_) return;
    told_ = now;
    const double part = static_cast<double>(now) / static_cast<double>(whole_);
    if (!call_.call(call_.user, part)) throw error(errc::cancelled, "the work was cancelled");
  }

 private:
  const progress_callback& call_;
  std::size_t whole_;
  std::size_t told_ = 0;
  std::atomic<std::size_t> done_{0};
};

class evaluation {
 public:
  evaluation(const request_plan& plan, const work_split& split, slab_output& out)
      : plan_(plan), split_(split), out_(out), progress_(plan.what().progress, count_periods()) {}

  void run() {
    const bool is_small = count_periods() * rows_of(plan_) < split_.serial_below;
    const auto threads = static_cast<std::size_t>(plan_.what().threads);
    if (threads == 1 || is_small || !plan_.source().is_in_memory()) {
      run_alone();
      return;
    }
    const std::vector<slab_task> tasks = cut_for(threads);
    if (out_.is_ordered()) {
      run_in_rounds(tasks, threads);
    } else {
      run_together(tasks, threads, [&](const slab_task& task, worker_of_thread& worker) {
        slab_place place = out_.place(task);
        worker.work(plan_, task, place);
        out_.finish(task, std::move(place));
      });
    }
    progress_.tell();  // of what the other threads did last
  }

 private:
  /// The worker for the series a thread is at.
  class worker_of_thread {
   public:
    void work(const request_plan& plan, const slab_task& task, const slab_place& place) {
      if (block_ != task.block || indicator_ != task.indicator) {
        block_ = task.block;
        indicator_ = task.indicator;
        worker_.emplace(plan, *task.block, task.block->indicators[task.indicator]);
      }
      worker_->work(task.run, place.out);
    }

   private:
    const block_plan* block_ = nullptr;
    std::size_t indicator_ = 0;
    std::optional<series_worker> worker_;
  };

  std::size_t count_periods() const noexcept {
    std::size_t count = 0;
    for (const block_plan& b : plan_.blocks()) count += b.indicators.size() * b.periods.size();
    return count;
  }

  void run_alone() {
    for (std::size_t b = 0; b < plan_.blocks().size(); ++b) {
      const block_plan& block = plan_.blocks()[b];
      for (std::size_t i = 0; i < block.indicators.size(); ++i) {
        series_worker worker(plan_, block, block.indicators[i]);
        for (const period_run& run : cut(block.runs, longest_run(worker, block))) {
          const slab_task task{&block, b, i, run};
          slab_place place = out_.place(task);
          worker.work(run, place.out);
          out_.finish(task, std::move(place));
          progress_.add(run.count);
          progress_.tell();
        }
      }
    }
  }

  std::size_t longest_run(const series_worker& worker, const block_plan& block) const {
    std::size_t longest = worker.longest_run().value_or(block.periods.size());
    longest = plan_.source().is_in_memory() ? run_in_memory(plan_, block, 1)
                                            : run_in_bounded_memory(plan_, block, longest);
    if (split_.longest_run != 0) longest = std::min(longest, split_.longest_run);
    return std::max(longest, std::size_t{1});
  }

  /// So many slabs that every thread has some work, even with few indicators.
  std::vector<slab_task> cut_for(std::size_t threads) const {
    std::size_t all = 0;
    for (const block_plan& b : plan_.blocks()) all += b.indicators.size();
    const std::size_t pieces = all >= 2 * threads || all == 0 ? 1 : (2 * threads + all - 1) / all;
    std::vector<slab_task> tasks;
    for (std::size_t b = 0; b < plan_.blocks().size(); ++b) {
      const block_plan& block = plan_.blocks()[b];
      std::size_t longest = run_in_memory(plan_, block, pieces);
      if (split_.longest_run != 0) longest = split_.longest_run;
      const std::vector<period_run> runs = cut(block.runs, longest);
      for (std::size_t i = 0; i < block.indicators.size(); ++i) {
        for (const period_run& run : runs) tasks.push_back({&block, b, i, run});
      }
    }
    return tasks;
  }

  /// Each thread has every n-th task: which, never depends on how fast another is.
  template <class Work>
  void run_together(std::span<const slab_task> tasks, std::size_t threads, const Work& work) {
    threads = std::min(threads, std::max(tasks.size(), std::size_t{1}));
    std::atomic<bool> stop{false};
    std::vector<std::exception_ptr> failures(threads);
    const auto share = [&](std::size_t thread) {
      try {
        worker_of_thread worker;
        for (std::size_t i = thread; i < tasks.size() && !stop; i += threads) {
          work(tasks[i], worker);
          progress_.add(tasks[i].cells());
          if (thread == 0) progress_.tell();
        }
      } catch (...) {
        failures[thread] = std::current_exception();
        stop = true;
      }
    };
    {
      std::vector<std::jthread> others;
      for (std::size_t i = 1; i < threads; ++i) others.emplace_back(share, i);
      share(0);
    }
    for (const std::exception_ptr& f : failures) {
      if (f) std::rethrow_exception(f);
    }
  }

  /// A slab for each thread, then these in their order, then the next.
  void run_in_rounds(std::span<const slab_task> tasks, std::size_t threads) {
    std::vector<slab_place> places(threads);
    for (std::size_t first = 0; first < tasks.size(); first += threads) {
      const std::span<const slab_task> round =
          tasks.subspan(first, std::min(threads, tasks.size() - first));
      for (std::size_t i = 0; i < round.size(); ++i) places[i] = out_.place(round[i]);
      run_together(round, threads, [&](const slab_task& task, worker_of_thread& worker) {
        worker.work(plan_, task, places[static_cast<std::size_t>(&task - round.data())]);
      });
      for (std::size_t i = 0; i < round.size(); ++i) out_.finish(round[i], std::move(places[i]));
    }
  }

  const request_plan& plan_;
  const work_split& split_;
  slab_output& out_;
  progress_report progress_;
};

}  // namespace

void run(const request_plan& plan, const work_split& split, slab_output& out) {
  evaluation(plan, split, out).run();
}

}  // namespace zhibiao::inline ZB_ABI::engine
