#include "cli/progress_line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using namespace std::chrono_literals;

/// A terminal of one line and a clock that stands still until it is told to go on.
class ProgressLine : public testing::Test {
 protected:
  void start() {
    line_.emplace([this] { return now_; }, [this](std::string_view text) { write(text); });
  }
  void wait(std::chrono::milliseconds time) { now_ += time; }
  /// What the terminal shows, without the spaces at the end.
  std::string shown() const { return screen_.substr(0, screen_.find_last_not_of(' ') + 1); }

  std::optional<progress_line> line_;
  std::size_t writes_ = 0;
  std::size_t cursor_ = 0;

 private:
  void write(std::string_view text) {
    ++writes_;
    for (const char c : text) {
      if (c == '\r') {
        cursor_ = 0;
      } else if (c == '\b') {
        --cursor_;
      } else {
        screen_.resize(std::max(screen_.size(), cursor_ + 1), ' ');
        screen_[cursor_++] = c;
      }
    }
  }

  progress_line::time now_{};
  std::string screen_;
};

TEST_F(ProgressLine, IsNotThereInTheFirstSecond) {
  start();
  line_->show("reading", 0.2);
  wait(999ms);
  line_->show("reading", 0.9);
  line_->hide();
  line_.reset();
  EXPECT_EQ(writes_, 0U);
}

TEST_F(ProgressLine, SaysWhatIsDoneAndHowMuchOfIt) {
  start();
  wait(1s);
  line_->show("reading", 0.429);
  EXPECT_EQ(shown(), "reading  42 %");
  wait(1s);
  line_->show("packing", 1);
  EXPECT_EQ(shown(), "packing 100 %");
}

TEST_F(ProgressLine, IsRewrittenInPlaceByAShorterText) {
  start();
  wait(1s);
  line_->show("computing", 0.999);
  wait(1s);
  line_->show("reading", 0);
  EXPECT_EQ(shown(), "reading   0 %");
  EXPECT_EQ(cursor_, shown().size());
}

TEST_F(ProgressLine, IsRewrittenTenTimesASecondAtMost) {
  start();
  wait(1s);
  for (int step = 0; step < 1000; ++step) {
    line_->show("reading", step / 1000.0);
    wait(1ms);
  }
  EXPECT_EQ(writes_, 10U);
}

TEST_F(ProgressLine, IsNotRewrittenWhereItSaysTheSame) {
  start();
  for (int step = 0; step < 10; ++step) {
    wait(1s);
    line_->show("reading", 0.5);
  }
  EXPECT_EQ(writes_, 1U);
}

TEST_F(ProgressLine, LeavesNothing) {
  start();
  wait(1s);
  line_->show("reading", 0.5);
  line_->hide();
  EXPECT_EQ(shown(), "");
  EXPECT_EQ(cursor_, 0U);
  wait(1s);
  line_->show("packing", 0.5);
  EXPECT_EQ(shown(), "packing  50 %");
  line_.reset();
  EXPECT_EQ(shown(), "");
}

TEST_F(ProgressLine, EndsQuietlyWhereItCannotBeTakenAway) {
  bool is_broken = false;
  std::chrono::seconds now{0};
  std::optional<progress_line> line;
  line.emplace([&] { return progress_line::time(now); },
               [&](std::string_view) {
                 if (is_broken) throw std::runtime_error("gone");
               });
  now = 1s;
  line->show("reading", 0.5);
  is_broken = true;
  line.reset();
  EXPECT_FALSE(line);
}

TEST_F(ProgressLine, StaysBetweenNothingAndAll) {
  start();
  wait(1s);
  line_->show("reading", -0.5);
  EXPECT_EQ(shown(), "reading   0 %");
  wait(1s);
  line_->show("reading", 1.5);
  EXPECT_EQ(shown(), "reading 100 %");
}

}  // namespace
