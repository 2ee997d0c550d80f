"""Runs the benchmark table: see README.md. Standard library only; `make bench` builds what it needs.

Exit code 0: every demand is met. 1: one is not, or an engine's results differ from ours. With
--report-only a missed demand is only reported.
"""

import argparse
import contextlib
import pathlib
import shlex
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
HERE = ROOT / "benchmarks"
BUILD = ROOT / "build" / "bench"
sys.path.insert(0, str(HERE / "driver"))

# pylint: disable=wrong-import-position
import agreement  # noqa: E402
import areas  # noqa: E402
import data  # noqa: E402
import environment  # noqa: E402
import growth  # noqa: E402
import measure  # noqa: E402
import table  # noqa: E402
import workloads  # noqa: E402

PANEL_LIMIT = 3.0           # M1: peak of E1 above its input, in panels
PACKED_LIMIT = 200_000_000  # O1: bytes, whatever the size of the file
GROWTH_JOB = "change-and-statistics-drawn"


def say(text):
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)


class Bench:
    """One run."""

    def __init__(self, scale, programs):
        self.scale = scale
        self.programs = programs
        self.python = environment.make_rivals_python(BUILD / "venv")
        self.checks = BUILD / "check"

    def ours(self, job, folder, threads, name=workloads.OURS):
        return measure.Worker(name, [self.programs / "zb_bench_ours", job, folder, threads], threads)

    def rival(self, engine, job, folder, threads):
        if engine in workloads.OWN_RIVALS:
            return self.ours(job, folder, threads, engine)
        return measure.Worker(engine, [self.python, "-B", HERE / "rivals" / "worker.py", engine, job,
                                       folder, threads], threads)

    def stream(self, threads):
        """Bytes a second of STREAM's copy."""
        with self.ours("stream-copy", BUILD, threads) as worker:
            return 16 * workloads.COPIED / measure.measure([worker])[worker.name].seconds

    def rows(self, work):
        """Measures one workload: each rival in turns with ours, and its results held against ours."""
        indicators = self.scale.indicators_of(work.data)
        folder = data.prepare(BUILD, work.data, indicators, self.programs)
        shutil.rmtree(self.checks, ignore_errors=True)
        sessions, checked, held = {}, 0, 0
        for engine, job in work.rivals:
            quickest = min((theirs.seconds for theirs, _ in sessions.values()), default=None)
            with self.ours(work.job, folder, work.threads) as own, \
                    self.rival(engine, job, folder, work.threads) as other:
                times = measure.measure([own, other], quickest)
                if work.arrays and not sessions:
                    own.save(self.checks / workloads.OURS)
                if work.arrays and not work.reference:
                    other.save(self.checks / engine)
                    checked += self.agree(engine, work.arrays)
            sessions[engine] = times[engine], times[workloads.OURS]
            held = max(held, own.held + times[workloads.OURS].peak)
        if work.reference:
            with self.ours(work.reference, folder, work.threads) as other:
                other.run()
                other.save(self.checks / work.reference)
            checked += self.agree(work.reference, work.arrays)
        shutil.rmtree(self.checks, ignore_errors=True)
        cells = data.cells_of(work.data, indicators)
        yield table.row_of(work, cells, sessions, checked)
        if work.id == "E1":
            peak = max(ours.peak for _, ours in sessions.values())
            yield table.limit_row("M1", "peak of E1 above its input", "bytes", peak, 8 * cells,
                                  "the panel", PANEL_LIMIT)

        if work.id == "O1":
            yield table.limit_row("O1-memory", "all memory of the process of O1", "bytes", held,
                                  PACKED_LIMIT, "the limit", 1)

    def agree(self, other, arrays):
        """Holds the results that were saved against ours; how many cells they are."""
        cells = agreement.check(self.programs / "zb_bench_agree", self.checks / workloads.OURS,
                                self.checks / other, arrays)
        shutil.rmtree(self.checks / other)
        return cells

    def growth(self):
        """The cost of a cell from a million cells on, all sizes in turns."""
        with contextlib.ExitStack() as stack:
            workers = [stack.enter_context(self.ours(GROWTH_JOB, data.prepare_shape(BUILD, n), 2, n))
                       for n in self.scale.growth]
            times = measure.measure(workers)
        curve = growth.curve_of([(data.cells_of("drawn", n), times[n]) for n in self.scale.growth])
        print(growth.as_text(curve), flush=True)
        (BUILD / "growth.svg").write_text(growth.as_svg(curve), encoding="utf-8")
        highest, lowest = growth.extremes(curve)
        row = table.limit_row("G1", "columns to results, from 4 million cells on", "ns/cell", highest,
                              lowest, "the lowest", growth.FLAT_WITHIN)
        return {**row, "curve": curve}


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", choices=sorted(workloads.SCALES), default="full")
    parser.add_argument("--bench", default="", metavar="IDS", help="only these rows: K1,E2")
    parser.add_argument("--programs", type=pathlib.Path, default=BUILD / "bin")
    parser.add_argument("--report-only", action="store_true",
                        help="a missed demand is no failure; different results still are")
    parser.add_argument("--write-table", action="store_true", help="into benchmarks/README.md")
    return parser.parse_args()


def describe(bench, options):
    """What one must know to read the rows."""
    compiler, flags = environment.compiler(BUILD)
    command = ["make", "bench", f"SCALE={options.scale}"]
    if options.bench:
        command.append(f"BENCH={options.bench}")
    return {**environment.machine(), "compiler": compiler, "flags": flags,
            "commit": environment.commit(ROOT), "rivals": environment.rivals_versions(bench.python),
            "command": shlex.join(command), "date": time.strftime("%Y-%m-%d"),
            "stream_copy_bytes_per_second": {threads: bench.stream(threads) for threads in (1, 2)}}


def main():
    options = parse()
    bench = Bench(workloads.SCALES[options.scale], options.programs)
    about = describe(bench, options)
    for line in table.about(about):
        say(line)
    rows, differ = [], []
    for work in workloads.chosen(options.bench):
        try:
            for row in bench.rows(work):
                rows.append(row)
                say(table.in_a_line(row))
        except agreement.Disagreement as fault:
            differ.append(f"{work.id}: {fault}")
            say(f"RESULTS DIFFER: {differ[-1]}")
    if not options.bench or any(workloads.is_meant("G1", name) for name in options.bench.split(",")):
        rows.append(bench.growth())
        say(table.in_a_line(rows[-1]))
    if not rows and not differ:
        raise ValueError(f"no row is called {options.bench}")

    print("\n" + table.as_text(rows) + "\n", flush=True)
    table.write_json(BUILD / "results.json", rows)
    table.write_json(BUILD / "run.json", about)
    if options.write_table:
        readme = HERE / "README.md"
        readme.write_text(table.into_readme(readme.read_text(encoding="utf-8"),
                                            table.section(about, rows)), encoding="utf-8")
    for text in differ:
        print(f"Results differ: {text}")
    print(table.verdict(rows))
    missed = any(not table.is_met(row) for row in rows)
    return 1 if differ or (missed and not options.report_only) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (measure.WorkerFailed, areas.WrongPackage, ValueError, OSError,
            subprocess.CalledProcessError) as error:
        sys.exit(f"bench: {error}")
