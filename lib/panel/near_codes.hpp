#pragma once

#include <zhibiao/config.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// What a key stands for: an area, an indicator or a period, by number, or its part of the number of a
/// cell.
using meaning = std::uint32_t;
inline constexpr meaning no_meaning = 0xFFFF'FFFFU;

/// What stands for keys whose meaning is not known yet. Real ones are never so large.
inline constexpr meaning vacant = no_meaning - 1;   ///< not met
inline constexpr meaning pending = no_meaning - 2;  ///< met, and still to be resolved

constexpr bool is_settled(meaning m) noexcept { return m < pending; }

/// What the whole numbers from a base on stand for, in a plain array as long as a power of two. The base and
/// the numbers of the array must be numbers of the type.
template <class Code>
class near_codes {
 public:
  near_codes() = default;
  near_codes(Code base, std::size_t size) : base_(base), meanings_(std::bit_ceil(size), vacant) {}

  bool has(Code c) const noexcept { return index_of(c) < meanings_.size(); }
  meaning& operator[](Code c) noexcept { return meanings_[index_of(c)]; }

  /// Calls visit(code, meaning) for every code met.
  template <class Visit>
  void for_each(const Visit& visit) {
    for (std::size_t i = 0; i < meanings_.size(); ++i) {
      if (meanings_[i] != vacant) visit(code_at(i), meanings_[i]);
    }
  }
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (std::size_t i = 0; i < meanings_.size(); ++i) {
      if (meanings_[i] != vacant) visit(code_at(i), meanings_[i]);
    }
  }

  /// Marks the codes as pending. False, and nothing is done, where one of them is not near.
  bool collect(const Code* codes, std::size_t n) noexcept {
    if (are_in_run(codes, n)) return true;
    if (!are_near(codes, n)) return false;
    for (std::size_t i = 0; i < n; ++i) (*this)[codes[i]] = pending;
    find_run(codes[0]);
    return true;
  }

  /// Writes what the codes stand for. False where one of them is not near or not settled: `out` is then
  /// of no use.
  bool read(const Code* codes, std::size_t n, meaning* out) const noexcept {
    if (!are_near(codes, n)) return false;
    meaning all = 0;
    for (std::size_t i = 0; i < n; ++i) {
      out[i] = meanings_[index_of(codes[i])];
      all |= out[i];
    }
    // What is not settled has the highest bit. Should something else have it, the slower way finds out.
    return all >> 31U == 0;
  }

 private:
  using number = std::make_unsigned_t<Code>;

  number index_of(Code c) const noexcept {
    return static_cast<number>(static_cast<number>(c) - static_cast<number>(base_));
  }
  Code code_at(std::size_t i) const noexcept {
    return static_cast<Code>(static_cast<number>(base_) + static_cast<number>(i));
  }

  bool are_near(const Code* codes, std::size_t n) const noexcept {
    number indices = 0;
    for (std::size_t i = 0; i < n; ++i) indices = static_cast<number>(indices | index_of(codes[i]));
    return indices < meanings_.size();
  }

  // Years, and ids that were counted, are a run without gaps: once all of it is marked, comparing with its
  // ends is enough. Of 64 bits it costs more than to mark again what is marked.
  bool are_in_run(const Code* codes, std::size_t n) const noexcept {
    if constexpr (sizeof(Code) == 8) return false;
    Code outside = 0;
    for (std::size_t i = 0; i < n; ++i) {
      outside = static_cast<Code>(outside | static_cast<Code>(codes[i] < run_first_) |
                                  static_cast<Code>(codes[i] > run_last_));
    }
    return outside == 0;
  }

  void find_run(Code from) noexcept {
    std::size_t first = index_of(from);
    std::size_t last = first;
    while (first > 0 && meanings_[first - 1] == pending) --first;
    while (last + 1 < meanings_.size() && meanings_[last + 1] == pending) ++last;
    run_first_ = code_at(first);
    run_last_ = code_at(last);
  }

  Code base_ = 0;
  std::vector<meaning> meanings_;
  Code run_first_ = 1;
  Code run_last_ = 0;
};

}  // namespace zhibiao::inline ZB_ABI::detail
