// zb_bench_generate <codes> <indicators> <order> <folder>
//
// Writes the figures as columns, one file each in the machine's byte order, one row a reported cell:
// town.i64, indicator.u16, year.i16 and value.f64 (NaN: reported without a number). <codes> holds the
// towns' codes, one a line, ascending. <order> is `sorted` (by town, indicator, year) or `shuffled`;
// `panel` writes panel.f64, every cell as [indicator][town][year]; `csv` writes observations.csv and
// targets.csv as the library reads them, sorted.

#include "figures.hpp"

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao_bench {
namespace {

/// A file that is complete or not there: it gets its name when it is closed.
class output {
 public:
  explicit output(std::string path) : path_(std::move(path)), part_(path_ + ".part") {
    file_ = std::fopen(part_.c_str(), "wb");
    if (file_ == nullptr) throw std::runtime_error(part_ + ": " + std::strerror(errno));
    buffer_.reserve(capacity);
  }
  output(const output&) = delete;
  output& operator=(const output&) = delete;
  ~output() {
    if (file_ != nullptr) std::fclose(file_);
  }

  template <class T>
  void put(T x) {
    append(std::string_view(reinterpret_cast<const char*>(&x), sizeof x));
  }
  void append(std::string_view bytes) {
    if (buffer_.size() + bytes.size() > capacity) flush();
    buffer_.append(bytes);
  }
  void append(std::int64_t x) {
    char text[24];
    append(std::string_view(
        text, static_cast<std::size_t>(std::to_chars(text, text + sizeof text, x).ptr - text)));
  }

  void close() {
    flush();
    const int closed = std::fclose(file_);
    file_ = nullptr;
    if (closed != 0 || std::rename(part_.c_str(), path_.c_str()) != 0) {
      throw std::runtime_error(path_ + ": " + std::strerror(errno));
    }
  }

 private:
  static constexpr std::size_t capacity = std::size_t{1} << 20U;

  void flush() {
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) {
      throw std::runtime_error(part_ + ": " + std::strerror(errno));
    }
    buffer_.clear();
  }

  std::string path_;
  std::string part_;
  std::string buffer_;
  std::FILE* file_ = nullptr;
};

void write_columns(const figures& all, const std::vector<std::int64_t>& codes, bool in_order,
                   const std::string& folder) {
  output town(folder + "/town.i64");
  output indicator(folder + "/indicator.u16");
  output year(folder + "/year.i16");
  output value(folder + "/value.f64");
  const shuffled order(all.cells());
  for (std::size_t row = 0; row < all.cells(); ++row) {
    const std::size_t cell = in_order ? row : order[row];
    const std::size_t t = cell / (all.indicators * all.periods);
    const std::size_t i = cell / all.periods % all.indicators;
    const std::size_t p = cell % all.periods;
    const figure f = all.at(t, i, p);
    if (f.is == figure::kind::no_row) continue;
    town.put(codes[t]);
    indicator.put(static_cast<std::uint16_t>(i));
    year.put(static_cast<std::int16_t>(first_year + static_cast<int>(p)));
    value.put(number(f));
  }
  for (output* file : {&town, &indicator, &year, &value}) file->close();
}

void write_panel(const figures& all, const std::string& folder) {
  output panel(folder + "/panel.f64");
  for (std::size_t i = 0; i < all.indicators; ++i) {
    for (std::size_t t = 0; t < all.towns; ++t) {
      for (std::size_t p = 0; p < all.periods; ++p) panel.put(number(all.at(t, i, p)));
    }
  }
  panel.close();
}

std::string id_of(std::size_t indicator) {
  const std::string digits = std::to_string(indicator);
  return "i" + std::string(3 - digits.size(), '0') + digits;
}

void write_csv(const figures& all, const std::vector<std::int64_t>& codes,
               const std::string& folder) {
  output rows(folder + "/observations.csv");
  rows.append("area,indicator,period,value\n");
  for (std::size_t t = 0; t < all.towns; ++t) {
    for (std::size_t i = 0; i < all.indicators; ++i) {
      for (std::size_t p = 0; p < all.periods; ++p) {
        const figure f = all.at(t, i, p);
        if (f.is == figure::kind::no_row) continue;
        rows.append(codes[t]);
        rows.append("," + id_of(i) + ",");
        rows.append(std::int64_t{first_year} + static_cast<std::int64_t>(p));
        rows.append(",");
        if (f.is == figure::kind::number) {
          const std::int64_t size = f.cents < 0 ? -f.cents : f.cents;
          if (f.cents < 0) rows.append("-");
          rows.append(size / 100);
          rows.append(size % 100 < 10 ? ".0" : ".");
          rows.append(size % 100);
        }
        rows.append("\n");
      }
    }
  }
  rows.close();

  // One target an indicator and year, for every town.
  output targets(folder + "/targets.csv");
  targets.append("indicator,area,period,comparison,value\n");
  for (std::size_t i = 0; i < all.indicators; ++i) {
    for (std::size_t p = 0; p < all.periods; ++p) {
      targets.append(id_of(i) + ",,");
      targets.append(std::int64_t{first_year} + static_cast<std::int64_t>(p));
      targets.append(",>=,");
      targets.append(static_cast<std::int64_t>(10'000 + mixed(i << 8U | p) % 80'000));
      targets.append("\n");
    }
  }
  targets.close();
}

std::vector<std::int64_t> read_codes(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::int64_t> codes;
  for (std::int64_t code = 0; file >> code;) codes.push_back(code);
  if (codes.empty()) throw std::runtime_error(path + ": expected codes, found none");
  return codes;
}

}  // namespace
}  // namespace zhibiao_bench

int main(int argc, char** argv) {
  using namespace zhibiao_bench;
  if (argc != 5) {
    std::cerr << "zb_bench_generate <codes> <indicators> sorted|shuffled|panel|csv <folder>\n";
    return 2;
  }
  try {
    const std::vector<std::int64_t> codes = read_codes(argv[1]);
    const std::string what = argv[3];
    figures all;
    all.towns = codes.size();
    all.indicators = std::stoul(argv[2]);
    if (what == "panel") {
      write_panel(all, argv[4]);
    } else if (what == "csv") {
      write_csv(all, codes, argv[4]);
    } else if (what == "sorted" || what == "shuffled") {
      write_columns(all, codes, what == "sorted", argv[4]);
    } else {
      throw std::runtime_error("expected sorted, shuffled, panel or csv, found " + what);
    }
  } catch (const std::exception& e) {
    std::cerr << "zb_bench_generate: " << e.what() << "\n";
    return 1;
  }
}
