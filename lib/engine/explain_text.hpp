#pragma once

#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/status.hpp>
#include <zhibiao/value/unit.hpp>

#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::engine {

/// Says things in one language; the words of both stand side by side.
class speaker {
 public:
  explicit speaker(language lang) : lang_(lang) {}

  language lang() const noexcept { return lang_; }
  std::string operator()(std::string_view zh, std::string_view en) const {
    return std::string(lang_ == language::zh ? zh : en);
  }

 private:
  language lang_;
};

/// A number at up to six places, with separators: enough to check by hand.
std::string number_text(double x);

/// `[5, 10)`
std::string interval_text(const interval& k);

/// The number with its unit, and what is known where it is not exact.
std::string figure_text(double value, const interval& known, unit u, const speaker& say);

}  // namespace zhibiao::inline ZB_ABI::engine
