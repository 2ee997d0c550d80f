#pragma once

#include <zhibiao/value/fault.hpp>

#include <optional>

namespace zhibiao::inline ZB_ABI::detail {

/// What `make()` returns; none where it fails, and its faults are with the others. What the caller did
/// is none of them, nor that something cannot be written.
template <class Make>
auto collect(fault_list& faults, Make make) -> std::optional<decltype(make())> {
  try {
    return make();
  } catch (const input_error& e) {
    faults.append(e.faults());
  } catch (const error& e) {
    if (e.code() == errc::cancelled || e.code() == errc::invalid_argument ||
        e.code() == errc::cannot_write) {
      throw;
    }
    faults.add(e.code(), e.where(), e.message());
  }
  return std::nullopt;
}

}  // namespace zhibiao::inline ZB_ABI::detail
