#include "report/groups.hpp"

#include <zhibiao/report/words.hpp>

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

std::vector<group_members> grouped_indicators(const catalog& indicators, language lang) {
  std::vector<group_members> groups;
  std::unordered_map<std::string_view, std::size_t> by_id;
  for (const indicator_group& group : indicators.groups()) {
    by_id.emplace(group.id, groups.size());
    groups.push_back({group.name.in(lang), {}});
  }
  const std::size_t other = groups.size();
  groups.push_back(
      {other == 0 ? std::string() : std::string(text_of(word::other_group, lang)), {}});
  for (indicator_index i = 0; i < indicators.size(); ++i) {
    const auto found = by_id.find(indicators[i].group);
    groups[found == by_id.end() ? other : found->second].indicators.push_back(i);
  }
  std::erase_if(groups, [](const group_members& g) { return g.indicators.empty(); });
  return groups;
}

}  // namespace zhibiao::inline ZB_ABI::detail
