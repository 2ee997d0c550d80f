#include "results.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace zhibiao_bench {
namespace {

class output {
 public:
  explicit output(const std::string& path) : path_(path) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    file_.open(path, std::ios::binary);
  }

  template <class T>
  void append(std::span<const T> cells) {
    file_.write(reinterpret_cast<const char*>(cells.data()),
                static_cast<std::streamsize>(cells.size_bytes()));
  }

  void close() {
    file_.close();
    if (!file_) throw std::runtime_error(path_ + ": cannot be written");
  }

 private:
  std::string path_;
  std::ofstream file_;
};

template <class T>
void write(const std::string& path, std::span<const T> cells) {
  output file(path);
  file.append(cells);
  file.close();
}

}  // namespace

void put(const std::string& folder, const std::string& name, std::span<const double> values) {
  write(folder + "/" + name + ".f64", values);
}

void put(const std::string& folder, const std::string& name,
         std::span<const zhibiao::status> statuses) {
  static_assert(sizeof(zhibiao::status) == 1);
  write(folder + "/" + name + ".u8", statuses);
}

void put_panel(const std::string& folder, const std::string& name, const zhibiao::panel& data) {
  const zhibiao::panel_block& block = data.blocks().front();
  const std::size_t towns = data.areas().leaf_count() * block.period_count();
  output file(folder + "/" + name + ".f64");
  for (std::size_t slot = 0; slot < block.indicators().size(); ++slot) {
    file.append(block.values(slot).first(towns));
  }
  file.close();
}

void put_section(const std::string& folder, const std::string& name,
                 const zhibiao::result_section& section) {
  put(folder, name, section.values());
  put(folder, name + "_status", section.statuses());
}

}  // namespace zhibiao_bench
