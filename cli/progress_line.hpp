#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

/// One line of a terminal that says what is being done and how much of it is done, rewritten in place.
/// What is over soon needs no line: it appears once the work has taken a second, and is rewritten ten
/// times a second at most.
class progress_line {
 public:
  using time = std::chrono::steady_clock::time_point;

  /// The work begins now. `now` tells the time, `write` writes to the terminal.
  progress_line(std::function<time()> now, std::function<void(std::string_view)> write);
  progress_line(const progress_line&) = delete;
  progress_line& operator=(const progress_line&) = delete;
  ~progress_line();

  /// `done` of it, 0 to 1, is done.
  void show(std::string_view what, double done);

  /// Takes the line away, for others to write there. It comes back when more is shown.
  void hide();

 private:
  std::function<time()> now_;
  std::function<void(std::string_view)> write_;
  time next_;         ///< no text is written before
  std::string text_;  ///< on the terminal; empty: none
};
