#include "io/packed_targets.hpp"

#include "io/byte_reader.hpp"
#include "io/byte_writer.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

constexpr std::uint32_t every_town = 0xFFFFFFFF;
constexpr std::uint32_t every_indicator = 0xFFFFFFFF;

target read_target(byte_reader& in, std::size_t indicators, std::size_t areas) {
  target t;
  t.indicator = in.number<std::uint32_t>();
  if (t.indicator >= indicators) in.fail("an indicator of the catalogue");
  const auto area = in.number<std::uint32_t>();
  if (area != every_town) {
    if (area >= areas) in.fail("an area of the file");
    t.area = area;
  }
  t.deadline = in.any_period();
  const std::optional<comparison> how = parse_comparison(in.text());
  if (!how) in.fail("a comparison");
  t.comparison = *how;
  t.wanted = in.known_interval();
  if (const period base = in.any_period(); base.is_valid()) t.base_period = base;
  const auto has_base = in.number<std::uint8_t>();
  const double base = in.real();
  if (has_base > 1) in.fail("whether a base is given");
  if (has_base == 1) t.base = base;
  const std::optional<target_path> path = parse_target_path(in.text());
  if (!path) in.fail("a path");
  t.path = *path;
  t.where.file = in.text();
  t.where.line = in.number<std::int64_t>();
  t.where.column = in.number<std::int64_t>();
  return t;
}

/// What a target has beyond the plain fields, of the few that have it.
bool has_more(const target& t) noexcept {
  return t.basis != target_basis::level || !t.milestones.empty();
}

void pack_more(byte_writer& out, const targets& wanted) {
  std::uint32_t count = 0;
  for (const target& t : wanted.list()) count += has_more(t) ? 1U : 0U;
  if (count == 0 && wanted.profiles().empty()) return;
  out.number(count);
  for (std::size_t i = 0; i < wanted.list().size(); ++i) {
    const target& t = wanted.list()[i];
    if (!has_more(t)) continue;
    out.number(static_cast<std::uint32_t>(i));
    out.text(name(t.basis));
    out.number(static_cast<std::uint32_t>(t.milestones.size()));
    for (const milestone& m : t.milestones) {
      out.any_period(m.at);
      out.real(m.value);
    }
  }
  out.number(static_cast<std::uint32_t>(wanted.profiles().size()));
  for (const seasonal_profile& p : wanted.profiles()) {
    out.number(p.indicator() ? *p.indicator() : every_indicator);
    out.number(p.unit());
    out.number(static_cast<std::uint32_t>(p.shares().size()));
    for (const std::int64_t share : p.shares()) out.number(share);
  }
}

seasonal_profile read_profile(byte_reader& in, std::size_t indicators) {
  std::optional<indicator_index> of;
  const auto indicator = in.number<std::uint32_t>();
  if (indicator != every_indicator) {
    if (indicator >= indicators) in.fail("an indicator of the catalogue");
    of = indicator;
  }
  std::int64_t unit = in.number<std::int64_t>();
  std::int32_t places = 0;
  for (; unit > 1 && unit % 10 == 0; unit /= 10) ++places;
  if (unit != 1) in.fail("a power of ten");
  std::vector<decimal> shares(in.count(8));
  for (decimal& share : shares) share = {in.number<std::int64_t>(), places};
  const auto f = static_cast<frequency>(shares.size());
  const bool is_part = f == frequency::month || f == frequency::quarter || f == frequency::half;
  if (!is_part) in.fail("the shares of a year");
  try {
    return seasonal_profile::make(of, f, shares);
  } catch (const error& e) {
    in.refuse(e);
  }
}

std::vector<seasonal_profile> read_more(byte_reader& in, std::vector<target>& list,
                                        std::size_t indicators) {
  constexpr std::size_t least_more = 4 + 4 + 4;
  constexpr std::size_t least_profile = 4 + 8 + 4;
  const std::size_t count = in.count(least_more);
  for (std::size_t n = 0; n < count; ++n) {
    const auto at = in.number<std::uint32_t>();
    if (at >= list.size()) in.fail("a target of the list");
    const std::string word(in.text());
    const std::optional<target_basis> basis = parse_target_basis(word);
    if (!basis || word.empty()) in.fail("a basis");
    list[at].basis = *basis;
    std::vector<milestone> milestones(in.count(8 + 8));
    for (milestone& m : milestones) {
      m.at = in.any_period();
      m.value = in.real();
    }
    list[at].milestones = std::move(milestones);
  }
  std::vector<seasonal_profile> profiles;
  const std::size_t all = in.count(least_profile);
  for (std::size_t n = 0; n < all; ++n) profiles.push_back(read_profile(in, indicators));
  return profiles;
}

}  // namespace

std::string pack_targets(const targets& wanted) {
  byte_writer out;
  out.number(static_cast<std::uint32_t>(wanted.list().size()));
  for (const target& t : wanted.list()) {
    out.number(t.indicator);
    out.number(t.area ? *t.area : every_town);
    out.any_period(t.deadline);
    out.text(symbol(t.comparison));
    out.known_interval(t.wanted);
    out.any_period(t.base_period.value_or(period()));
    out.number(static_cast<std::uint8_t>(t.base ? 1 : 0));
    out.real(t.base.value_or(0));
    out.text(name(t.path));
    out.text(t.where.file);
    out.number(t.where.line);
    out.number(t.where.column);
  }
  pack_more(out, wanted);
  return out.take();
}

targets unpack_targets(std::string_view bytes, const std::string& file, std::size_t indicators,
                       std::size_t areas) {
  constexpr std::size_t least_target = 4 + 4 + 8 + 4 + 17 + 8 + 1 + 8 + 4 + 4 + 8 + 8;
  byte_reader in(bytes, file, "the targets");
  std::vector<target> list(in.count(least_target));
  for (target& t : list) t = read_target(in, indicators, areas);
  // Targets of the first kind end here.
  std::vector<seasonal_profile> profiles;
  if (!in.is_at_end()) profiles = read_more(in, list, indicators);
  in.finish();
  try {
    return targets::make(std::move(list), std::move(profiles));
  } catch (const error& e) {
    in.refuse(e);
  }
}

}  // namespace zhibiao::inline ZB_ABI::detail
