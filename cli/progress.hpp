#pragma once

#include <zhibiao/engine/request.hpp>

#include "progress_line.hpp"

#include <deque>
#include <optional>
#include <string>

/// What a command hands to long work: the work says how far it is, and learns that it is to end. On a
/// terminal somebody may be looking at, that is shown.
class progress {
 public:
  progress();
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  /// For work that is called so. The callback is for as long as this lives.
  zhibiao::progress_callback of(std::string what);

  /// The same for work that itself writes to the terminal.
  static zhibiao::progress_callback unseen();

  /// Takes the line away, before something else is written.
  void hide();

 private:
  struct work {
    progress& shown_by;
    std::string what;
  };

  std::deque<work> works_;
  std::optional<progress_line> line_;  ///< none where the standard error is no terminal
};
