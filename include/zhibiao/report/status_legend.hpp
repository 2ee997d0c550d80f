#pragma once

#include <zhibiao/report/text_table.hpp>
#include <zhibiao/value/status.hpp>

#include <bitset>
#include <cstdint>
#include <string>

namespace zhibiao::inline ZB_ABI {

/// The statuses that occur in a table.
class status_set {
 public:
  void add(status s) noexcept { held_.set(static_cast<std::uint8_t>(s)); }
  bool has(status s) const noexcept { return held_.test(static_cast<std::uint8_t>(s)); }

 private:
  std::bitset<256> held_;
};

/// What the statuses of a table mean, one a line with its name; `ok` explains itself. Empty where
/// there is nothing to explain.
std::string status_legend(const status_set& occurring, language lang, table_style style);

}  // namespace zhibiao::inline ZB_ABI
