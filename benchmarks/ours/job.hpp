#pragma once

#include <memory>
#include <string>

/// What the worker can be asked to do. One file a job; all are named in `jobs.hpp`.
namespace zhibiao_bench {

struct setting {
  std::string folder;  ///< the input: see ../data/generate.cpp
  int threads = 1;
};

/// One job of the table. Making it places the input in memory.
class job {
 public:
  job() = default;
  job(const job&) = delete;
  job& operator=(const job&) = delete;
  virtual ~job() = default;

  /// What the clock measures. The result stays until `release`.
  virtual void run() = 0;

  /// Lets go of the last result, before the clock starts.
  virtual void release() {}

  /// Writes the result for comparison: see results.hpp.
  virtual void save(const std::string& folder) const = 0;
};

using make_job = std::unique_ptr<job> (*)(const setting& how);

}  // namespace zhibiao_bench
