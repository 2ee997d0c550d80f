#include <zhibiao/value/status.hpp>

#include <iterator>

namespace zhibiao::inline ZB_ABI {
namespace {

struct row {
  status code;
  bool has_number;
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};

constexpr row rows[] = {
#define ZB_STATUS(name, number, has_number, zh, en) {status::name, has_number, #name, zh, en},
#include <zhibiao/value/status.def>
#undef ZB_STATUS
};

constexpr status statuses[] = {
#define ZB_STATUS(name, number, has_number, zh, en) status::name,
#include <zhibiao/value/status.def>
#undef ZB_STATUS
};

// Bulk code tells the two halves apart by the number alone.
constexpr bool list_is_sound() {
  for (const row& r : rows) {
    if (r.has_number != has_number(r.code)) return false;
  }
  for (std::size_t i = 1; i < std::size(rows); ++i) {
    if (rows[i].code <= rows[i - 1].code) return false;
  }
  return true;
}
static_assert(list_is_sound(), "status.def: numbers rise, and those below 32 have a number");

const row* find(status s) noexcept {
  for (const row& r : rows) {
    if (r.code == s) return &r;
  }
  return nullptr;
}

}  // namespace

std::string_view name(status s) noexcept {
  const row* r = find(s);
  return r == nullptr ? std::string_view{} : r->name;
}

std::string_view describe(status s, language lang) noexcept {
  const row* r = find(s);
  if (r == nullptr) return {};
  return lang == language::zh ? r->zh : r->en;
}

std::optional<status> parse_status(std::string_view name) noexcept {
  for (const row& r : rows) {
    if (r.name == name) return r.code;
  }
  return std::nullopt;
}

std::span<const status> all_statuses() noexcept { return statuses; }

}  // namespace zhibiao::inline ZB_ABI
