#include <zhibiao/io/profiles_csv.hpp>
#include <zhibiao/value/period.hpp>

#include "io/characters.hpp"
#include "io/row_keys.hpp"
#include "io/table.hpp"
#include "io/wording.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

struct column {
  enum position : std::size_t { indicator, period, share, cumulative };
};

constexpr std::array<std::string_view, 1> indicator_names{"指标"};
constexpr std::array<std::string_view, 2> period_names{"时期", "月份"};
constexpr std::array<std::string_view, 1> share_names{"比重"};
constexpr std::array<std::string_view, 1> cumulative_names{"累计比重"};
constexpr std::array<detail::column_rule, 4> columns{{
    {"indicator", indicator_names, true},
    {"period", period_names, true},
    {"share", share_names, false},
    {"cumulative", cumulative_names, false},
}};

/// A part of the year: the period of any year.
std::optional<period> read_part(std::string_view text) {
  for (const char* year : {"2000-", "2000年"}) {
    const result<period> read = try_parse_period(year + std::string(text));
    const bool is_part =
        read && read->form() == form::single && read->frequency() != frequency::year;
    if (is_part) return *read;
  }
  return std::nullopt;
}

/// `8.5%` and `0.085`
std::optional<decimal> read_share(std::string_view text) {
  const bool is_percent = text.ends_with('%');
  if (is_percent) text.remove_suffix(1);
  const result<decimal> read = try_parse_decimal(detail::without_blanks(text));
  constexpr std::int32_t most_places = 16;
  if (!read || read->scale > most_places) return std::nullopt;
  return is_percent ? decimal{read->mantissa, read->scale + 2} : *read;
}

class profile_reader {
 public:
  profile_reader(detail::table& rows, const catalog& catalog, fault_list& faults)
      : rows_(rows), keys_(rows, &catalog, nullptr), faults_(faults) {}

  std::vector<seasonal_profile> read() {
    if (rows_.is_readable() && rows_.has(column::share) == rows_.has(column::cumulative)) {
      faults_.add(errc::missing_column, rows_.row_place(),
                  "expected a column 'share' or a column 'cumulative', and not both");
      return {};
    }
    while (rows_.next()) read_row();
    std::vector<seasonal_profile> made;
    for (const auto& [of, rows] : profiles_) {
      if (rows.is_good) make(of, rows, made);
    }
    return made;
  }

 private:
  /// The rows of one profile.
  struct profile_rows {
    std::optional<frequency> of_year;
    std::map<int, decimal> shares;  ///< by period of the year
    place last;
    bool is_good = true;
  };

  void read_row() {
    std::optional<indicator_index> of;
    if (!rows_.field(column::indicator).empty()) {
      of = keys_.indicator(column::indicator);
      if (!of) return;
    }
    profile_rows& profile = profiles_[of];
    profile.last = rows_.row_place();
    profile.is_good = read_into(profile) && profile.is_good;
  }

  bool read_into(profile_rows& profile) {
    const std::size_t value =
        rows_.has(column::share) ? std::size_t{column::share} : std::size_t{column::cumulative};
    const bool has_period = rows_.is_filled(column::period);
    const bool has_value = rows_.is_filled(value);
    if (!has_period || !has_value) return false;
    const std::string_view when = rows_.field(column::period);
    const std::optional<period> part = read_part(when);
    if (!part) {
      rows_.report(errc::not_a_period, column::period, [&] {
        return "expected a month, quarter or half such as M01, Q1 or S1, found " +
               detail::found(when);
      });
      return false;
    }
    const std::string_view text = rows_.field(value);
    const std::optional<decimal> share = read_share(text);
    if (!share) {
      rows_.report(errc::bad_profile, value, [&] {
        return "expected a share such as 8.5% or 0.085, found " + detail::found(text);
      });
      return false;
    }
    if (profile.of_year && *profile.of_year != part->frequency()) {
      rows_.report(errc::bad_profile, column::period, [&] {
        return "expected all months, all quarters or all halves, found also " + detail::found(when);
      });
      return false;
    }
    profile.of_year = part->frequency();
    if (!profile.shares.emplace(part->index(), *share).second) {
      rows_.report(errc::duplicate_row, column::period,
                   [&] { return detail::found(when) + " is given twice"; });
      return false;
    }
    return true;
  }

  void make(std::optional<indicator_index> of, const profile_rows& rows,
            std::vector<seasonal_profile>& to) {
    std::vector<decimal> shares;
    decimal before;
    for (const auto& [index, share] : rows.shares) {
      shares.push_back(rows_.has(column::share) ? share : share - before);
      before = share;
    }
    try {
      to.push_back(seasonal_profile::make(of, *rows.of_year, shares));
    } catch (const error& e) {
      faults_.add(e.code(), rows.last, e.message());
    }
  }

  detail::table& rows_;
  detail::row_keys keys_;
  fault_list& faults_;
  std::map<std::optional<indicator_index>, profile_rows> profiles_;
};

}  // namespace

std::vector<seasonal_profile> read_profiles(const std::string& path, const catalog& catalog,
                                            encoding encoding, fault_list* warnings) {
  return parse_profiles(read_text_file(path, encoding), path, catalog, warnings);
}

std::vector<seasonal_profile> parse_profiles(std::string_view text, const std::string& file_name,
                                             const catalog& catalog, fault_list* warnings) {
  fault_list faults(warnings != nullptr ? warnings->limit() : fault_list::default_limit);
  detail::table rows(text, file_name, columns, faults);
  std::vector<seasonal_profile> made = profile_reader(rows, catalog, faults).read();
  faults.throw_if_errors();
  if (warnings != nullptr) warnings->append(std::move(faults));
  return made;
}

}  // namespace zhibiao::inline ZB_ABI
