#include "progress_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace {

constexpr std::chrono::seconds unseen{1};
constexpr std::chrono::milliseconds between{100};

}  // namespace

progress_line::progress_line(std::function<time()> now, std::function<void(std::string_view)> write)
    : now_(std::move(now)), write_(std::move(write)), next_(now_() + unseen) {}

progress_line::~progress_line() {
  try {
    hide();
  } catch (...) {
    // A line that stays on the terminal is no reason to end the program.
  }
}

void progress_line::show(std::string_view what, double done) {
  const time at = now_();
  if (at < next_) return;
  next_ = at + between;
  // Rounded down: all of it is done only at the end.
  const int percent = static_cast<int>(std::clamp(done, 0.0, 1.0) * 100);
  std::string text = fmt::format("{} {:3} %", what, percent);
  if (text == text_) return;
  const std::size_t longer = text_.size() - std::min(text_.size(), text.size());
  // Spaces, and back over them: not every terminal knows how to clear a line.
  write_("\r" + text + std::string(longer, ' ') + std::string(longer, '\b'));
  text_ = std::move(text);
}

void progress_line::hide() {
  if (text_.empty()) return;
  write_("\r" + std::string(text_.size(), ' ') + "\r");
  text_.clear();
}
