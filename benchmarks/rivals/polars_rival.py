"""polars at its best: the streaming engine, whole-number keys, no window where rows can be made to stand
in order.
"""

import numpy as np
import polars as pl

from columns import LEVELS, STATUS, Results, Shape

TOWN, INDICATOR, YEAR, VALUE, BASE = (pl.col(name) for name in
                                      ("town", "indicator", "year", "value", "base"))
STREAMING = "streaming"


def _code(name):
    return pl.lit(STATUS[name], pl.UInt8)


RATE = (pl.when((BASE > 0) & (VALUE >= 0)).then((VALUE - BASE) * 100 / BASE)
        .when((BASE < 0) & (VALUE == BASE)).then(0.0))

STATUS_OF_RATE = (
    pl.when(VALUE.is_null()).then(_code("not_reported"))
    .when(BASE.is_null()).then(_code("base_not_reported"))
    .when(BASE > 0).then(pl.when(VALUE >= 0).then(_code("ok")).otherwise(_code("turned_negative")))
    .when(BASE == 0).then(pl.when(VALUE == 0).then(_code("both_zero")).otherwise(_code("base_zero")))
    .when(VALUE >= 0).then(_code("turned_positive"))
    .when(VALUE > BASE).then(_code("loss_narrowed"))
    .when(VALUE < BASE).then(_code("loss_widened"))
    .otherwise(_code("ok")))

SIX = (VALUE.count().alias("count"), VALUE.sum().alias("sum"), VALUE.mean().alias("mean"),
       VALUE.std().alias("deviation"), VALUE.min().alias("least"), VALUE.max().alias("greatest"))


def _same(column):
    return column == column.shift()


def _next_year():
    return _same(TOWN) & _same(INDICATOR) & (YEAR == YEAR.shift() + 1)


def _ascending():
    return ((TOWN > TOWN.shift())
            | (_same(TOWN) & (INDICATOR > INDICATOR.shift()))
            | (_same(TOWN) & _same(INDICATOR) & (YEAR > YEAR.shift())))


def _packed(code):
    """Code, indicator and year in one number."""
    return code * (1 << 32) + INDICATOR.cast(pl.Int64) * (1 << 16) + YEAR.cast(pl.Int64)


def in_order(rows):
    """The rows by town, indicator and year, without duplicates: as they are, or sorted by one number."""
    if rows.lazy().select(_ascending().all()).collect(engine=STREAMING).item():
        return rows.lazy()
    ordered = (rows.lazy().select(_packed(TOWN).alias("key"), *(set(rows.columns) - KEYS))
               .sort("key", maintain_order=False).collect())
    key = pl.col("key")
    if not ordered.lazy().select((key > key.shift()).all()).collect(engine=STREAMING).item():
        raise ValueError("expected no duplicates")
    return ordered.lazy().with_columns(
        town=key // (1 << 32), indicator=(key // (1 << 16) % (1 << 16)).cast(pl.UInt16),
        year=(key % (1 << 16)).cast(pl.Int16))


KEYS = {"town", "indicator", "year"}


def statistics(rows):
    """Six statistics at three levels: group by one number, one pass a level."""
    return {level: rows.lazy().group_by(_packed(TOWN // unit).alias("key")).agg(SIX)
            .collect(engine=STREAMING) for level, unit in LEVELS.items()}


def save_statistics(results, groups, numbers=None):
    """`numbers`: the indicators by their codes here, where those are not the same."""
    for level, frame in groups.items():
        frame = frame.with_columns(sum=pl.when(pl.col("count") > 0).then(pl.col("sum")))
        key = frame["key"].to_numpy()
        indicator = key >> 16 & 0xFFFF
        results.groups(level, key >> 32, indicator if numbers is None else numbers[indicator],
                       key & 0xFFFF,
                       **{name: frame[name].to_numpy() for name in frame.columns if name != "key"})


class _Columns:
    def __init__(self, folder, threads):
        self.shape = Shape(folder)
        town, indicator, year, value = self.shape.columns()
        self.rows = pl.DataFrame({"town": town, "indicator": indicator, "year": year,
                                  "value": pl.Series(value).fill_nan(None)}).rechunk()


class ChangeAndStatistics(_Columns):
    def run(self):
        change = (in_order(self.rows).with_columns(base=pl.when(_next_year()).then(VALUE.shift()))
                  .select("town", "indicator", "year", yoy=RATE, yoy_status=STATUS_OF_RATE)
                  .collect(engine=STREAMING))
        return change, statistics(self.rows)

    def save(self, result, folder):
        results = Results(folder, self.shape)
        results.cells(**{name: result[0][name].to_numpy() for name in result[0].columns})
        save_statistics(results, result[1])


class ChangeOfColumns(_Columns):
    """The rate alone."""

    def run(self):
        return (in_order(self.rows).with_columns(base=pl.when(_next_year()).then(VALUE.shift()))
                .select(yoy=RATE).collect(engine=STREAMING))

    def save(self, result, folder):
        keys = in_order(self.rows).select("town", "indicator", "year").collect()
        Results(folder, self.shape).cells(*(keys[name].to_numpy() for name in keys.columns),
                                          yoy=result["yoy"].to_numpy())


class CsvToColumns:
    def __init__(self, folder, threads):
        self.shape = Shape(folder)
        self.file = self.shape.folder / "observations.csv"

    def run(self):
        return pl.read_csv(self.file, schema={"area": pl.Int64, "indicator": pl.String,
                                              "period": pl.Int16, "value": pl.Float64})

    def save(self, result, folder):
        Results(folder, self.shape).cells(
            result["area"].to_numpy(), indicator_numbers(result["indicator"]),
            result["period"].to_numpy(), value=result["value"].to_numpy())


def indicator_numbers(ids):
    return ids.str.slice(1).cast(pl.Int64).to_numpy()


class CsvToResults(CsvToColumns):
    def run(self):
        rows = pl.read_csv(self.file, schema={"area": pl.Int64, "indicator": pl.Categorical,
                                              "period": pl.Int16, "value": pl.Float64})
        targets = pl.read_csv(self.shape.folder / "targets.csv",
                              schema={"indicator": pl.Categorical, "area": pl.String,
                                      "period": pl.Int16, "comparison": pl.String,
                                      "value": pl.Float64})
        targets = targets.select("indicator", deadline="period", target="value")
        target = pl.col("target")
        rows = rows.select(town="area", indicator=pl.col("indicator").to_physical(),
                           year="period", value="value", id="indicator")
        change = (in_order(rows).with_columns(base=pl.when(_next_year()).then(VALUE.shift()))
                  .join(targets.lazy(), left_on=["id", "year"], right_on=["indicator", "deadline"],
                        how="left", maintain_order="none")
                  .select("town", "id", "year", yoy=RATE, yoy_status=STATUS_OF_RATE,
                          gap=target - VALUE, completion=VALUE * 100 / target)
                  .collect(engine=STREAMING))
        return change, statistics(rows), rows

    def save(self, result, folder):
        change, groups, rows = result
        results = Results(folder, self.shape)
        results.cells(change["town"].to_numpy(), indicator_numbers(change["id"].cast(pl.String)),
                      change["year"].to_numpy(),
                      **{name: change[name].to_numpy()
                         for name in ("yoy", "yoy_status", "gap", "completion")})
        known = rows.select("indicator", "id").unique()
        numbers = np.zeros(known["indicator"].max() + 1, dtype=np.int64)
        numbers[known["indicator"].to_numpy()] = indicator_numbers(known["id"].cast(pl.String))
        save_statistics(results, groups, numbers)


class _Placed(_Columns):
    """With the county and the province of each row at hand."""

    def __init__(self, folder, threads):
        super().__init__(folder, threads)
        self.rows = self.rows.with_columns(
            county=(TOWN // LEVELS["county"]).cast(pl.Int32),
            province=(TOWN // LEVELS["province"]).cast(pl.Int32)).rechunk()


class CountyMedian(_Placed):
    def run(self):
        return (self.rows.lazy().group_by("county", "indicator", "year")
                .agg(median=VALUE.median()).collect(engine=STREAMING))

    def save(self, result, folder):
        Results(folder, self.shape).groups(
            "county", *(result[name].to_numpy() for name in ("county", "indicator", "year")),
            median=result["median"].to_numpy())


class ProvinceRank(_Placed):
    def run(self):
        return (self.rows.lazy()
                .select("town", "indicator", "year",
                        rank=VALUE.rank("min", descending=True).over("province", "indicator", "year"))
                .collect())

    def save(self, result, folder):
        columns = {name: result[name].to_numpy() for name in result.columns}
        Results(folder, self.shape).cells(columns["town"], columns["indicator"], columns["year"],
                                          rank=columns["rank"].astype("f8"))


WORKLOADS = {
    "change-and-statistics": ChangeAndStatistics,
    "change-of-columns": ChangeOfColumns,
    "csv-to-columns": CsvToColumns,
    "csv-to-results": CsvToResults,
    "county-median": CountyMedian,
    "province-rank": ProvinceRank,
}
