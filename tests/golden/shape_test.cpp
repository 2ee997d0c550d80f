#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/stats/accumulate.hpp>
#include <zhibiao/stats/features.hpp>
#include <zhibiao/value/rounding.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>

namespace {

namespace stats = zhibiao::stats;
namespace tag = zhibiao::tag;
using zhibiao::kernels::cell;

cell statistic_of(const std::string& name, const std::string& figures) {
  stats::accumulators_of<tag::skewness, tag::kurtosis, tag::sample_skewness, tag::sample_kurtosis>
      towns;
  std::istringstream in(figures);
  for (double x = 0; in >> x;) towns(x);
  if (name == "skewness") return stats::skewness(towns);
  if (name == "kurtosis") return stats::kurtosis(towns);
  if (name == "sample_skewness") return stats::sample_skewness(towns);
  EXPECT_EQ(name, "sample_kurtosis");
  return stats::sample_kurtosis(towns);
}

/// `x` with as many places as `like` has.
std::string text_of(double x, const std::string& like) {
  const std::size_t point = like.find('.');
  const std::size_t places = point == std::string::npos ? 0 : like.size() - point - 1;
  return zhibiao::format_fixed(x, static_cast<int>(places));
}

TEST(Golden, Shape) {
  std::ifstream in(ZB_SOURCE_DIR "/tests/golden/shape/shape.csv");
  std::string line;
  ASSERT_TRUE(std::getline(in, line));
  int rows = 0;
  while (std::getline(in, line)) {
    SCOPED_TRACE(line);
    std::istringstream fields(line);
    std::string statistic, figures, result, status;
    std::getline(fields, statistic, ',');
    std::getline(fields, figures, ',');
    std::getline(fields, result, ',');
    std::getline(fields, status, ',');
    const cell c = statistic_of(statistic, figures);
    EXPECT_EQ(text_of(c.value, result), result);
    EXPECT_EQ(name(c.why), status);
    ++rows;
  }
  EXPECT_EQ(rows, 31);
}

}  // namespace
