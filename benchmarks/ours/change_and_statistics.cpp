// From long columns to year on year of every town and six statistics at three levels, all with their
// statuses. Memory is taken from an arena that stays from call to call.

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/panel/arena.hpp>

#include "../data/figures.hpp"
#include "input.hpp"
#include "jobs.hpp"
#include "results.hpp"
#include "statistics.hpp"

#include <utility>

namespace zhibiao_bench {
namespace {

class change_and_statistics final : public job {
 public:
  change_and_statistics(const setting& how, frame f, columns rows)
      : frame_(std::move(f)),
        rows_(std::move(rows)),
        statistics_(six_statistics({"county", "prefecture", "province"}, how.threads)) {
    change_.measures = {zhibiao::measure::year_on_year};
    change_.levels = {"town"};
    change_.threads = how.threads;
    change_.memory = &memory_;
    statistics_.memory = &memory_;
  }

  void run() override {
    const zhibiao::panel data = make_panel(frame_, rows_, change_.threads, &memory_);
    changes_ = zhibiao::evaluate(data, change_);
    results_ = zhibiao::evaluate(data, statistics_);
  }
  void release() override {
    changes_ = {};
    results_ = {};
  }
  void save(const std::string& folder) const override {
    put_section(folder, "yoy", changes_.sections().front());
    put_statistics(folder, results_);
  }

 private:
  frame frame_;
  columns rows_;
  zhibiao::arena memory_;
  zhibiao::request change_;
  zhibiao::request statistics_;
  zhibiao::result_set changes_;
  zhibiao::result_set results_;
};

/// The rows of data/generate.cpp, sorted, without a file.
columns draw_columns(const frame& f) {
  figures all;
  all.towns = f.codes.size();
  all.indicators = f.indicators;
  all.periods = f.periods;
  columns rows;
  for (std::size_t t = 0; t < all.towns; ++t) {
    for (std::size_t i = 0; i < all.indicators; ++i) {
      for (std::size_t p = 0; p < all.periods; ++p) {
        const figure drawn = all.at(t, i, p);
        if (drawn.is == figure::kind::no_row) continue;
        rows.town.push_back(f.codes[t]);
        rows.indicator.push_back(static_cast<std::uint16_t>(i));
        rows.year.push_back(static_cast<std::int16_t>(f.first_year + static_cast<int>(p)));
        rows.value.push_back(number(drawn));
      }
    }
  }
  return rows;
}

}  // namespace

std::unique_ptr<job> make_change_and_statistics(const setting& how) {
  return std::make_unique<change_and_statistics>(how, read_frame(how.folder + "/shape.json"),
                                                 read_columns(how.folder));
}

std::unique_ptr<job> make_change_and_statistics_drawn(const setting& how) {
  frame f = read_frame(how.folder + "/shape.json");
  columns rows = draw_columns(f);
  return std::make_unique<change_and_statistics>(how, std::move(f), std::move(rows));
}

}  // namespace zhibiao_bench
