// The packed file read from the disk from end to end, and nothing done with it: 4 MB at a time, each
// thread every so-and-so-many-th piece into one buffer of its own.

#include "jobs.hpp"
#include "packed.hpp"

#include <atomic>
#include <cstddef>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace zhibiao_bench {
namespace {

constexpr std::size_t piece = std::size_t{4} << 20U;

class plain_read final : public job {
 public:
  explicit plain_read(const setting& how)
      : path_(packed_path(how.folder)),
        buffers_(static_cast<std::size_t>(how.threads), std::vector<char>(piece)) {}

  void release() override { forget(path_); }

  void run() override {
    const int file = ::open(path_.c_str(), O_RDONLY);
    struct stat found {};
    if (file < 0 || ::fstat(file, &found) != 0)
      throw std::runtime_error(path_ + ": cannot be read");
    const auto size = static_cast<std::size_t>(found.st_size);
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> total{0};
    {
      std::vector<std::jthread> threads;
      for (std::vector<char>& buffer : buffers_) {
        threads.emplace_back([&] {
          for (std::size_t at = next.fetch_add(piece); at < size; at = next.fetch_add(piece)) {
            const ssize_t got = ::pread(file, buffer.data(), piece, static_cast<off_t>(at));
            if (got > 0) total += static_cast<std::size_t>(got);
          }
        });
      }
    }
    ::close(file);
    if (total != size) throw std::runtime_error(path_ + ": was not read whole");
  }

  void save(const std::string&) const override {
    throw std::runtime_error("what is only read has no result to compare");
  }

 private:
  std::string path_;
  std::vector<std::vector<char>> buffers_;
};

}  // namespace

std::unique_ptr<job> make_plain_read(const setting& how) {
  return std::make_unique<plain_read>(how);
}

}  // namespace zhibiao_bench
