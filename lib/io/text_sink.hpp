#pragma once

#include <zhibiao/engine/result_sink.hpp>
#include <zhibiao/io/text_file.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/value/status.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

/// The cells of slabs as text, handed on by the megabyte. `Cells` writes one after the other to the end
/// of a string: `Cells(frame, lang, out)`, `computed_by(method)`, `write(cell)`.
template <class Cells>
class text_sink {
 public:
  text_sink(const panel& frame, language lang, text_consumer to)
      : to_(std::move(to)), cells_(frame, lang, text_) {}

  text_sink(const text_sink&) = delete;
  text_sink& operator=(const text_sink&) = delete;

  Cells& cells() noexcept { return cells_; }

  void take(const result_slab& slab) {
    cells_.computed_by(*slab.method);
    constexpr std::size_t enough = std::size_t{1} << 20U;
    for (std::size_t a = 0; a < slab.areas.size(); ++a) {
      for (std::size_t p = 0; p < slab.periods.size(); ++p) cells_.write(slab.at(a, p));
      if (text_.size() >= enough) pass_on();
    }
  }

  /// Hands on what there is.
  void pass_on() {
    to_(text_);
    text_.clear();
  }

 private:
  text_consumer to_;
  std::string text_;
  Cells cells_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
