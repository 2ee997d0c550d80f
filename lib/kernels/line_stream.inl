#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

// Stores that go past the caches. A line of memory that is written as usual is read first; where results
// are larger than the caches, that is a third of what memory has to move.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

constexpr std::size_t line = 64 / sizeof(double);

/// Writes a line of memory, which begins at `to`.
[[gnu::always_inline]] inline void stream_line(const double* from, double* to) noexcept {
#if defined(__AVX512F__)
  _mm512_stream_pd(to, _mm512_loadu_pd(from));
#elif defined(__AVX__)
  for (std::size_t k = 0; k < line; k += 4) _mm256_stream_pd(to + k, _mm256_loadu_pd(from + k));
#elif defined(__SSE2__)
  for (std::size_t k = 0; k < line; k += 2) _mm_stream_pd(to + k, _mm_loadu_pd(from + k));
#else
  std::memcpy(to, from, line * sizeof(double));
#endif
}

/// Makes what was streamed visible to other threads in the order in which it was written.
[[gnu::always_inline]] inline void end_streaming() noexcept {
#if defined(__SSE2__)
  _mm_sfence();
#endif
}

/// Doubles that come by the strip and leave by the line. Lines rarely begin where the doubles do: what is
/// left of a strip waits for the next one.
template <std::size_t Strip>
class line_stream {
  static_assert(Strip % line == 0);

 public:
  explicit line_stream(double* out) noexcept
      : waiting_(reinterpret_cast<std::uintptr_t>(out) / sizeof(double) % line),
        next_(out),
        has_begun_(waiting_ == 0) {}

  /// Where the next strip is put.
  double* strip() noexcept { return cells_ + waiting_; }

  /// Passes it on.
  [[gnu::always_inline]] void take_strip() noexcept {
    std::size_t done = 0;
    if (!has_begun_) {
      // What the first line begins with is not ours.
      done = line - waiting_;
      std::memcpy(next_, cells_ + waiting_, done * sizeof(double));
      has_begun_ = true;
      next_ += done;
      done = line;
    }
    for (; done < Strip; done += line, next_ += line) stream_line(cells_ + done, next_);
    std::memcpy(cells_, cells_ + Strip, line * sizeof(double));
  }

  /// After the last strip.
  void finish() noexcept {
    if (has_begun_) std::memcpy(next_, cells_, waiting_ * sizeof(double));
    end_streaming();
  }

 private:
  double cells_[Strip + line];
  std::size_t waiting_;
  double* next_;  ///< where what waits will go
  bool has_begun_;
};

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
