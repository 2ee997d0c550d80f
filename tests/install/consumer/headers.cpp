// The parts of the library that a compiler can do alone.
#include <zhibiao/value/period.hpp>
#include <zhibiao/version.hpp>

static_assert(zhibiao::periods_per_year(zhibiao::frequency::quarter) == 4);
static_assert(ZB_VERSION_MAJOR >= 0);

int main() {}
