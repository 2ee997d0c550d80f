"""The input as the rivals get it, and their results in the form in which they are compared.

Input: columns in files, see data/generate.cpp. Results: `<name>.f64` or `<name>.u8`, every cell as
[indicator][town][period], or as [indicator][area][period] for the areas of a level, by ascending code.
"""

import csv
import json
import pathlib
import re

import numpy as np

LEVELS = {"county": 1_000, "prefecture": 100_000, "province": 10_000_000}
KINDS = {"i64": np.int64, "u16": np.uint16, "i16": np.int16, "f64": np.float64}
STATISTICS = ("count", "sum", "mean", "deviation", "least", "greatest")

_LIST = pathlib.Path(__file__).resolve().parents[2] / "include" / "zhibiao" / "value" / "status.def"
STATUS = {name: int(number) for name, number in
          re.findall(r"^ZB_STATUS\((\w+), (\d+),", _LIST.read_text(encoding="utf-8"), re.MULTILINE)}


class Shape:
    """What the files of a data folder hold."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        shape = json.loads((self.folder / "shape.json").read_text(encoding="utf-8"))
        with open(shape["areas"], encoding="utf-8", newline="") as file:
            areas = [(row["level"], int(row["code"])) for row in csv.DictReader(file)]
        self.listed = {level: np.array(sorted(code for at, code in areas if at == level))
                       for level in LEVELS}
        self.towns = np.loadtxt(shape["codes"], dtype=np.int64)
        self.indicators = shape["indicators"]
        self.periods = shape["periods"]
        self.first_year = shape["first_year"]

    def column(self, name, kind):
        return np.fromfile(self.folder / f"{name}.{kind}", dtype=KINDS[kind])

    def columns(self):
        return (self.column("town", "i64"), self.column("indicator", "u16"),
                self.column("year", "i16"), self.column("value", "f64"))

    def panel(self):
        return self.column("panel", "f64").reshape(self.indicators, len(self.towns), self.periods)

    def areas(self, level):
        """The codes of a level's areas (none: the towns), ascending."""
        return self.listed[level] if level else self.towns

    def segments(self, level):
        """The first town of each run with the same leading digits, and those digits."""
        digits = self.towns // LEVELS[level]
        firsts = np.flatnonzero(np.diff(digits, prepend=-1))
        return firsts, digits[firsts]


class Results:
    """Writes results for comparison."""

    def __init__(self, folder, shape):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.shape = shape

    def put(self, name, values):
        kind = "u8" if values.dtype == np.uint8 else "f64"
        values.tofile(self.folder / f"{name}.{kind}")

    def place(self, code, indicator, year, level=None):
        """Where rows belong in a dense array of the level (none: towns)."""
        shape = self.shape
        areas = shape.areas(level)
        where = indicator.astype(np.int64)
        where *= len(areas)
        where += np.searchsorted(areas, code)
        where *= shape.periods
        where += year.astype(np.int64) - shape.first_year
        return where

    def scatter(self, name, where, values, missing, level=None):
        """Rows into a dense array; a cell without a row is `missing`."""
        shape = self.shape
        dense = np.full(shape.indicators * len(shape.areas(level)) * shape.periods, missing,
                        dtype=np.uint8 if values.dtype == np.uint8 else np.float64)
        dense[where] = values
        self.put(name, dense)

    def cells(self, town, indicator, year, **columns):
        """Results by town. A status where there is no row is `not_reported`."""
        where = self.place(town, indicator, year)
        for name, values in columns.items():
            missing = STATUS["not_reported"] if values.dtype == np.uint8 else np.nan
            self.scatter(name, where, values, missing)

    def groups(self, level, code, indicator, year, **columns):
        """Results by the areas of a level; leading digits that are no area's are left out. A count where
        there is no row is 0."""
        listed = np.isin(code, self.shape.areas(level))
        where = self.place(code[listed], indicator[listed], year[listed], level)
        for name, values in columns.items():
            self.scatter(f"{level}_{name}", where, values[listed].astype(np.float64),
                         0 if name == "count" else np.nan, level)
