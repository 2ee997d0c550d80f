#include "io/packed_directory.hpp"

#include <zhibiao/value/error.hpp>

#include "io/byte_reader.hpp"
#include "io/byte_writer.hpp"
#include "io/checksum.hpp"
#include "io/packed_remarks.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

using namespace std::string_view_literals;

// As in PNG: a byte above ASCII, the name, and line ends that a transfer as text would change.
constexpr std::string_view magic = "\x89ZBP\r\n\x1A\n"sv;
constexpr std::uint32_t byte_order_mark = 0x01020304;
constexpr std::size_t checked_header = panel_file_header_size - 8;

[[noreturn]] void fail(errc code, const std::string& file, std::string message) {
  place where;
  where.file = file;
  throw error(code, std::move(message), std::move(where));
}

void write(byte_writer& out, const file_piece& p) {
  out.number(p.offset);
  out.number(p.size);
  out.number(p.checksum);
}

file_piece read_piece(byte_reader& in) {
  file_piece p;
  p.offset = in.number<std::uint64_t>();
  p.size = in.number<std::uint64_t>();
  p.checksum = in.number<std::uint64_t>();
  return p;
}

bool is_none(const file_piece& p) noexcept {
  return p.offset == 0 && p.size == 0 && p.checksum == 0;
}

bool fits(const file_piece& p, std::uint64_t file_size) noexcept {
  return p.offset >= panel_file_header_size && p.offset % piece_alignment == 0 &&
         p.offset <= file_size && p.size <= file_size - p.offset;
}

void write_bits(byte_writer& out, const std::vector<bool>& bits) {
  for (std::size_t i = 0; i < bits.size(); i += 8) {
    unsigned byte = 0;
    for (std::size_t b = i; b < std::min(i + 8, bits.size()); ++b) {
      byte |= (bits[b] ? 1U : 0U) << (b - i);
    }
    out.number(static_cast<std::uint8_t>(byte));
  }
}

std::vector<bool> read_bits(byte_reader& in, std::size_t count) {
  const std::string_view bytes = in.take((count + 7) / 8);
  std::vector<bool> bits(count);
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned byte = static_cast<unsigned char>(bytes[i / 8]);
    bits[i] = ((byte >> (i % 8)) & 1U) != 0;
  }
  return bits;
}

// Reads a directory whose bytes are those that were written, by their checksum; nothing else is taken
// for granted.
class directory_reader {
 public:
  directory_reader(byte_reader in, const panel_file_header& header, std::size_t indicators,
                   std::size_t areas)
      : in_(std::move(in)), header_(header), indicators_(indicators), areas_(areas) {}

  packed_directory read() {
    packed_directory d;
    d.reported = in_.number<std::uint64_t>();
    if (const auto areas = in_.number<std::uint32_t>(); areas != areas_) {
      in_.fail("figures of " + std::to_string(areas_) + " areas, found " + std::to_string(areas));
    }
    d.is_reporting = read_bits(in_, areas_);
    d.blocks.resize(in_.count(least_block));
    const packed_block_entry* before = nullptr;
    for (packed_block_entry& b : d.blocks) {
      read_block(b, before);
      before = &b;
    }
    in_.finish();
    d.ends = ends_of_pieces();
    return d;
  }

 private:
  static constexpr std::size_t least_block = 8 + 3 * 4;
  static constexpr std::size_t least_slot = 8;
  static constexpr std::size_t run_bytes = 3 * 24 + 8;

  void read_block(packed_block_entry& b, const packed_block_entry* before) {
    const auto order = [](const packed_block_entry& e) {
      return std::pair(periods_per_year(e.first.frequency()), e.first.form());
    };
    b.first = in_.any_period();
    b.period_count = in_.number<std::uint32_t>();
    b.periods_per_run = in_.number<std::uint32_t>();
    if (areas_ == 0 || !b.first.is_valid() || b.period_count == 0 || b.periods_per_run == 0) {
      in_.fail("areas and periods of a block");
    }
    if (before != nullptr && order(*before) >= order(b)) {
      in_.fail("blocks from the coarsest to the finest, each once");
    }
    // The last period of the last year there is.
    const int per_year = periods_per_year(b.first.frequency());
    const auto last = static_cast<std::uint32_t>(9999 * per_year + per_year - 1);
    if (b.period_count - 1 > last - static_cast<std::uint32_t>(b.first.ordinal())) {
      in_.fail("periods up to the year 9999");
    }
    b.is_reported = read_bits(in_, b.period_count);
    const std::size_t runs = run_count(b.first, b.period_count, b.periods_per_run);
    b.slots.resize(in_.count(least_slot + runs * run_bytes));
    if (b.slots.empty()) in_.fail("indicators of a block");
    const packed_slot* slot_before = nullptr;
    for (packed_slot& s : b.slots) {
      s.indicator = in_.number<std::uint32_t>();
      if (s.indicator >= indicators_ ||
          (slot_before != nullptr && s.indicator <= slot_before->indicator)) {
        in_.fail("indicators in the order of the catalogue, found " + std::to_string(s.indicator));
      }
      slot_before = &s;
      s.exact_decimals = in_.number<std::int8_t>();
      if (s.exact_decimals < -1 || s.exact_decimals > 9) in_.fail("decimals from 0 to 9, or -1");
      if (in_.take(3) != "\0\0\0"sv) in_.fail("three zeros");
      s.runs.resize(runs);
      for (std::size_t r = 0; r < runs; ++r) {
        read_run(s.runs[r],
                 areas_ * run_columns(b.first, b.period_count, b.periods_per_run, r).size());
      }
    }
  }

  void read_run(packed_run& run, std::uint64_t cells) {
    // A block has below 2^17 periods and 2^32 areas: cells * 8 is far from overflow.
    run.values = read_piece(in_);
    keep(run.values, cells * sizeof(double));
    run.statuses = read_piece(in_);
    if (!is_none(run.statuses)) keep(run.statuses, cells);
    run.remarks = read_piece(in_);
    run.remark_count = in_.number<std::uint32_t>();
    if (in_.number<std::uint32_t>() != 0) in_.fail("a zero");
    if (is_none(run.remarks) != (run.remark_count == 0)) in_.fail("as many remarks as counted");
    if (is_none(run.remarks)) return;
    if (run.remark_count > cells || run.remarks.size / packed_remark_bytes < run.remark_count) {
      in_.fail("room for " + std::to_string(run.remark_count) + " remarks");
    }
    keep(run.remarks, run.remarks.size);
  }

  void keep(const file_piece& p, std::uint64_t size) {
    if (p.size != size || size == 0 || !fits(p, header_.file_size)) {
      in_.fail(std::to_string(size) + " bytes within the file");
    }
    pieces_.push_back({p.offset, p.offset + p.size});
  }

  // Where no byte is shared, all that is read is no more than the file.
  std::vector<std::uint64_t> ends_of_pieces() {
    pieces_.push_back({0, panel_file_header_size});
    for (const file_piece& p :
         {header_.catalog, header_.areas, header_.targets, header_.directory}) {
      if (p.size != 0) pieces_.push_back({p.offset, p.offset + p.size});
    }
    std::ranges::sort(pieces_);
    std::vector<std::uint64_t> ends;
    for (const auto& [first, end] : pieces_) {
      if (!ends.empty() && ends.back() > first) in_.fail("pieces that share no byte");
      if (!ends.empty() && first - ends.back() >= long_piece_alignment) {
        in_.fail("fewer than " + std::to_string(long_piece_alignment) + " bytes between pieces");
      }
      ends.push_back(end);
    }
    if (ends.back() != header_.file_size) in_.fail("a file that ends with a piece");
    return ends;
  }

  byte_reader in_;
  const panel_file_header& header_;
  std::size_t indicators_;
  std::size_t areas_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pieces_;
};

}  // namespace

std::string pack_header(const panel_file_header& h) {
  byte_writer out;
  out.bytes(magic);
  out.number(panel_file_version);
  out.number(byte_order_mark);
  out.number(h.file_size);
  for (const file_piece& p : {h.catalog, h.areas, h.targets, h.directory}) write(out, p);
  std::string bytes = out.take();
  out.bytes(bytes);
  out.number(checksum(bytes));
  return out.take();
}

panel_file_header unpack_header(std::string_view bytes, std::uint64_t file_size,
                                const std::string& file) {
  const std::string_view start = bytes.substr(0, magic.size());
  if (start.empty() || start != magic.substr(0, start.size())) {
    fail(errc::not_a_panel_file, file,
         "expected a packed panel, found something else: zhibiao pack makes one");
  }
  if (bytes.size() < panel_file_header_size) {
    fail(errc::damaged_file, file,
         "expected a header of " + std::to_string(panel_file_header_size) + " bytes, found " +
             std::to_string(bytes.size()) + ": the file is cut short");
  }
  byte_reader in(bytes, file, "the header");
  in.take(magic.size());
  const auto version = in.number<std::uint32_t>();
  const auto mark = in.number<std::uint32_t>();
  panel_file_header h;
  h.file_size = in.number<std::uint64_t>();
  for (file_piece* p : {&h.catalog, &h.areas, &h.targets, &h.directory}) *p = read_piece(in);
  // Before all else, so that a flipped bit is not taken for a version.
  if (const auto sum = in.number<std::uint64_t>();
      sum != checksum(bytes.substr(0, checked_header))) {
    fail(errc::damaged_file, file, "the header is damaged: its checksum does not fit");
  }
  if (version > panel_file_version) {
    fail(errc::newer_version, file,
         "expected a packed panel of version " + std::to_string(panel_file_version) + ", found " +
             std::to_string(version) + ": it was made by a newer program");
  }
  if (version == 0 || mark != byte_order_mark) in.fail("a version and a byte order");
  if (h.file_size != file_size) {
    fail(errc::damaged_file, file,
         "expected " + std::to_string(h.file_size) + " bytes, found " + std::to_string(file_size) +
             (file_size < h.file_size ? ": the file is cut short" : ""));
  }
  for (const file_piece& p : {h.catalog, h.areas, h.directory}) {
    if (!fits(p, file_size) || p.size > most_section_bytes) in.fail("sections within the file");
  }
  if (!is_none(h.targets) && (!fits(h.targets, file_size) || h.targets.size > most_section_bytes)) {
    in.fail("targets within the file");
  }
  return h;
}

std::size_t run_count(const period& first, std::size_t period_count, std::size_t periods_per_run) {
  const auto ordinal = static_cast<std::size_t>(first.ordinal());
  return (ordinal + period_count - 1) / periods_per_run - ordinal / periods_per_run + 1;
}

column_range run_columns(const period& first, std::size_t period_count, std::size_t periods_per_run,
                         std::size_t run) {
  const auto ordinal = static_cast<std::size_t>(first.ordinal());
  const std::size_t start = (ordinal / periods_per_run + run) * periods_per_run;
  const std::size_t end = start + periods_per_run;
  return {start < ordinal ? 0 : start - ordinal, std::min(end - ordinal, period_count)};
}

std::string pack_directory(const packed_directory& d) {
  byte_writer out;
  out.number(d.reported);
  out.number(static_cast<std::uint32_t>(d.is_reporting.size()));
  write_bits(out, d.is_reporting);
  out.number(static_cast<std::uint32_t>(d.blocks.size()));
  for (const packed_block_entry& b : d.blocks) {
    out.any_period(b.first);
    out.number(b.period_count);
    out.number(b.periods_per_run);
    write_bits(out, b.is_reported);
    out.number(static_cast<std::uint32_t>(b.slots.size()));
    for (const packed_slot& s : b.slots) {
      out.number(s.indicator);
      out.number(s.exact_decimals);
      out.zeros(3);
      for (const packed_run& r : s.runs) {
        write(out, r.values);
        write(out, r.statuses);
        write(out, r.remarks);
        out.number(r.remark_count);
        out.zeros(4);
      }
    }
  }
  return out.take();
}

packed_directory unpack_directory(std::string_view bytes, const panel_file_header& header,
                                  std::size_t indicators, std::size_t areas,
                                  const std::string& file) {
  return directory_reader(byte_reader(bytes, file, "the directory"), header, indicators, areas)
      .read();
}

}  // namespace zhibiao::inline ZB_ABI::detail
