#include "io/row_buckets.hpp"

#include "io/byte_reader.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

// Shorter pieces cost the disk more than they are worth; longer ones bring nothing.
constexpr std::uint64_t shortest_piece = std::uint64_t{4} << 10U;
constexpr std::uint64_t longest_piece = std::uint64_t{1} << 20U;

void pack(byte_writer& out, const accepted_row& row) {
  out.number(row.figure.area);
  out.number(row.figure.period);
  out.real(row.figure.value);
  // A line is below 2^62.
  out.number(row.figure.line * 2 + (row.said ? 1 : 0));
  if (!row.said) return;
  const said_of_row& s = *row.said;
  out.number(static_cast<std::uint8_t>(s.how));
  out.number(static_cast<std::uint8_t>(s.status));
  out.known_interval(s.known);
  out.text(s.printed);
  out.text(s.note);
}

}  // namespace

row_buckets::row_buckets(std::size_t indicators, std::uint64_t memory, std::string path)
    : path_(std::move(path)),
      file_(path_),
      memory_(memory),
      buckets_(indicators * most_blocks),
      outline_(indicators) {}

void row_buckets::add(const accepted_row& row) {
  outline_.add(row.figure.indicator, row.figure.period);
  bucket& to = buckets_[number_of(block_of(row.figure.period), row.figure.indicator)];
  if (to.waiting.size() == 0 && to.written.empty()) ++used_;
  pack(to.waiting, row);
  if (to.waiting.size() < std::clamp(memory_ / used_, shortest_piece, longest_piece)) return;
  const std::string bytes = to.waiting.take();
  to.written.push_back({file_.append(bytes), bytes.size()});
}

void row_buckets::for_each(std::size_t block, indicator_index indicator,
                           const std::function<void(accepted_row)>& visit) const {
  const bucket& from = buckets_[number_of(block, indicator)];
  std::string bytes;
  for (const extent& e : from.written) {
    bytes.resize(static_cast<std::size_t>(e.size));
    file_.read(e.offset, bytes);
    unpack(bytes, visit, indicator);
  }
  unpack(from.waiting.written(), visit, indicator);
}

void row_buckets::unpack(std::string_view bytes, const std::function<void(accepted_row)>& visit,
                         indicator_index indicator) const {
  byte_reader in(bytes, path_, "what did not fit into the memory");
  while (!in.is_at_end()) {
    accepted_row row;
    row.figure.indicator = indicator;
    row.figure.area = in.number<area_index>();
    row.figure.period = in.number<period_key>();
    row.figure.value = in.real();
    const auto line = in.number<std::int64_t>();
    row.figure.line = line / 2;
    if (line % 2 != 0) {
      said_of_row& s = row.said.emplace();
      s.how = static_cast<qualifier>(in.number<std::uint8_t>());
      s.status = static_cast<observation_status>(in.number<std::uint8_t>());
      s.known = in.known_interval();
      s.printed = in.text();
      s.note = in.text();
    }
    visit(std::move(row));
  }
}

}  // namespace zhibiao::inline ZB_ABI::detail
