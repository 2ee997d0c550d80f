"""pandas at its best: categories for keys, arithmetic in numpy, no window where rows stand in order."""

import numpy as np
import pandas as pd

from change import percent_change, percent_change_value
from columns import LEVELS, Results, Shape


def _key(rows):
    """Town, indicator and year in one number."""
    return (rows["town"] * 65_536 + rows["indicator"]) * 65_536 + rows["year"]


def in_order(rows, change):
    """The keys of the rows in order, and what `change` makes of their values."""
    key = _key(rows)
    value = rows["value"]
    step = key.diff().to_numpy()
    if not (step[1:] > 0).all():
        ordered = pd.DataFrame({"key": key, "value": value}).sort_values("key")
        key, value = ordered["key"], ordered["value"]
        step = key.diff().to_numpy()
        if not (step[1:] > 0).all():
            raise ValueError("expected no duplicates")
    return key.to_numpy(), change(value.to_numpy(), step != 1)


def save_change(results, key, **columns):
    results.cells(key >> 32, key >> 16 & 0xFFFF, key & 0xFFFF, **columns)


def statistics(rows, indicators, periods, first_year):
    """Six statistics at three levels, each by one category."""
    town, towns = pd.factorize(rows["town"].to_numpy())
    cell = rows["indicator"].to_numpy().astype(np.int64) * periods
    cell += rows["year"].to_numpy() - first_year
    found = {}
    for level, unit in LEVELS.items():
        group, codes = pd.factorize(towns // unit)
        key = pd.Categorical.from_codes(group[town] * (indicators * periods) + cell,
                                        categories=range(len(codes) * indicators * periods))
        groups = rows["value"].groupby(key, observed=False)
        found[level] = codes, {
            "count": groups.count(), "sum": groups.sum(min_count=1), "mean": groups.mean(),
            "deviation": groups.std(), "least": groups.min(), "greatest": groups.max()}
    return found


def save_statistics(results, found):
    shape = results.shape
    for level, (codes, columns) in found.items():
        place = np.arange(len(codes) * shape.indicators * shape.periods)
        year = place % shape.periods + shape.first_year
        indicator = place // shape.periods % shape.indicators
        results.groups(level, codes[place // (shape.periods * shape.indicators)], indicator, year,
                       **{name: column.to_numpy() for name, column in columns.items()})


class _Columns:
    def __init__(self, folder, threads):
        self.shape = Shape(folder)
        self.rows = pd.DataFrame(dict(zip(("town", "indicator", "year", "value"),
                                          self.shape.columns())))


class ChangeAndStatistics(_Columns):
    def run(self):
        shape = self.shape
        return (in_order(self.rows, percent_change),
                statistics(self.rows, shape.indicators, shape.periods, shape.first_year))

    def save(self, result, folder):
        results = Results(folder, self.shape)
        key, (yoy, why) = result[0]
        save_change(results, key, yoy=yoy, yoy_status=why)
        save_statistics(results, result[1])


class ChangeOfColumns(_Columns):
    """The rate alone."""

    def run(self):
        return in_order(self.rows, percent_change_value)

    def save(self, result, folder):
        save_change(Results(folder, self.shape), result[0], yoy=result[1])


class ChangeByGroup(_Columns):
    """The rate alone, with groupby.shift on sorted categorical keys."""

    def __init__(self, folder, threads):
        super().__init__(folder, threads)
        self.rows = self.rows.astype({"town": "category", "indicator": "category"})

    def run(self):
        groups = self.rows.groupby(["town", "indicator"], observed=True, sort=False)
        before = groups[["year", "value"]].shift()
        value, base = self.rows["value"].to_numpy(), before["value"].to_numpy()
        number = (before["year"].to_numpy() == self.rows["year"].to_numpy() - 1)
        unchanged = number & (base < 0) & (value == base)
        number &= (base > 0) & (value >= 0)
        with np.errstate(all="ignore"):
            rate = (value - base) * 100 / base
        rate[~number] = np.nan
        rate[unchanged] = 0.0
        return rate

    def save(self, result, folder):
        rows = self.rows.astype({"town": "int64", "indicator": "int64"})
        Results(folder, self.shape).cells(*(rows[name].to_numpy() for name in
                                            ("town", "indicator", "year")), yoy=result)


class CsvToColumns:
    def __init__(self, folder, threads):
        self.shape = Shape(folder)
        self.file = self.shape.folder / "observations.csv"

    def run(self):
        return pd.read_csv(self.file, dtype={"area": "int64", "indicator": "category",
                                             "period": "int16", "value": "float64"})

    def save(self, result, folder):
        numbers = indicator_numbers(result["indicator"].cat.categories)
        Results(folder, self.shape).cells(
            result["area"].to_numpy(), numbers[result["indicator"].cat.codes.to_numpy()],
            result["period"].to_numpy(), value=result["value"].to_numpy())


def indicator_numbers(ids):
    return np.array([int(text[1:]) for text in ids], dtype=np.int64)


class CsvToResults(CsvToColumns):
    def run(self):
        shape = self.shape
        rows = super().run()
        numbers = indicator_numbers(rows["indicator"].cat.categories)
        rows = pd.DataFrame({"town": rows["area"],
                             "indicator": numbers[rows["indicator"].cat.codes.to_numpy()],
                             "year": rows["period"], "value": rows["value"]})
        listed = pd.read_csv(shape.folder / "targets.csv")
        wanted = np.full((shape.indicators, shape.periods), np.nan)
        wanted[indicator_numbers(listed["indicator"]),
               listed["period"].to_numpy() - shape.first_year] = listed["value"]
        target = wanted[rows["indicator"].to_numpy(), rows["year"].to_numpy() - shape.first_year]
        value = rows["value"].to_numpy()
        return (rows, in_order(rows, percent_change), target - value, value * 100 / target,
                statistics(rows, shape.indicators, shape.periods, shape.first_year))

    def save(self, result, folder):
        rows, (key, (yoy, why)), gap, completion, groups = result
        results = Results(folder, self.shape)
        save_change(results, key, yoy=yoy, yoy_status=why)
        results.cells(rows["town"].to_numpy(), rows["indicator"].to_numpy(), rows["year"].to_numpy(),
                      gap=gap, completion=completion)
        save_statistics(results, groups)


class _Placed(_Columns):
    """With the county and the province of each row at hand."""

    def __init__(self, folder, threads):
        super().__init__(folder, threads)
        for level in ("county", "province"):
            self.rows[level] = self.rows["town"] // LEVELS[level]


class CountyMedian(_Placed):
    def run(self):
        return self.rows.groupby(["county", "indicator", "year"])["value"].median()

    def save(self, result, folder):
        keys = (result.index.get_level_values(i).to_numpy() for i in range(3))
        Results(folder, self.shape).groups("county", *keys, median=result.to_numpy())


class ProvinceRank(_Placed):
    def run(self):
        groups = self.rows.groupby(["province", "indicator", "year"])["value"]
        return groups.rank("min", ascending=False)

    def save(self, result, folder):
        Results(folder, self.shape).cells(*(self.rows[name].to_numpy() for name in
                                            ("town", "indicator", "year")), rank=result.to_numpy())


WORKLOADS = {
    "change-and-statistics": ChangeAndStatistics,
    "change-of-columns": ChangeOfColumns,
    "change-by-group": ChangeByGroup,
    "csv-to-columns": CsvToColumns,
    "csv-to-results": CsvToResults,
    "county-median": CountyMedian,
    "province-rank": ProvinceRank,
}
