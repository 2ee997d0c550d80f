#include "progress.hpp"

#include "interrupts.hpp"

#include <chrono>
#include <cstdio>
#include <unistd.h>

progress::progress() {
  if (::isatty(STDERR_FILENO) == 0) return;
  line_.emplace([] { return std::chrono::steady_clock::now(); },
                [](std::string_view text) {
                  std::fwrite(text.data(), 1, text.size(), stderr);
                  std::fflush(stderr);
                });
}

zhibiao::progress_callback progress::of(const char* what) {
  what_ = what;
  const auto tell = [](void* user, double done) {
    progress& self = *static_cast<progress*>(user);
    if (self.line_) self.line_->show(self.what_, done);
    return noted_interrupt() == 0;
  };
  return {tell, this};
}

zhibiao::progress_callback progress::unseen() {
  return {[](void*, double) { return noted_interrupt() == 0; }, nullptr};
}

void progress::hide() {
  if (line_) line_->hide();
}
