#pragma once

#include <zhibiao/config.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// The range [first, last) of what one of several threads works on.
struct share {
  std::size_t first;
  std::size_t last;
};

/// Part `number` of `parts` of [0, size), beginning and ending on a multiple of `step` where it does not
/// end with the whole.
constexpr share share_of(std::size_t size, std::size_t number, std::size_t parts,
                         std::size_t step = 1) noexcept {
  const std::size_t steps = (size + step - 1) / step;
  const auto begin_of = [&](std::size_t part) {
    return std::min(size, (steps / parts * part + steps % parts * part / parts) * step);
  };
  return {begin_of(number), begin_of(number + 1)};
}

/// How many threads are worth starting for so many rows or cells: one of them takes a tenth of a
/// millisecond, which is about what it takes to start it.
constexpr std::size_t useful_threads(int threads, std::size_t size) noexcept {
  constexpr std::size_t least_share = 25'000;
  return std::clamp<std::size_t>(size / least_share, 1, static_cast<std::size_t>(threads));
}

/// Calls work(0) to work(parts - 1), each in a thread of its own and the first in this one. Throws what
/// the first of them threw that threw, after all have ended.
template <class Work>
void in_threads(std::size_t parts, const Work& work) {
  if (parts == 1) {
    work(std::size_t{0});
    return;
  }
  std::vector<std::exception_ptr> failures(parts);
  const auto guarded = [&](std::size_t part) noexcept {
    try {
      work(part);
    } catch (...) {
      failures[part] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    others.reserve(parts - 1);
    for (std::size_t part = 1; part < parts; ++part) others.emplace_back(guarded, part);
    guarded(0);
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace zhibiao::inline ZB_ABI::detail
