#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/rounding.hpp>

#include <cstddef>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

/// The tables of golden figures.
namespace zhibiao::test {

inline std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// The rows of a table below its head, cell by cell.
inline std::vector<std::vector<std::string>> rows_of(const std::string& file) {
  std::ifstream in(ZB_SOURCE_DIR "/tests/golden/kernels/" + file);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(in, line);
  const std::size_t columns = split(line, ',').size();
  while (std::getline(in, line)) {
    rows.push_back(split(line, ','));
    if (rows.back().size() != columns) throw std::runtime_error(file + ": " + line);
  }
  if (rows.empty()) throw std::runtime_error(file + ": no rows");
  return rows;
}

inline double number_of(const std::string& text) {
  if (text.empty()) return kernels::no_number;
  if (text == "inf") return std::numeric_limits<double>::infinity();
  if (text == "-inf") return -std::numeric_limits<double>::infinity();
  return std::stod(text);
}

inline std::vector<double> numbers_of(const std::string& text) {
  std::vector<double> numbers;
  for (const std::string& part : split(text, ' ')) numbers.push_back(number_of(part));
  return numbers;
}

/// `x` with as many places as `like` has.
inline std::string text_of(double x, const std::string& like) {
  if (x == std::numeric_limits<double>::infinity()) return "inf";
  const std::size_t point = like.find('.');
  const std::size_t places = point == std::string::npos ? 0 : like.size() - point - 1;
  return format_fixed(x, static_cast<int>(places));
}

}  // namespace zhibiao::test
