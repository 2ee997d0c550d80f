#pragma once

#include <zhibiao/engine/result_set.hpp>

#include "engine/evaluation.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// Lets slabs be written straight into the memory of a result; the only thing that may.
class result_writer final : public engine::slab_output {
 public:
  explicit result_writer(const engine::request_plan& plan);

  bool is_ordered() const noexcept override { return false; }
  engine::slab_place place(const engine::slab_task& task) override;
  void finish(const engine::slab_task& task, engine::slab_place place) override;

  /// The result, once every slab is finished.
  result_set take();

 private:
  struct inexact_cells {
    std::size_t section;
    std::vector<known_cell> known;
  };

  void give_memory(result_section& s, std::size_t section, std::size_t cells);
  std::size_t section_of(std::size_t output, std::size_t block) const noexcept {
    return output * plan_.blocks().size() + block;
  }

  std::size_t coverage_at(std::size_t output, std::size_t block) const noexcept {
    return plan_.coverage_of(output) * plan_.blocks().size() + block;
  }

  const engine::request_plan& plan_;
  result_set out_;
  std::vector<std::shared_ptr<buffer<cell_coverage>>> coverage_;  ///< as the sections share it
  std::mutex guard_;
  std::vector<inexact_cells> inexact_;  ///< as slabs are finished, in whatever order
};

}  // namespace zhibiao::inline ZB_ABI
