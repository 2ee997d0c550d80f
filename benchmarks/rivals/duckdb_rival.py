"""DuckDB at its best: tables in memory, whole-number keys, statistics from its own aggregates."""

import duckdb
import numpy as np
import pyarrow as pa

from columns import LEVELS, STATISTICS, STATUS, Results, Shape

RATE = """CASE WHEN base > 0 AND value >= 0 THEN (value - base) * 100 / base
               WHEN base < 0 AND value = base THEN 0 END"""

STATUS_OF_RATE = """(CASE WHEN value IS NULL THEN {not_reported}
  WHEN base IS NULL THEN {base_not_reported}
  WHEN base > 0 THEN CASE WHEN value >= 0 THEN {ok} ELSE {turned_negative} END
  WHEN base = 0 THEN CASE WHEN value = 0 THEN {both_zero} ELSE {base_zero} END
  WHEN value >= 0 THEN {turned_positive} WHEN value > base THEN {loss_narrowed}
  WHEN value < base THEN {loss_widened} ELSE {ok} END)::UTINYINT""".format(**STATUS)

SIX = """count(value) AS count, sum(value) AS sum, avg(value) AS mean,
  stddev_samp(value) AS deviation, min(value) AS least, max(value) AS greatest"""

# The figure of the year before, where there is one.
WITH_BASE = """(SELECT *, CASE WHEN lag(year) OVER w = year - 1 THEN lag(value) OVER w END AS base
  FROM input WINDOW w AS (PARTITION BY town, indicator ORDER BY year))"""

GROUPS = "CREATE OR REPLACE TABLE groups AS SELECT " + ", ".join(
    f"(town // {unit})::INTEGER AS {level}" for level, unit in LEVELS.items()
) + f""", indicator, year, {SIX} FROM input GROUP BY GROUPING SETS ({
    ", ".join(f"({level}, indicator, year)" for level in LEVELS)})"""


class _Database:
    def __init__(self, folder, threads):
        self.shape = Shape(folder)
        self.connection = duckdb.connect()
        self.connection.execute(f"SET threads = {threads}")
        self.connection.execute("SET preserve_insertion_order = false")

    def numbers(self, query):
        """Columns as numpy arrays; NULL is NaN."""
        columns = self.connection.execute(query).fetchnumpy()
        return {name: np.ma.filled(column, np.nan) if column.dtype.kind == "f"
                else np.ma.getdata(column) for name, column in columns.items()}

    def save_groups(self, results, indicators=None):
        for level in LEVELS:
            found = self.numbers(f"SELECT {level} AS code, indicator, year, {', '.join(STATISTICS)} "
                                 f"FROM groups WHERE {level} IS NOT NULL")
            if indicators is not None:
                found["indicator"] = indicators(found["indicator"])
            results.groups(level, **found)


class _Columns(_Database):
    COMPUTED = ""

    def __init__(self, folder, threads):
        super().__init__(folder, threads)
        town, indicator, year, value = self.shape.columns()
        columns = pa.table({"town": town, "indicator": indicator, "year": year,
                            "value": pa.array(value, from_pandas=True)})
        self.connection.register("columns", columns)
        self.connection.execute(f"CREATE TABLE input AS SELECT *{self.COMPUTED} FROM columns")
        self.connection.unregister("columns")


class ChangeAndStatistics(_Columns):
    def run(self):
        self.connection.execute(f"""CREATE OR REPLACE TABLE change AS
          SELECT town, indicator, year, {RATE} AS yoy, {STATUS_OF_RATE} AS yoy_status
          FROM {WITH_BASE}""")
        self.connection.execute(GROUPS)

    def save(self, result, folder):
        results = Results(folder, self.shape)
        results.cells(**self.numbers("FROM change"))
        self.save_groups(results)


class ChangeOfColumns(_Columns):
    """The rate alone."""

    def run(self):
        self.connection.execute(f"""CREATE OR REPLACE TABLE change AS
          SELECT town, indicator, year, {RATE} AS yoy FROM {WITH_BASE}""")

    def save(self, result, folder):
        Results(folder, self.shape).cells(**self.numbers("FROM change"))


READ = """read_csv('{}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
  columns = {{'area': 'BIGINT', 'indicator': 'VARCHAR', 'period': 'SMALLINT', 'value': 'DOUBLE'}})"""


def indicator_numbers(ids):
    return np.array([int(text[1:]) for text in ids], dtype=np.int64)


class CsvToColumns(_Database):
    def __init__(self, folder, threads):
        super().__init__(folder, threads)
        self.read = READ.format(self.shape.folder / "observations.csv")

    def run(self):
        self.connection.execute(f"CREATE OR REPLACE TABLE input AS FROM {self.read}")

    def save(self, result, folder):
        found = self.numbers("SELECT area, substr(indicator, 2)::USMALLINT AS indicator, period, value "
                             "FROM input")
        Results(folder, self.shape).cells(found["area"], found["indicator"], found["period"],
                                          value=found["value"])


class CsvToResults(CsvToColumns):
    def run(self):
        execute = self.connection.execute
        execute(f"""CREATE OR REPLACE TABLE input AS
          SELECT area AS town, indicator, period AS year, value FROM {self.read}""")
        execute(f"""CREATE OR REPLACE TABLE targets AS
          SELECT indicator, period AS deadline, value AS target
          FROM read_csv('{self.shape.folder / "targets.csv"}', header = true, auto_detect = false,
            columns = {{'indicator': 'VARCHAR', 'area': 'VARCHAR', 'period': 'SMALLINT',
                        'comparison': 'VARCHAR', 'value': 'DOUBLE'}})""")
        execute(f"""CREATE OR REPLACE TABLE change AS
          SELECT town, b.indicator, year, {RATE} AS yoy, {STATUS_OF_RATE} AS yoy_status,
            target - value AS gap, value * 100 / target AS completion
          FROM {WITH_BASE} b LEFT JOIN targets t ON t.indicator = b.indicator AND t.deadline = year""")
        execute(GROUPS)

    def save(self, result, folder):
        results = Results(folder, self.shape)
        self.connection.execute("ALTER TABLE change ALTER indicator TYPE USMALLINT "
                                "USING substr(indicator, 2)::USMALLINT")
        results.cells(**self.numbers("FROM change"))
        self.save_groups(results, indicator_numbers)


class _Placed(_Columns):
    """With the county and the province of each row at hand."""

    COMPUTED = ", " + ", ".join(f"(town // {LEVELS[level]})::INTEGER AS {level}"
                                for level in ("county", "province"))


class CountyMedian(_Placed):
    def run(self):
        self.connection.execute("""CREATE OR REPLACE TABLE medians AS
          SELECT county AS code, indicator, year, median(value) AS median FROM input
          GROUP BY county, indicator, year""")

    def save(self, result, folder):
        Results(folder, self.shape).groups("county", **self.numbers("FROM medians"))


class ProvinceRank(_Placed):
    def run(self):
        self.connection.execute("""CREATE OR REPLACE TABLE ranks AS
          SELECT town, indicator, year,
            rank() OVER (PARTITION BY province, indicator, year ORDER BY value DESC) AS rank
          FROM input WHERE value IS NOT NULL""")

    def save(self, result, folder):
        Results(folder, self.shape).cells(
            **self.numbers("SELECT town, indicator, year, rank::DOUBLE AS rank FROM ranks"))


WORKLOADS = {
    "change-and-statistics": ChangeAndStatistics,
    "change-of-columns": ChangeOfColumns,
    "csv-to-columns": CsvToColumns,
    "csv-to-results": CsvToResults,
    "county-median": CountyMedian,
    "province-rank": ProvinceRank,
}
