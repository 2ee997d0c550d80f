#include "engine/explain_peers.hpp"

#include <zhibiao/kernels/aggregate.hpp>

#include "engine/explain_inputs.hpp"
#include "engine/explain_rule.hpp"
#include "engine/peer_distances.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::tie_rule;

bool is_rank(const traced_cell& cell) { return cell.cell().measure == measure::rank; }

const result_cell* own_value(const traced_cell& cell) {
  const auto own = std::ranges::find_if(
      cell.peers(), [&](const traced_peer& p) { return p.value.area == cell.cell().area; });
  return own == cell.peers().end() ? nullptr : &own->value;
}

/// The name of an area of the level that peers lie in, or that they may lie anywhere.
std::string place_words(const traced_cell& cell, const speaker& say) {
  const std::string& within = cell.what().peers.within;
  if (within.empty()) {
    return say("全部同级地区", "all areas of its level");
  }
  const area_tree& areas = cell.data().areas();
  std::optional<area_index> around = areas.parent(cell.cell().area);
  while (around && areas[*around].level != within) around = areas.parent(*around);
  if (!around) return say("同级地区", "the areas of its level");
  const std::string name(areas[*around].name);
  return say(name + "所辖同级地区", "the areas of its level in " + name);
}

std::string tie_words(tie_rule ties, const speaker& say) {
  switch (ties) {
    case tie_rule::dense:
      return say("1 + 更好的不同数值的个数", "1 + how many different figures are better");
    case tie_rule::modified:
      return say("不比它差的个数（含本身）", "how many are better or equal, itself included");
    case tie_rule::ordinal:
      return say("1 + 更好的，或相等而代码在前的个数",
                 "1 + how many are better, or equal and earlier by code");
    case tie_rule::fractional:
      return say("相等者名次的平均数", "the mean of the places of equal figures");
    case tie_rule::standard:
      break;
  }
  return say("1 + 更好的个数", "1 + how many are better");
}

std::string order_words(const indicator& i, const speaker& say) {
  switch (i.direction) {
    case direction::up:
      return say("越大越好", "the larger the better");
    case direction::down:
      return say("越小越好", "the smaller the better");
    case direction::none:
      return say("由大到小", "the largest first");
    case direction::range:
      break;
  }
  return say("指标以落在区间内为好，没有先后", "best inside a range, so without an order");
}

std::string peers_words(const traced_cell& cell, const speaker& say) {
  const cell_coverage& c = cell.cell().coverage;
  return std::to_string(c.counted) + "/" + std::to_string(c.members) +
         say(" 个同级地区有数", " peers have a figure");
}

bool is_unbounded_list(const traced_cell& cell) {
  return std::ranges::all_of(cell.peers(), [](const traced_peer& p) {
    return !has_number(p.value.why) || is_exact(p.value.known);
  });
}

/// In the order of the ranking, whether or not bounds leave the ranks open; those without a figure last.
std::vector<traced_peer> from_the_best(const traced_cell& cell) {
  std::vector<traced_peer> peers = cell.peers();
  const auto behind = std::stable_partition(
      peers.begin(), peers.end(), [](const traced_peer& p) { return has_number(p.value.why); });
  const std::span ranked(peers.begin(), behind);
  const auto figure = [](const traced_peer& p) { return p.value.value; };
  switch (cell.definition().direction) {
    case direction::up:
    case direction::none:
      std::ranges::stable_sort(ranked, std::ranges::greater(), figure);
      break;
    case direction::down:
      std::ranges::stable_sort(ranked, std::ranges::less(), figure);
      break;
    case direction::range:
      break;
  }
  return peers;
}

/// The places that equal figures take together.
std::string worked_mean_of_places(const traced_cell& cell, double own) {
  std::size_t better = 0;
  std::size_t equal = 0;
  const bool up = cell.definition().direction != direction::down;
  for (const traced_peer& p : cell.peers()) {
    if (!has_number(p.value.why)) continue;
    better += (up ? p.value.value > own : p.value.value < own) ? 1 : 0;
    equal += p.value.value == own ? 1 : 0;
  }
  return "(" + std::to_string(better + 1) + " + " + std::to_string(better + equal) + ") ÷ 2";
}

std::string no_share_words(const traced_cell& cell, const speaker& say) {
  if (cell.definition().over_areas != area_aggregation::sum) {
    return say("这个指标在地区间不能相加，没有占比",
               "figures of this indicator are not added up over areas, so there are no shares");
  }
  return say("同级地区中有负数，或合计为零，没有占比",
             "one of the figures is negative or their sum is zero, so there are no shares");
}

bool is_distance(const traced_cell& cell) {
  return cell.cell().measure == measure::goal_distance ||
         cell.cell().measure == measure::frontier_distance;
}

std::string worked_distance(const traced_cell& cell, double own, const speaker& say) {
  std::vector<double> figures;
  for (const traced_peer& p : cell.peers()) {
    if (has_number(p.value.why)) figures.push_back(p.value.value);
  }
  if (cell.cell().measure == measure::goal_distance) {
    const kernels::cell deviation = deviation_of(figures);
    const std::optional<way> w = cell.scheduled();
    const std::string goal = w ? number_text(w->goal) : "—";
    const bool up = w && !w->is_limit;
    return "(" + (up ? goal + " − " + number_text(own) : number_text(own) + " − " + goal) + ") ÷ " +
           number_text(deviation.value) + say("，低于 0 记 0", ", below 0 as 0");
  }
  const auto [least, greatest] = std::ranges::minmax(figures);
  const bool up = cell.definition().direction == direction::up;
  const std::string worst = number_text(up ? least : greatest);
  return "(" + worst + " − " + number_text(own) + ") ÷ (" + worst + " − " +
         number_text(up ? greatest : least) + ") × 100";
}

std::string rule_of_distance(const traced_cell& cell, const speaker& say) {
  switch (cell.cell().why) {
    case status::undetermined:
      return say("有的同级地区只知道区间，标准差和最好、最差定不下来",
                 "a figure of a peer is only known as an interval, which leaves deviation and "
                 "frontier open");
    case status::out_of_domain:
      return say("同级地区少于 3 个、数值都相同、没有方向，或目标是区间",
                 "there are too few peers, all are the same, there is no direction, or the goal is "
                 "a range");
    case status::no_target:
      return say("没有本期或以后到期的目标", "there is no goal that is due in the period or later");
    default:
      return peers_words(cell, say);
  }
}

}  // namespace

std::string formula_of_peers(const traced_cell& cell, const speaker& say) {
  if (cell.cell().measure == measure::goal_distance) {
    return say("经合组织：距目标还差 ÷ 标准差（n − 1），已达到为 0；标准差取自",
               "OECD: what is missing to the goal / standard deviation (n - 1), 0 where it is "
               "reached; of ") +
           place_words(cell, say);
  }
  if (cell.cell().measure == measure::frontier_distance) {
    return say("(最差值 − 本期值) ÷ (最差值 − 最好值) × 100；最差、最好取自",
               "(worst - current) / (worst - best) x 100; of ") +
           place_words(cell, say) + say("，", ", ") + order_words(cell.definition(), say);
  }
  if (!is_rank(cell)) {
    return say("本期值 ÷ ", "current / sum of ") + place_words(cell, say) +
           say("之和 × 100", " x 100");
  }
  return tie_words(cell.what().peers.ties, say) + say("；在", "; among ") + place_words(cell, say) +
         say("中，", ", ") + order_words(cell.definition(), say);
}

std::string worked_of_peers(const traced_cell& cell, const speaker& say) {
  const result_cell& c = cell.cell();
  const result_cell* const own = own_value(cell);
  if (!has_number(c.why) || own == nullptr) return {};
  const std::string equals = " = " + number_text(c.value);
  if (is_distance(cell)) return worked_distance(cell, own->value, say) + equals;
  if (is_rank(cell)) {
    switch (cell.what().peers.ties) {
      case tie_rule::fractional:
        return is_unbounded_list(cell) ? worked_mean_of_places(cell, own->value) + equals
                                       : std::string();
      case tie_rule::modified:
        return {};
      default:
        return "1 + " + number_text(c.value - 1) + equals;
    }
  }
  std::vector<double> figures;
  for (const traced_peer& p : cell.peers()) {
    if (has_number(p.value.why)) figures.push_back(p.value.value);
  }
  const double total = kernels::total_of(figures, {});
  return number_text(own->value) + " ÷ " + number_text(total) + say(" × 100", " x 100") + equals;
}

std::string rule_of_peers(const traced_cell& cell, const speaker& say) {
  const result_cell& c = cell.cell();
  const result_cell* const own = own_value(cell);
  const bool has_own = own != nullptr && has_number(own->why);
  if (is_distance(cell)) return rule_of_distance(cell, say);
  switch (c.why) {
    case status::ok:
      return peers_words(cell, say) +
             say("；按全数值比较，不先修约", "; figures are taken at full precision");
    case status::partial:
      if (!is_rank(cell) && c.coverage.counted < c.coverage.members) {
        return peers_words(cell, say) + say("；合计不全", "; their sum is incomplete");
      }
      return peers_words(cell, say) +
             (is_rank(cell) ? say("；本期值只代表部分乡镇", "; its own figure lacks some towns")
                            : say("；有的只代表部分乡镇", "; some of them lack towns"));
    case status::estimated:
      if (is_rank(cell)) {
        return peers_words(cell, say) + say("；本期值是估计数", "; its own figure is an estimate");
      }
      break;
    case status::coverage_low:
      if (has_own) {
        return peers_words(cell, say) + say("，最低要求 ", ", the minimum is ") +
               number_text(100 * cell.min_coverage()) +
               say(" %；不足则没有占比", " %; below it there are no shares");
      }
      return say("本期值的汇总覆盖率不足，没有数",
                 "too few towns reported for a figure of its own");
    case status::undetermined:
      return is_rank(cell) ? say("有的地区只报了界限，位次随其真实数值而变",
                                 "a figure is only known as a bound, and the rank depends on "
                                 "where beyond it the figure lies")
                           : say("有的地区只知道区间，合计和占比定不下来",
                                 "a figure is only known as an interval, which leaves sum and "
                                 "share open");
    case status::out_of_domain:
      if (own != nullptr && !has_own) break;
      if (cell.peers().empty()) {
        return say("本地区不在任何这一级的地区之内，没有可比的同级地区：",
                   "the area lies inside no area of the level, so it has no peers: ") +
               cell.what().peers.within;
      }
      return is_rank(cell) ? order_words(cell.definition(), say) : no_share_words(cell, say);
    default:
      break;
  }
  return rule_of(cell, say);
}

std::vector<explained_input> inputs_of_peers(const traced_cell& cell, const speaker& say) {
  const result_cell& c = cell.cell();
  input_lines lines(cell, say);
  const auto add = [&](std::string role, const result_cell& value) {
    figure f;
    f.value = value.value;
    f.why = value.why;
    f.known = value.known;
    lines.add(std::move(role), f, value.area, c.period, c.indicator);
  };
  const std::string current = say("本期", "current") + " " + describe(c.period, say.lang());
  const result_cell* const own = own_value(cell);
  if (own != nullptr) {
    add(current, *own);
  } else {
    const std::optional<std::size_t> column = cell.column_of(c.period);
    lines.add(current, column ? std::optional<figure>(cell.value(*column)) : std::nullopt, c.area,
              c.period, c.indicator);
  }

  const std::vector<traced_peer> peers = is_rank(cell) ? from_the_best(cell) : cell.peers();
  std::size_t left_out = 0;
  for (const traced_peer& p : peers) {
    if (p.value.area == c.area) continue;
    if (lines.size() > longest_list) {
      ++left_out;
      continue;
    }
    add("  " + std::string(cell.data().areas()[p.value.area].name), p.value);
    if (is_rank(cell) && has_number(p.rank.why)) {
      lines.add_detail(say("位次 ", "rank ") + number_text(p.rank.value));
    }
  }
  if (left_out != 0) {
    explained_input more;
    more.role =
        "  " + say("其余 ", "and ") + std::to_string(left_out) + say(" 个同级地区", " more peers");
    lines.add(std::move(more));
  }
  return lines.take();
}

}  // namespace zhibiao::inline ZB_ABI::engine
