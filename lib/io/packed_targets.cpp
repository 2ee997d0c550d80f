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
  return out.take();
}

targets unpack_targets(std::string_view bytes, const std::string& file, std::size_t indicators,
                       std::size_t areas) {
  constexpr std::size_t least_target = 4 + 4 + 8 + 4 + 17 + 8 + 1 + 8 + 4 + 4 + 8 + 8;
  byte_reader in(bytes, file, "the targets");
  std::vector<target> list(in.count(least_target));
  for (target& t : list) t = read_target(in, indicators, areas);
  in.finish();
  try {
    return targets::make(std::move(list));
  } catch (const error& e) {
    in.refuse(e);
  }
}

}  // namespace zhibiao::inline ZB_ABI::detail
