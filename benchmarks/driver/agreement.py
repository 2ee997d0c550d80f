"""Whether a rival's results are ours: values within 1e-12, statuses exactly."""

import subprocess

# Percentages are compared relative to 100, amounts relative to the largest there are: nearer to zero a
# difference of two of them is no better known in binary.
PERCENTAGES = ("rate", "yoy", "completion")
PERCENT, AMOUNT = 100.0, 100_000.0


class Disagreement(Exception):
    """Two engines computed different results."""


def magnitude(array):
    return PERCENT if array.partition(".")[0] in PERCENTAGES else AMOUNT


def check(program, ours, theirs, arrays):
    """Compares those of the arrays that the rival wrote; how many cells that were."""
    present = [array for array in arrays if (theirs / array).is_file()]
    if not present:
        raise Disagreement(f"{theirs.name} has none of {', '.join(arrays)}")
    return sum(_check(program, ours / array, theirs / array) for array in present)


def _check(program, ours, theirs):
    done = subprocess.run([program, ours, theirs, str(magnitude(ours.name))], check=False,
                          capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        raise Disagreement(f"{theirs.parent.name}, {ours.name}: " + (
            done.stderr.strip() or "{1} of {0} cells differ, {2}".format(
                *done.stdout.strip().split(" ", 2))))
    return int(done.stdout.split()[0])
