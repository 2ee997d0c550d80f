"""What was measured, as rows: for people, for results.json and for the README."""

import json

GIB = 1 << 30


def row_of(workload, cells, sessions, checked):
    """One row. `sessions`: by rival, (its times, our times beside it)."""
    best = min(sessions, key=lambda name: advantage(workload, cells, *sessions[name]))
    theirs, ours = sessions[best]
    as_rate = workload.compares == "bytes"
    our_bytes, rival_bytes = workload.bytes_moved
    ratio = advantage(workload, cells, theirs, ours)
    is_limit = workload.compares == "slower"
    return {
        "id": workload.id,
        "what": workload.what,
        "unit": "bytes/s" if as_rate else "s",
        "ours": cells * our_bytes / ours.seconds if as_rate else ours.seconds,
        "rival": rival_bytes / theirs.seconds if as_rate else theirs.seconds,
        "rival_name": best,
        "ratio": 1 / ratio if is_limit else ratio,
        "demand": workload.demand,
        "at_most": is_limit,
        "threads": workload.threads,
        "cells": cells,
        "checked_cells": checked,
        "ours_cold": ours.cold,
        "ours_peak_bytes": ours.peak,
        "ours_rounds": ours.rounds,
        "rivals": {name: {"seconds": theirs.seconds, "cold": theirs.cold, "rounds": theirs.rounds,
                          "peak_bytes": theirs.peak, "ours_beside": beside.seconds}
                   for name, (theirs, beside) in sessions.items()},
    }


def advantage(workload, cells, theirs, ours):
    """How many times better ours is."""
    if workload.compares == "bytes":
        our_bytes, rival_bytes = workload.bytes_moved
        return (cells * our_bytes / ours.seconds) / (rival_bytes / theirs.seconds)
    return theirs.seconds / ours.seconds


def limit_row(identifier, what, unit, ours, rival, rival_name, demand):
    """A row whose ratio, ours over the other, must not be above the demand."""
    return {"id": identifier, "what": what, "unit": unit, "ours": ours, "rival": rival,
            "rival_name": rival_name, "ratio": ours / rival, "demand": demand, "at_most": True,
            "rivals": {}}


def is_met(row):
    return row["ratio"] <= row["demand"] if row["at_most"] else row["ratio"] >= row["demand"]


def amount(value, unit):
    """A figure with its unit, three digits of it."""
    if unit == "s":
        if value < 0.1:
            return f"{value * 1e3:.3g} ms"
        return f"{value:.3g} s"
    if unit == "bytes/s":
        return f"{value / 1e9:.3g} GB/s"
    if unit == "bytes":
        return f"{value / GIB:.3g} GiB"
    return f"{value:.3g} {unit}"


def _cells_of(row):
    """The texts of a row in the table."""
    others = []
    for name, rival in sorted(row["rivals"].items(), key=lambda item: item[1]["seconds"]):
        note = f" ({rival['rounds']})" if rival["rounds"] < 7 else ""
        others.append(f"{name} {amount(rival['seconds'], 's')}{note}")
    if not others or row["unit"] != "s":
        others = [f"{row['rival_name']} {amount(row['rival'], row['unit'])}"]
    best = row["rivals"].get(row["rival_name"])
    cold = ""
    if best and row["unit"] == "s":
        cold = (f"{amount(row['ours_cold'], 's')}; {row['rival_name']} {amount(best['cold'], 's')}")
    peak = ""
    if best:
        peak = (f"{amount(row['ours_peak_bytes'], 'bytes')}; "
                f"{row['rival_name']} {amount(best['peak_bytes'], 'bytes')}")
    sign = "<=" if row["at_most"] else ">="
    return (row["id"], amount(row["ours"], row["unit"]), ", ".join(others), f"{row['ratio']:.2f}x",
            f"{sign} {row['demand']:g}x", "yes" if is_met(row) else "NO", cold, peak)


HEADER = ("id", "ours", "others (rounds, where not 7)", "ratio", "demand", "met", "cold: ours; best",
          "peak above input: ours; best")


def as_text(rows):
    lines = [HEADER, *map(_cells_of, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADER))]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip()
                     for line in lines)


def as_markdown(rows):
    lines = [HEADER, ("---",) * len(HEADER), *map(_cells_of, rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_json(path, content):
    part = path.with_suffix(".json.part")
    part.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(path)


BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


def into_readme(text, section):
    """The text with what stands between the two marks replaced."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"expected {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{section.strip()}\n{END}{after}"


def in_a_line(row):
    """A row by itself, while others are still being measured."""
    identifier, ours, others, ratio, demand, met, *_ = _cells_of(row)
    return f"{identifier}: {ours}; {others}; {ratio}, demanded {demand}, met: {met}"


def verdict(rows):
    missed = [row["id"] for row in rows if not is_met(row)]
    return "Missed: " + ", ".join(missed) + "." if missed else "Every demand is met."


def about(run):
    """What one must know to read the rows."""
    versions = ", ".join(f"{name} {version}" for name, version in run["rivals"].items())
    copies = ", ".join(f"{rate / 1e9:.1f} GB/s with {threads} thread{'s' if int(threads) > 1 else ''}"
                       for threads, rate in run["stream_copy_bytes_per_second"].items())
    return [
        f"Machine: {run['processor']}, {run['processors']} processors, {run['memory_gib']} GiB; "
        f"Linux {run['kernel']}, transparent huge pages: {run['huge_pages']}",
        f"Compiler: {run['compiler']}, {run['flags']}; commit {run['commit']}",
        f"Rivals: Python {run['python']}, {versions}",
        f"STREAM copy of the same run: {copies}",
        f"Command: {run['command']}; {run['date']}",
    ]


def section(run, rows):
    """The table with what one must know to read it, for the README."""
    return "\n".join([*(f"- {line}" for line in about(run)), "", as_markdown(rows), "", verdict(rows)])
