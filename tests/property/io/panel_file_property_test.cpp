#include <zhibiao/io/panel_file.hpp>
#include <zhibiao/io/panel_file_writer.hpp>

#include "support/packed_panel.hpp"
#include "support/random_panel.hpp"
#include "support/same_panel.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace zhibiao {
namespace {

using test::packed;
using test::random_panel;
using test::same_panel;
using test::unpacked;

// From one period a run to all of them.
std::uint64_t arbitrary_run_bytes() {
  return *rc::gen::element<std::uint64_t>(1, 500, 2'000, 10'000, usual_run_bytes);
}

RC_GTEST_PROP(PanelFileProperty, WhatIsWrittenIsRead, ()) {
  const random_panel made = *test::arbitrary_panel();
  const panel read = unpacked(packed(made.panel, {}, arbitrary_run_bytes()));
  RC_ASSERT(same_panel(read, made.panel));
  RC_ASSERT(packed(read) == packed(made.panel));
}

/// A panel of a few dozen cells, since every byte of it is tried.
panel little_panel(std::uint64_t seed) {
  test::panel_shape shape;
  shape.seed = seed;
  shape.counties = 1;
  shape.towns = 2;
  shape.periods = 3;
  shape.monthly = shape.year_to_date = true;
  shape.percent_missing = shape.percent_empty = shape.percent_qualified = shape.percent_marked = 30;
  return test::make_random_panel(shape).panel;
}

targets one_target() {
  target t;
  t.indicator = test::col::rate;
  t.deadline = parse_period("2020-M01");
  t.wanted = {90, 100};
  t.comparison = comparison::within;
  return targets::make({t});
}

/// The panel in the bytes; none where they are refused, which must be by name.
std::optional<panel> read(const std::string& bytes) {
  try {
    return unpacked(bytes);
  } catch (const error& e) {
    RC_ASSERT(e.code() == errc::damaged_file || e.code() == errc::not_a_panel_file);
    RC_ASSERT(!e.where().file.empty());
    return std::nullopt;
  }
}

RC_GTEST_PROP(PanelFileProperty, DamageIsTold, ()) {
  const panel p = little_panel(*rc::gen::inRange<std::uint64_t>(0, 1000));
  const std::string bytes = packed(p, one_target(), 200);
  // A few bits next to each other, at any place.
  std::string damaged = bytes;
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  const auto bits = *rc::gen::inRange(1, 256);
  damaged[at] = static_cast<char>(damaged[at] ^ bits);
  RC_ASSERT(!read(damaged));

  RC_ASSERT(!read(bytes.substr(0, at)));
  RC_ASSERT(!read(bytes + std::string(1 + at % 5, '\0')));
  const auto length = *rc::gen::inRange<std::size_t>(1, 200);
  std::string overwritten = bytes;
  overwritten.replace(at, std::min(length, bytes.size() - at), std::min(length, bytes.size() - at),
                      '\0');
  RC_ASSERT(overwritten == bytes || !read(overwritten));
}

TEST(PanelFileProperty, EveryByteIsChecked) {
  const panel p = little_panel(7);
  const test::temporary_folder folder;
  const std::string path = folder / "a.zbp";
  const std::string bytes = packed(p, one_target(), 200);
  folder.write("a.zbp", bytes);
  const auto read_again = [&]() -> std::optional<panel> {
    try {
      return read_panel(panel_file(path));
    } catch (const error& e) {
      EXPECT_TRUE(e.code() == errc::damaged_file || e.code() == errc::not_a_panel_file) << e.what();
      return std::nullopt;
    }
  };
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  const auto put = [&file](std::size_t at, int byte) {
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(byte)).flush();
  };
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    put(at, bytes[at] ^ (1 << (at % 8)));
    EXPECT_FALSE(read_again()) << at;
    put(at, bytes[at]);
  }
  EXPECT_TRUE(same_panel(read_again().value(), p));
  for (std::size_t size = bytes.size(); size-- > 0;) {
    std::filesystem::resize_file(path, size);
    EXPECT_FALSE(read_again()) << size;
  }
}

// Whoever makes the checksums right can say what he likes, as in a text file; but whatever he says is
// read in bounds.
RC_GTEST_PROP(PanelFileProperty, AForgedFileIsRefusedOrReadInBounds, ()) {
  const panel p = little_panel(*rc::gen::inRange<std::uint64_t>(0, 20));
  const std::string bytes = packed(p, one_target(), 200);
  std::string forged = bytes;
  for (int n = *rc::gen::inRange(1, 4); n > 0; --n) {
    const auto at = *rc::gen::inRange<std::size_t>(8, bytes.size());
    forged[at] = static_cast<char>(*rc::gen::element(0, 1, 2, 0x7F, 0x80, 0xFF));
  }
  test::reseal(bytes, forged);
  try {
    unpacked(forged);
  } catch (const error& e) {
    RC_ASSERT(e.code() == errc::damaged_file || e.code() == errc::newer_version);
  }
}

}  // namespace
}  // namespace zhibiao
