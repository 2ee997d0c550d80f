// Evaluates the same rows in every way there is and prints the digest of the results; exit code 1 where
// two ways differ.

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/io/panel_file_source.hpp>
#include <zhibiao/io/panel_file_writer.hpp>
#include <zhibiao/kernels/instruction_set.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "../support/temporary_folder.hpp"
#include "digest.hpp"
#include "rows.hpp"

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace zb = zhibiao;
using zb::kernels::instruction_set;

namespace {

zb::request everything(const zb::targets& wanted) {
  zb::request r;
  r.measures.assign(zb::all_measures().begin(), zb::all_measures().end());
  for (const zb::statistic_kind kind : zb::all_statistics()) {
    zb::statistic s;
    s.kind = kind;
    if (zb::needs_probability(kind)) s.p = {9, 1};
    r.statistics.push_back(s);
  }
  for (const int type : {1, 6}) {
    r.statistics.push_back(zb::parse_statistic("quantile(0.35 type " + std::to_string(type) + ")"));
  }
  r.peers = {"county", zb::kernels::tie_rule::fractional};
  r.method.base_period = zb::period::make(zb::frequency::year, 2020, 1);
  r.targets = &wanted;
  return r;
}

zb::panel panel_of(const zb::same_bits::reported& data, const std::vector<zb::observation>& rows) {
  zb::panel_builder builder(data.catalog, data.areas);
  for (const zb::observation& row : rows) builder.add(row);
  return builder.build();
}

/// Figures in memory, and the same in a packed file, in runs so short that many have to be read together.
struct sources {
  sources(const zb::panel& data, const zb::targets& wanted, const std::string& file)
      : in_memory(data), packed(write(data, wanted, file)) {}

  static zb::panel_file write(const zb::panel& data, const zb::targets& wanted,
                              const std::string& file) {
    constexpr std::uint64_t months_a_run = 4;
    zb::write_panel_file(file, data, wanted, {},
                         data.areas().size() * sizeof(double) * months_a_run);
    return zb::panel_file(file);
  }

  zb::panel_source in_memory;
  zb::panel_file_source packed;
};

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
  const zb::test::temporary_folder folder;
  comparison ways;
  for (const std::string_view order : {"sorted", "shuffled"}) {
    const sources from(
        panel_of(data, order == "sorted" ? data.rows : zb::same_bits::shuffled(data.rows)),
        data.targets, folder / order);
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
        const std::string way =
            name + ", " + std::to_string(threads) + " threads, " + std::string(order) + " rows";
        ways.add(way + " in memory", zb::same_bits::digest_of(zb::evaluate(from.in_memory, what)));
        ways.add(way + " in a file", zb::same_bits::digest_of(zb::evaluate(from.packed, what)));
      }
    }
  }
  return ways.finish();
}
