#pragma once

#include <zhibiao/report/words.hpp>

#include <fmt/format.h>

#include <string>

namespace zhibiao::inline ZB_ABI::detail {

/// The text of a word with its `{}` filled in, in order. Both languages take the same number of them.
template <class... Parts>
std::string filled(word w, language lang, const Parts&... parts) {
  return fmt::format(fmt::runtime(text_of(w, lang)), parts...);
}

}  // namespace zhibiao::inline ZB_ABI::detail
