// Evaluates the same rows in every way there is and prints the digest of the results; exit code 1 where
// two ways differ.

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/kernels/instruction_set.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "digest.hpp"
#include "rows.hpp"

#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace zb = zhibiao;
using zb::kernels::instruction_set;

namespace {

zb::request everything(const zb::targets& wanted) {
  using enum zb::measure;
  zb::request r;
  r.measures = {value, stated,     difference, year_on_year, period_on_period,
                gap,   completion, verdict,    rank,         share};
  using enum zb::statistic_kind;
  r.statistics = {{mean}, {standard_deviation}, {median}, {gini}, {theil_between}, {theil_within}};
  r.peers = {"county", zb::kernels::tie_rule::fractional};
  r.targets = &wanted;
  return r;
}

zb::panel panel_of(const zb::same_bits::reported& data, const std::vector<zb::observation>& rows) {
  zb::panel_builder builder(data.catalog, data.areas);
  for (const zb::observation& row : rows) builder.add(row);
  return builder.build();
}

/// Compares each digest with the first.
class comparison {
 public:
  void add(const std::string& way, std::uint64_t digest) {
    if (!first_) first_ = digest;
    if (digest == *first_) return;
    std::printf("%016llx %s differs\n", static_cast<unsigned long long>(digest), way.c_str());
    all_equal_ = false;
  }
  int finish() const {
    std::printf("%016llx\n", static_cast<unsigned long long>(first_.value_or(0)));
    return all_equal_ ? 0 : 1;
  }

 private:
  std::optional<std::uint64_t> first_;
  bool all_equal_ = true;
};

}  // namespace

int main() {
  const zb::same_bits::reported data = zb::same_bits::make_rows();
  zb::request what = everything(data.targets);
  comparison ways;
  for (const std::string_view order : {"sorted", "shuffled"}) {
    const zb::panel panel =
        panel_of(data, order == "sorted" ? data.rows : zb::same_bits::shuffled(data.rows));
    for (const auto set :
         {instruction_set::baseline, instruction_set::avx2, instruction_set::avx512}) {
      const std::string name(zb::kernels::name(set));
      if (set > zb::kernels::best_instruction_set()) {
        if (order == "sorted") std::printf("this machine has no %s\n", name.c_str());
        continue;
      }
      zb::kernels::use_instruction_set(set);
      for (const int threads : {1, 2, 7}) {
        what.threads = threads;
        ways.add(
            name + ", " + std::to_string(threads) + " threads, " + std::string(order) + " rows",
            zb::same_bits::digest_of(zb::evaluate(panel, what)));
      }
    }
  }
  return ways.finish();
}
