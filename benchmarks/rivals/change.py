"""Year on year in numpy: percent of the base, and the status of the library's table."""

import numpy as np

from columns import STATUS

# What a figure is: 0 negative, 1 zero, 2 positive, 3 missing. Current * 4 + base finds the status; both
# negative is looked at again.
MISSING = 3
BOTH_NEGATIVE = 0
BLOCK = 1 << 17  # cells whose steps fit the cache together


def _status_of(current, base):
    if current == MISSING:
        return "not_reported"
    if base == MISSING:
        return "base_not_reported"
    if base == 2:
        return "ok" if current else "turned_negative"
    if base == 1:
        return "both_zero" if current == 1 else "base_zero"
    return "turned_positive"


TABLE = np.array([STATUS[_status_of(i // 4, i % 4)] for i in range(16)], dtype=np.uint8)


class Change:
    """Room for the steps of one block."""

    def __init__(self, cells=BLOCK):
        self.kind = np.empty(cells, dtype=np.uint8)
        self.flag = np.empty(cells, dtype=bool)

    def block(self, x, no_base, out, why):
        """The base of x[i] is x[i - 1]; there is none at the first and where the index `no_base` says."""
        kind, flag = self.kind[:len(x)], self.flag[:len(x)]
        number = flag.view(np.uint8)
        np.greater_equal(x, 0, out=kind.view(bool))
        np.greater(x, 0, out=flag)
        np.add(kind, number, out=kind)
        np.not_equal(x, x, out=flag)
        np.multiply(number, MISSING, out=number)
        np.add(kind, number, out=kind)
        number[1:] = kind[:-1]
        number[0] = MISSING
        number[no_base] = MISSING
        np.multiply(kind, 4, out=why)
        np.add(why, number, out=why)
        again = np.flatnonzero(why == BOTH_NEGATIVE)
        np.take(TABLE, why, out=why, mode="clip")
        with np.errstate(all="ignore"):
            np.subtract(x[1:], x[:-1], out=out[1:])
            np.multiply(out[1:], 100, out=out[1:])
            np.divide(out[1:], x[:-1], out=out[1:])
        np.not_equal(why, STATUS["ok"], out=flag)
        np.copyto(out, np.nan, where=flag)
        if len(again):
            current, base = x[again], x[again - 1]
            why[again] = np.where(current > base, STATUS["loss_narrowed"],
                                  np.where(current < base, STATUS["loss_widened"], STATUS["ok"]))
            out[again] = np.where(current == base, 0.0, np.nan)

    def panel(self, x, periods, out, why):
        """A flat panel whose series have so many periods each."""
        step = BLOCK // periods * periods
        for first in range(0, len(x), step):
            here = slice(first, first + step)
            self.block(x[here], slice(0, None, periods), out[here], why[here])


def percent_change(x, no_base):
    """Values and statuses of a column whose bases stand in the row before, but where `no_base`."""
    out, why = np.empty_like(x), np.empty(len(x), dtype=np.uint8)
    room = Change()
    first = 0
    while first + 1 < len(x) or first == 0:
        # Blocks share a row: the last of one is the first base of the next.
        end = min(first + BLOCK, len(x))
        known = (out[first], why[first]) if first else (np.nan, TABLE[15])
        room.block(x[first:end], no_base[first:end], out[first:end], why[first:end])
        if first:
            out[first], why[first] = known
        first = end - 1
    return out, why


def percent_change_value(x, no_base):
    """The values alone: a number where the base is positive and the current figure is not negative."""
    out = np.empty_like(x)
    out[0] = np.nan
    with np.errstate(all="ignore"):
        np.subtract(x[1:], x[:-1], out=out[1:])
        out[1:] *= 100
        out[1:] /= x[:-1]
    unchanged = np.flatnonzero((x[1:] == x[:-1]) & (x[1:] < 0)) + 1
    refused = ~(x >= 0)
    refused[1:] |= ~(x[:-1] > 0)
    refused[unchanged] = False
    refused |= no_base
    refused[0] = True
    np.copyto(out, np.nan, where=refused)
    out[unchanged[~refused[unchanged]]] = 0.0
    return out
