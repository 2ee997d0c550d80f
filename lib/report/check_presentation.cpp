#include "report/check_presentation.hpp"

#include <zhibiao/value/error.hpp>

#include <string>

namespace zhibiao::inline ZB_ABI::detail {

void check(const presentation& shown) {
  if (!shown.decimals || (*shown.decimals >= -9 && *shown.decimals <= 15)) return;
  throw error(errc::invalid_argument, "expected -9 to 15 places behind the point, found " +
                                          std::to_string(*shown.decimals));
}

}  // namespace zhibiao::inline ZB_ABI::detail
