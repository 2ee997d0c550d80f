#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/value/status.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// What a cell says to a program, one member a column of the long format. None: nothing to say.
struct cell_fields {
  std::string_view area;
  std::string_view area_name;
  std::string_view level;
  std::string_view indicator;
  std::string_view indicator_name;
  std::string_view period;
  std::string_view measure;
  std::optional<double> value;
  std::string_view status;
  std::optional<double> lower;
  std::optional<double> upper;
  bool lower_open = false;
  bool upper_open = false;
  std::string_view unit;    ///< empty: none
  std::string_view method;  ///< empty: there is one only
  std::optional<double> coverage;
  std::optional<cell_coverage> members;
};

/// Makes the fields of cells of one panel's results, in one language. They are valid as long as the panel
/// and until the next call.
class cell_describer {
 public:
  cell_describer(const zhibiao::panel& data, language lang);

  /// By which methods the cells that follow were computed.
  void computed_by(const method_choice& by);

  cell_fields describe(const result_cell& cell);

 private:
  std::string_view text_of(period p);
  struct statistic_text;
  const statistic_text& text_of(const statistic& s);

  const zhibiao::panel* panel_;
  language lang_;
  std::vector<std::string> units_;    ///< [measure][indicator]
  std::vector<std::string> methods_;  ///< the same shape; empty before any is known
  method_choice by_;
  struct period_text {
    zhibiao::period at;
    std::string text;
  };
  std::vector<period_text> periods_;  ///< in the order first met
  std::size_t period_ = 0;            ///< the one asked for last
  /// A statistic as it is written.
  struct statistic_text {
    statistic what;
    std::string name;
    std::vector<std::string> units;  ///< by indicator
  };
  std::vector<statistic_text> statistics_;  ///< in the order first met; there are few
};

/// The number without the sign of a zero; none for NaN and infinity, which files cannot hold.
std::optional<double> plain(double value) noexcept;

}  // namespace zhibiao::inline ZB_ABI::detail
