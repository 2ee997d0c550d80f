// A program of somebody else, which ends with 0 if the library does its work.
#include <zhibiao/value/period.hpp>

int main() {
  const zhibiao::period september = zhibiao::parse_period("2021-M09YTD");
  return zhibiao::to_string(september.same_period_last_year()) == "2020-M09YTD" ? 0 : 1;
}
