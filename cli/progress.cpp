#include "progress.hpp"

#include "interrupts.hpp"

#include <chrono>
#include <cstdio>
#include <string_view>
#include <unistd.h>
#include <utility>

progress::progress() {
  if (::isatty(STDERR_FILENO) == 0) return;
  line_.emplace([] { return std::chrono::steady_clock::now(); },
                [](std::string_view text) {
                  std::fwrite(text.data(), 1, text.size(), stderr);
                  std::fflush(stderr);
                });
}

zhibiao::progress_callback progress::of(std::string what) {
  works_.push_back({*this, std::move(what)});
  const auto tell = [](void* user, double done) {
    const work& now = *static_cast<const work*>(user);
    if (now.shown_by.line_) now.shown_by.line_->show(now.what, done);
    return noted_interrupt() == 0;
  };
  return {tell, &works_.back()};
}

zhibiao::progress_callback progress::unseen() {
  return {[](void*, double) { return noted_interrupt() == 0; }, nullptr};
}

void progress::hide() {
  if (line_) line_->hide();
}
