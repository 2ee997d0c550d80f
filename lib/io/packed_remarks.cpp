#include "io/packed_remarks.hpp"

#include "io/byte_reader.hpp"
#include "io/byte_writer.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

// The numbers of qualifiers stand in files: they may grow, and never change.
static_assert(
    static_cast<int>(qualifier::exact) == 0 && static_cast<int>(qualifier::rounded) == 1 &&
    static_cast<int>(qualifier::at_least) == 2 && static_cast<int>(qualifier::more_than) == 3 &&
    static_cast<int>(qualifier::at_most) == 4 && static_cast<int>(qualifier::less_than) == 5 &&
    static_cast<int>(qualifier::nearly) == 6 && static_cast<int>(qualifier::over) == 7 &&
    static_cast<int>(qualifier::about) == 8 && static_cast<int>(qualifier::between) == 9 &&
    static_cast<int>(qualifier::vague) == 10 && static_cast<int>(qualifier::full) == 11 &&
    static_cast<int>(qualifier::none) == 12 && static_cast<int>(qualifier::masked) == 13);
constexpr auto last_qualifier = static_cast<std::uint8_t>(qualifier::masked);

}  // namespace

std::string pack_remarks(std::span<const remark> remarks, std::size_t columns) {
  byte_writer out;
  for (const remark& r : remarks) {
    out.number(static_cast<std::uint32_t>(r.cell / columns));
    out.number(static_cast<std::uint32_t>(r.cell % columns));
    out.known_interval(r.known);
    out.number(static_cast<std::uint8_t>(r.how));
    out.zeros(6);
    out.number(static_cast<std::uint32_t>(r.printed.size()));
    out.number(static_cast<std::uint32_t>(r.note.size()));
  }
  for (const remark& r : remarks) {
    out.bytes(r.printed);
    out.bytes(r.note);
  }
  return out.take();
}

void unpack_remarks(std::string_view bytes, std::size_t count, std::size_t areas,
                    std::size_t columns, const std::string& file, const std::string& part,
                    std::vector<remark>& out) {
  byte_reader in(bytes, file, part);
  byte_reader texts = in;
  texts.take(count, packed_remark_bytes);
  std::uint64_t next_cell = 0;
  for (std::size_t i = 0; i < count; ++i) {
    remark r;
    const std::uint64_t area = in.number<std::uint32_t>();
    const std::uint64_t column = in.number<std::uint32_t>();
    r.cell = area * columns + column;
    if (area >= areas || column >= columns || r.cell < next_cell) {
      in.fail("cells of the run in ascending order");
    }
    next_cell = r.cell + 1;
    r.known = in.known_interval();
    const auto how = in.number<std::uint8_t>();
    if (how > last_qualifier) in.fail("a qualifier, found " + std::to_string(how));
    r.how = static_cast<qualifier>(how);
    if (!std::ranges::all_of(in.take(6), [](char c) { return c == '\0'; })) in.fail("six zeros");
    const auto printed = in.number<std::uint32_t>();
    const auto note = in.number<std::uint32_t>();
    r.printed = texts.take(printed);
    r.note = texts.take(note);
    out.push_back(std::move(r));
  }
  texts.finish();
}

}  // namespace zhibiao::inline ZB_ABI::detail
