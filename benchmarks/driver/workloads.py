"""The table: what is measured, against whom, and what is demanded. One entry a row."""

from dataclasses import dataclass

OURS = "zhibiao"
COPIED = 1 << 26  # doubles that our stream-copy job copies

# What else our own program can be set to, besides being measured: by the name in the table.
OWN_RIVALS = ("STREAM copy", "plain pread", "hand kernel")


@dataclass(frozen=True)
class Scale:
    """How much data: how many indicators, each 41,352 towns by 20 years, 0.83 million cells."""

    name: str
    indicators: int       # of the panels and the long columns of K, E1 and Q1
    csv_indicators: int   # of E2 to E4, whose data are called `-8m`
    packed_indicators: int  # of O1: 620,573 villages by 120 months each, 0.6 GB
    growth: tuple         # of each step of the growth curve

    def indicators_of(self, data):
        if data == "packed":
            return self.packed_indicators
        return self.csv_indicators if data.endswith("-8m") else self.indicators


SCALES = {
    "full": Scale("full", 100, 10, 6, (1, 2, 5, 10, 19, 39, 77)),
    "small": Scale("small", 10, 10, 1, (1, 2, 5, 10)),
}


@dataclass(frozen=True)
class Workload:
    id: str
    what: str
    data: str           # see data.py
    threads: int
    job: str            # of our worker
    rivals: tuple       # (engine or one of OWN_RIVALS, its job), the likely quickest first
    demand: float       # see `compares`
    arrays: tuple = ()  # the results that are compared; a rival's are those of them it has
    reference: str = ""  # a job of ours that is not measured, whose results ours have to be
    # "time": the rival's time over ours, at least the demand. "slower": ours over the rival's, at most.
    # "bytes": our bytes a second over the rival's, at least.
    compares: str = "time"
    bytes_moved: tuple = (0, 0)  # ours a cell, the rival's a call; for "bytes"


CHANGE = ("yoy.f64", "yoy_status.u8")
STATISTICS = tuple(f"{level}_{name}.f64" for level in ("county", "prefecture", "province")
                   for name in ("count", "sum", "mean", "deviation", "least", "greatest"))

COUNTY = STATISTICS[:6]


def everybody(job, *engines):
    return tuple((engine, job) for engine in engines)


WORKLOADS = (
    Workload("K1", "year on year with status from a panel into memory that is there",
             "sorted", 1, "change-reused", (("numpy", "change-reused"),), 5, CHANGE),
    Workload("K1s", "the same in bytes a second, 26 a cell",
             "sorted", 1, "change-reused", (("STREAM copy", "stream-copy"),), 0.8,
             compares="bytes", bytes_moved=(26, 16 * COPIED)),
    Workload("K1f", "the same into fresh memory; numpy without status",
             "sorted", 1, "change-fresh", (("numpy", "change-fresh-plain"),), 2, ("rate.f64",)),
    Workload("K1f-status", "the same into fresh memory; numpy with status",
             "sorted", 1, "change-fresh", (("numpy", "change-fresh"),), 5, CHANGE),
    Workload("K2", "six statistics by county from a panel",
             "sorted", 1, "county-statistics", (("numpy", "county-statistics"),), 10, COUNTY),
    Workload("K2b", "five of them by features of Boost.Accumulators",
             "sorted", 1, "county-features", (("hand kernel", "county-kernels"),), 3, COUNTY[1:],
             compares="slower"),
    Workload("E1", "sorted columns to year on year with status and six statistics at three levels",
             "sorted", 2, "change-and-statistics",
             everybody("change-and-statistics", "polars", "duckdb", "pandas"), 10, CHANGE + STATISTICS),
    Workload("E1-shuffled", "shuffled columns to the same",
             "shuffled", 2, "change-and-statistics",
             everybody("change-and-statistics", "duckdb", "polars", "pandas"), 10, CHANGE + STATISTICS),
    Workload("E2", "sorted columns to year on year",
             "sorted-8m", 2, "change-of-columns",
             everybody("change-of-columns", "polars", "numpy", "pandas", "duckdb"), 3, CHANGE),
    Workload("E3", "CSV to year on year, gap, completion and six statistics at three levels",
             "csv-8m", 2, "csv-to-results",
             everybody("csv-to-results", "polars", "duckdb", "pandas"), 6,
             CHANGE + ("gap.f64", "completion.f64") + STATISTICS),
    Workload("E4", "CSV to columns",
             "csv-8m", 2, "csv-to-columns",
             everybody("csv-to-columns", "pyarrow", "polars", "pandas", "duckdb"), 2, ("value.f64",)),
    Workload("Q1", "exact median by county from a panel",
             "sorted", 2, "county-median",
             everybody("county-median", "duckdb", "polars", "pandas"), 5, ("county_median.f64",)),
    Workload("Q1-rank", "rank in the province from a panel",
             "sorted", 2, "province-rank",
             everybody("province-rank", "polars", "duckdb", "pandas"), 3, ("rank.f64",)),
    Workload("O1", "sums by county of a packed file on the disk",
             "packed", 2, "packed-aggregate", (("plain pread", "plain-read"),), 0.8,
             ("county_total.f64", "county_total_status.u8"), reference="drawn-totals"),
)


def chosen(names):
    """The entries that a filter means: `K1f,E` takes K1f, K1f-status and all whose name begins with E."""
    if not names:
        return WORKLOADS
    wanted = [name.strip().lower() for name in names.split(",") if name.strip()]
    return tuple(work for work in WORKLOADS if any(is_meant(work.id, name) for name in wanted))


def is_meant(identifier, name):
    """A name means the row, its forms (`E1-shuffled`), and as a single letter its whole group."""
    identifier, name = identifier.lower(), name.strip().lower()
    return identifier == name or identifier.startswith(name + "-") or (
        len(name) == 1 and identifier.startswith(name))
