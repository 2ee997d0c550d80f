#include "io/byte_reader.hpp"

#include <cmath>

namespace zhibiao::inline ZB_ABI::detail {

std::string_view byte_reader::take(std::size_t count, std::size_t size) {
  const std::size_t left = bytes_.size() - at_;
  if (size != 0 && count > left / size) {
    fail(std::to_string(count) + (size == 1 ? "" : " times " + std::to_string(size)) +
         " more bytes, found " + std::to_string(left));
  }
  const std::string_view taken = bytes_.substr(at_, count * size);
  at_ += taken.size();
  return taken;
}

std::string_view byte_reader::text() { return take(number<std::uint32_t>()); }

std::size_t byte_reader::count(std::size_t least_bytes) {
  const std::size_t count = number<std::uint32_t>();
  const std::size_t left = bytes_.size() - at_;
  if (count > left / least_bytes) {
    fail("at most " + std::to_string(left / least_bytes) + " entries, found " +
         std::to_string(count));
  }
  return count;
}

interval byte_reader::known_interval() {
  interval x;
  x.lower = real();
  x.upper = real();
  const auto open = number<std::uint8_t>();
  if (open > 3) fail("which ends of an interval are open");
  x.lower_open = (open & 1U) != 0;
  x.upper_open = (open & 2U) != 0;
  if (std::isnan(x.lower) || std::isnan(x.upper)) fail("the ends of an interval");
  return x;
}

period byte_reader::any_period() {
  const auto per_year = number<std::uint8_t>();
  const auto form = number<std::uint8_t>();
  const auto zero = number<std::uint16_t>();
  const auto ordinal = number<std::int32_t>();
  if (per_year == 0 && form == 0 && zero == 0 && ordinal == 0) return {};
  const bool is_frequency = per_year == 1 || per_year == 2 || per_year == 4 || per_year == 12;
  if (!is_frequency || form > 1 || zero != 0 || ordinal < 0) fail("a period");
  const auto f = static_cast<frequency>(per_year);
  const auto kind = static_cast<zhibiao::form>(form);
  if (!period::is_possible(f, ordinal / per_year, ordinal % per_year + 1, kind)) fail("a period");
  return period::from_ordinal(f, ordinal, kind);
}

void byte_reader::finish() const {
  if (at_ != bytes_.size()) {
    fail("the end, found " + std::to_string(bytes_.size() - at_) + " more bytes");
  }
}

void byte_reader::fail(const std::string& expected) const {
  place where;
  where.file = file_;
  throw error(errc::damaged_file,
              part_ + ": expected " + expected + ", before byte " + std::to_string(at_),
              std::move(where));
}

void byte_reader::refuse(const error& why) const {
  place where;
  where.file = file_;
  throw error(errc::damaged_file, part_ + ": " + why.message(), std::move(where));
}

}  // namespace zhibiao::inline ZB_ABI::detail
