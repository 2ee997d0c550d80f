#include <zhibiao/value/working_calendar.hpp>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

namespace gregorian = boost::gregorian;

struct kind_word {
  std::string_view word;
  special_day_kind means;
};

// As the notices have it; the first of each meaning is its name.
constexpr std::array kind_words = {
    kind_word{"holiday", special_day_kind::holiday},
    kind_word{"休", special_day_kind::holiday},
    kind_word{"放假", special_day_kind::holiday},
    kind_word{"节假日", special_day_kind::holiday},
    kind_word{"休息日", special_day_kind::holiday},
    kind_word{"workday", special_day_kind::workday},
    kind_word{"班", special_day_kind::workday},
    kind_word{"上班", special_day_kind::workday},
    kind_word{"调休", special_day_kind::workday},
    kind_word{"调休上班", special_day_kind::workday},
    kind_word{"工作日", special_day_kind::workday},
};

gregorian::date boost_date(date d) {
  return {static_cast<unsigned short>(d.year()), static_cast<unsigned short>(d.month()),
          static_cast<unsigned short>(d.day())};
}

bool is_weekend(const gregorian::date& d) {
  const auto weekday = d.day_of_week();
  return weekday == boost::date_time::Saturday || weekday == boost::date_time::Sunday;
}

}  // namespace

std::optional<special_day_kind> parse_special_day_kind(std::string_view text) noexcept {
  const auto* const found = std::ranges::find(kind_words, text, &kind_word::word);
  return found == kind_words.end() ? std::nullopt : std::optional(found->means);
}

std::string_view name(special_day_kind kind) noexcept {
  return std::ranges::find(kind_words, kind, &kind_word::means)->word;
}

working_calendar working_calendar::make(std::vector<special_day> days, std::size_t fault_limit) {
  std::ranges::stable_sort(days, {}, &special_day::day);
  fault_list faults(fault_limit);
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (days[i].day != days[i - 1].day) continue;
    const bool is_same = days[i].kind == days[i - 1].kind;
    const std::int64_t line = days[i - 1].where.line;
    faults.add(is_same ? errc::duplicate_row : errc::contradicting_rows, days[i].where,
               to_string(days[i].day) + " is named before" +
                   (line > 0 ? " at line " + std::to_string(line) : std::string()) +
                   (is_same ? std::string() : ", as something else"));
  }
  faults.throw_if_errors();
  working_calendar made;
  made.days_ = std::move(days);
  return made;
}

bool working_calendar::covers(int year) const noexcept {
  return std::ranges::any_of(days_, [&](const special_day& d) { return d.day.year() == year; });
}

int working_calendar::working_days(date first, date last) const {
  int worked = 0;
  auto special = std::ranges::lower_bound(days_, first, {}, &special_day::day);
  date d = first;
  for (gregorian::day_iterator at(boost_date(first)); d <= last; ++at) {
    const bool is_special = special != days_.end() && special->day == d;
    const bool is_worked =
        is_special ? special->kind == special_day_kind::workday : !is_weekend(*at);
    if (is_special) ++special;
    if (is_worked) ++worked;
    d = date::from_number(d.number() + 1);
  }
  return worked;
}

}  // namespace zhibiao::inline ZB_ABI
