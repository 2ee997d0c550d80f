"""numpy at its best: dense arrays in the layout that suits the job, results into arrays that are there."""

import numpy as np

from change import Change, percent_change_value
from columns import STATUS, Results, Shape


class _Panel:
    def __init__(self, folder, threads):
        self.shape = Shape(folder)
        self.x = self.shape.panel().reshape(-1)


class ChangeReused(_Panel):
    """Values and statuses into arrays made beforehand, block by block within the cache."""

    def __init__(self, folder, threads):
        super().__init__(folder, threads)
        self.out, self.why = np.empty_like(self.x), np.empty(len(self.x), dtype=np.uint8)
        self.out.fill(0)
        self.why.fill(0)
        self.change = Change()

    def run(self):
        self.change.panel(self.x, self.shape.periods, self.out, self.why)
        return self.out, self.why

    def save(self, result, folder):
        results = Results(folder, self.shape)
        results.put("yoy", result[0])
        results.put("yoy_status", result[1])


class ChangeFresh(ChangeReused):
    """The same into fresh arrays."""

    def run(self):
        out, why = np.empty_like(self.x), np.empty(len(self.x), dtype=np.uint8)
        self.change.panel(self.x, self.shape.periods, out, why)
        return out, why


class ChangeFreshPlain(_Panel):
    """The rate alone, as in (c - b) * 100 / b, without a look at signs; into a fresh array."""

    def run(self):
        out = np.empty_like(self.x)
        with np.errstate(all="ignore"):
            np.subtract(self.x[1:], self.x[:-1], out=out[1:])
            np.multiply(out[1:], 100, out=out[1:])
            np.divide(out[1:], self.x[:-1], out=out[1:])
        out[::self.shape.periods] = np.nan
        return out

    def save(self, result, folder):
        # What has no number by its signs is set aside here, so that the rest can be compared.
        out, why = np.empty_like(result), np.empty(len(result), dtype=np.uint8)
        Change().panel(self.x, self.shape.periods, out, why)
        Results(folder, self.shape).put("rate", np.where(why == STATUS["ok"], result, np.nan))


class CountyStatistics:
    """Six statistics by county with reduceat, an indicator at a time, towns innermost."""

    def __init__(self, folder, threads):
        self.shape = Shape(folder)
        self.x = np.ascontiguousarray(self.shape.panel().transpose(0, 2, 1))
        self.firsts, self.codes = self.shape.segments("county")
        self.members = np.diff(np.append(self.firsts, len(self.shape.towns)))

    def run(self):
        return [self.of_indicator(x) for x in self.x]

    def of_indicator(self, x):
        there = x == x
        known = np.where(there, x, 0.0)
        count = np.add.reduceat(there, self.firsts, axis=1, dtype=np.float64)
        total = np.add.reduceat(known, self.firsts, axis=1)
        with np.errstate(all="ignore"):
            mean = total / count
            known -= np.repeat(mean, self.members, axis=1)
            known[~there] = 0
            np.multiply(known, known, out=known)
            deviation = np.sqrt(np.add.reduceat(known, self.firsts, axis=1) / (count - 1))
            least = np.fmin.reduceat(x, self.firsts, axis=1)
            greatest = np.fmax.reduceat(x, self.firsts, axis=1)
        return {"count": count, "sum": total, "mean": mean, "deviation": deviation, "least": least,
                "greatest": greatest}

    def save(self, result, folder):
        listed = np.isin(self.codes, self.shape.areas("county"))
        results = Results(folder, self.shape)
        missing = np.stack([part["count"].T for part in result])[:, listed] == 0
        for name in result[0]:
            dense = np.stack([part[name].T for part in result])[:, listed]
            if name != "count":
                dense[missing] = np.nan
            results.put(f"county_{name}", dense)


class CountyMedian:
    """Exact median by county: the towns of a county sorted for every indicator and period at once."""

    def __init__(self, folder, threads):
        self.shape = Shape(folder)
        panel = self.shape.panel()
        self.x = np.ascontiguousarray(panel.transpose(1, 0, 2)).reshape(len(self.shape.towns), -1)
        self.firsts, self.codes = self.shape.segments("county")

    def run(self):
        medians = np.empty((len(self.firsts), self.x.shape[1]))
        ends = np.append(self.firsts[1:], len(self.x))
        for row, first, end in zip(medians, self.firsts, ends):
            members = np.sort(self.x[first:end], axis=0)  # a missing figure comes last
            count = np.count_nonzero(members == members, axis=0)
            lower = np.maximum(count - 1, 0) // 2
            upper = np.minimum(count // 2, end - first - 1)
            np.add(np.take_along_axis(members, lower[None], 0)[0],
                   np.take_along_axis(members, upper[None], 0)[0], out=row)
            row /= 2
        return medians

    def save(self, result, folder):
        shape = self.shape
        listed = np.isin(self.codes, shape.areas("county"))
        dense = result[listed].reshape(-1, shape.indicators, shape.periods).transpose(1, 0, 2)
        Results(folder, shape).put("county_median", np.ascontiguousarray(dense))


class ChangeOfColumns:
    """Sorted rows, checked to be so and without duplicates; the base is the row before where it is the
    same series a year earlier."""

    def __init__(self, folder, threads):
        self.shape = Shape(folder)
        self.town, self.indicator, self.year, self.value = self.shape.columns()

    def run(self):
        same_town = self.town[1:] == self.town[:-1]
        same = same_town & (self.indicator[1:] == self.indicator[:-1])
        ascending = self.town[1:] > self.town[:-1]
        ascending |= same_town & (self.indicator[1:] > self.indicator[:-1])
        ascending |= same & (self.year[1:] > self.year[:-1])
        if not ascending.all():
            raise ValueError("expected rows in ascending order")
        no_base = np.ones(len(self.town), dtype=bool)
        same &= self.year[1:] == self.year[:-1] + 1
        np.logical_not(same, out=no_base[1:])
        return percent_change_value(self.value, no_base)

    def save(self, result, folder):
        Results(folder, self.shape).cells(self.town, self.indicator, self.year, yoy=result)


WORKLOADS = {
    "change-reused": ChangeReused,
    "change-fresh": ChangeFresh,
    "change-fresh-plain": ChangeFreshPlain,
    "county-statistics": CountyStatistics,
    "county-median": CountyMedian,
    "change-of-columns": ChangeOfColumns,
}
