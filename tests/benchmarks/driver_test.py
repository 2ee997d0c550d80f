"""driver_test.py: the benchmark driver's logic, without a clock, a network or a rival."""

import hashlib
import io
import json
import pathlib
import sys
import tarfile
import tempfile
import unittest

DRIVER = pathlib.Path(__file__).resolve().parents[2] / "benchmarks" / "driver"
sys.path.insert(0, str(DRIVER))

# pylint: disable=wrong-import-position
import agreement  # noqa: E402
import areas  # noqa: E402
import growth  # noqa: E402
import measure  # noqa: E402
import table  # noqa: E402
import workloads  # noqa: E402


def times(*counted, cold=9.0, warm=8.0, peak=0):
    return measure.Times(cold=cold, last_warm_up=warm, counted=list(counted), peak=peak)


def workload(**changes):
    return workloads.Workload(**{"id": "E9", "what": "columns to results", "data": "sorted",
                                 "threads": 2, "job": "j", "rivals": (("a", "j"), ("b", "j")),
                                 "demand": 3, **changes})


class Scripted:
    """A worker whose calls take what it is told."""

    def __init__(self, name, *seconds):
        self.name = name
        self.seconds = list(seconds)

    def run(self):
        return self.seconds.pop(0), 100 * len(self.seconds)


class Measuring(unittest.TestCase):
    def test_cold_and_warm_up_do_not_count(self):
        ours, theirs = Scripted("ours", 9, 8, *range(1, 8)), Scripted("theirs", 5, 4, *[3] * 7)
        found = measure.measure([ours, theirs])
        self.assertEqual((found["ours"].cold, found["ours"].last_warm_up), (9, 8))
        self.assertEqual(found["ours"].counted, [1, 2, 3, 4, 5, 6, 7][:found["ours"].rounds])

    def test_seven_rounds_and_fewer_of_slow_jobs(self):
        quick = measure.measure([Scripted("ours", *[1] * 9), Scripted("theirs", *[2] * 9)])
        self.assertEqual([found.rounds for found in quick.values()], [7, 7])
        slow = measure.measure([Scripted("ours", *[1] * 9), Scripted("theirs", *[6] * 9)])
        self.assertEqual([found.rounds for found in slow.values()], [3, 3])

    def test_a_rival_that_is_far_behind_is_left(self):
        found = measure.measure([Scripted("ours", 1, 1), Scripted("theirs", 9, 4.1)], quickest=2.0)
        self.assertEqual((found["theirs"].rounds, found["theirs"].seconds), (0, 4.1))
        found = measure.measure([Scripted("ours", *[1] * 9), Scripted("theirs", 9, *[3.9] * 8)],
                                quickest=2.0)
        self.assertEqual(found["theirs"].rounds, 7)

    def test_the_median_and_the_highest_peak(self):
        self.assertEqual(times(5, 1, 100).seconds, 5)
        self.assertEqual(times(5, 1, 100, 7).seconds, 6)
        found = measure.measure([Scripted("ours", *[1] * 9)])
        self.assertEqual(found["ours"].peak, 800)

    def test_a_worker_that_fails_is_named(self):
        with self.assertRaisesRegex(measure.WorkerFailed, "quitter.*ready.*exit code 3"):
            measure.Worker("quitter", [sys.executable, "-c", "raise SystemExit(3)"], 1)

    def test_a_worker_does_as_it_is_told(self):
        code = ("import sys; print('ready 12', flush=True)\n"
                "for line in sys.stdin: print('ok 0.5 7', flush=True)")
        with measure.Worker("w", [sys.executable, "-c", code], 1) as worker:
            self.assertEqual((worker.held, worker.run()), (12, (0.5, 7)))


class Rows(unittest.TestCase):
    def row(self, work=None, **sessions):
        return table.row_of(work or workload(), 1000, sessions, 3000)

    def test_the_quickest_rival_counts_and_is_held_against_ours_beside_it(self):
        row = self.row(a=(times(8.0), times(1.0)), b=(times(6.0), times(2.0)))
        self.assertEqual((row["rival_name"], row["rival"], row["ours"], row["ratio"]),
                         ("b", 6.0, 2.0, 3.0))
        self.assertTrue(table.is_met(row))
        self.assertFalse(table.is_met(self.row(a=(times(2.9), times(1.0)))))

    def test_rates_of_bytes(self):
        work = workload(compares="bytes", bytes_moved=(26, 160), demand=0.8)
        row = self.row(work, stream=(times(0.01), times(2.0)))
        self.assertEqual((row["ours"], row["rival"]), (13_000.0, 16_000.0))
        self.assertAlmostEqual(row["ratio"], 0.8125)
        self.assertTrue(table.is_met(row))

    def test_at_most_so_much_slower(self):
        row = self.row(workload(compares="slower", demand=3), hand=(times(1.0), times(2.5)))
        self.assertEqual(row["ratio"], 2.5)
        self.assertTrue(table.is_met(row))
        self.assertFalse(table.is_met({**row, "ratio": 3.1}))

    def test_limits(self):
        row = table.limit_row("M1", "peak", "bytes", 2.5e9, 1e9, "the panel", 3)
        self.assertEqual(row["ratio"], 2.5)
        self.assertTrue(table.is_met(row))
        self.assertFalse(table.is_met(table.limit_row("M1", "peak", "bytes", 3.1, 1.0, "it", 3)))

    def test_the_keys_that_others_read(self):
        for row in (self.row(a=(times(8.0), times(1.0))),
                    table.limit_row("M1", "peak", "bytes", 2.5e9, 1e9, "the panel", 3)):
            self.assertLessEqual({"id", "ours", "rival", "rival_name", "ratio", "demand"}, set(row))

    def test_json_is_a_list_of_rows(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "results.json"
            table.write_json(path, [self.row(a=(times(8.0), times(1.0)))])
            self.assertEqual([row["id"] for row in json.loads(path.read_text("utf-8"))], ["E9"])
            self.assertEqual([p.name for p in pathlib.Path(folder).iterdir()], ["results.json"])

    def test_text(self):
        rows = [self.row(a=(times(*[8.0] * 7), times(1.0)), b=(times(warm=99.0), times(1.0)))]
        header, line = table.as_text(rows).splitlines()
        self.assertTrue(header.startswith("id"))
        for part in ("E9", "1 s", "a 8 s, b 99 s (0)", "8.00x", ">= 3x", "yes"):
            self.assertIn(part, line)
        rows[0]["ratio"] = 2.0
        self.assertIn("NO", table.as_text(rows))
        self.assertIn("| E9 |", table.as_markdown(rows))

    def test_the_readme_says_where_and_how(self):
        run = {"processor": "P", "processors": 4, "memory_gib": 8.0, "kernel": "6", "huge_pages": "madvise",
               "compiler": "c++ 12", "flags": "-O2", "commit": "abc", "python": "3.11",
               "rivals": {"numpy": "2"}, "stream_copy_bytes_per_second": {1: 3e10, 2: 4e10},
               "command": "make bench SCALE=full", "date": "2021-12-31"}
        rows = [self.row(a=(times(8.0), times(1.0))), self.row(a=(times(2.0), times(1.0)))]
        text = table.section(run, rows)
        for part in ("P, 4 processors, 8.0 GiB", "c++ 12, -O2; commit abc", "numpy 2",
                     "30.0 GB/s with 1 thread, 40.0 GB/s with 2 threads", "make bench SCALE=full",
                     "| E9 |", "Missed: E9."):
            self.assertIn(part, text)
        self.assertIn("Every demand is met.", table.section(run, rows[:1]))
        self.assertIn("E9: 1 s; a 8 s", table.in_a_line(rows[0]))

    def test_amounts(self):
        self.assertEqual([table.amount(*pair) for pair in
                          ((0.01234, "s"), (12.345, "s"), (41.2e9, "bytes/s"), (3 << 30, "bytes"))],
                         ["12.3 ms", "12.3 s", "41.2 GB/s", "3 GiB"])

    def test_readme(self):
        text = f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n"
        self.assertEqual(table.into_readme(text, "new\n"),
                         f"before\n{table.BEGIN}\nnew\n{table.END}\nafter\n")
        with self.assertRaises(ValueError):
            table.into_readme("no marks", "new")
        readme = (DRIVER.parent / "README.md").read_text(encoding="utf-8")
        self.assertIn("new", table.into_readme(readme, "new"))


class Choice(unittest.TestCase):
    def test_of_rows(self):
        def ids(names):
            return [work.id for work in workloads.chosen(names)]
        self.assertEqual(ids(""), [work.id for work in workloads.WORKLOADS])
        self.assertEqual(ids("k1f"), ["K1f", "K1f-status"])
        self.assertEqual(ids("K1, E2"), ["K1", "E2"])
        self.assertTrue(all(name.startswith("E") for name in ids("E")))
        self.assertEqual(ids("X7"), [])

    def test_every_row_is_named_once_and_described(self):
        ids = [work.id for work in workloads.WORKLOADS]
        self.assertEqual(len(ids), len(set(ids)))
        readme = (DRIVER.parent / "README.md").read_text(encoding="utf-8")
        for identifier in ids:
            self.assertRegex(readme, rf"(\| |`){identifier}[ `]")

    def test_rivals_have_what_they_are_asked_for(self):
        for work in workloads.WORKLOADS:
            for engine, job in work.rivals:
                if engine not in workloads.OWN_RIVALS:
                    file = DRIVER.parent / "rivals" / f"{engine}_rival.py"
                    self.assertIn(f'"{job}": ', file.read_text(encoding="utf-8"))


class Agreement(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for engine in ("ours", "rival"):
            (self.folder / engine).mkdir()

    def program(self, says, code):
        path = self.folder / "agree"
        path.write_text(f"#!{sys.executable}\nprint({says!r})\nraise SystemExit({code})\n", "utf-8")
        path.chmod(0o755)
        return path

    def check(self, program, arrays=("yoy.f64", "yoy_status.u8")):
        return agreement.check(program, self.folder / "ours", self.folder / "rival", arrays)

    def test_counts_what_the_rival_has(self):
        (self.folder / "rival" / "yoy.f64").touch()
        self.assertEqual(self.check(self.program("80 0", 0)), 80)
        (self.folder / "rival" / "yoy_status.u8").touch()
        self.assertEqual(self.check(self.program("80 0", 0)), 160)

    def test_a_difference_is_loud(self):
        (self.folder / "rival" / "yoy.f64").touch()
        with self.assertRaisesRegex(agreement.Disagreement, "rival, yoy.f64: 3 of 80 cells differ, "
                                                            "first at 7: 1 and 2"):
            self.check(self.program("80 3 first at 7: 1 and 2", 1))

    def test_nothing_to_compare_is_a_difference(self):
        with self.assertRaisesRegex(agreement.Disagreement, "none of"):
            self.check(self.program("0 0", 0))

    def test_what_numbers_are_relative_to(self):
        self.assertEqual(agreement.magnitude("yoy.f64"), 100.0)
        self.assertEqual(agreement.magnitude("county_sum.f64"), 100_000.0)


class Areas(unittest.TestCase):
    TABLES = [("province", [("35", "P"), ("44", "Q")]),
              ("prefecture", [("3505", "A"), ("4419", "B")]),
              ("county", [("350502", "C"), ("350527", "alone"), ("441900", "B")]),
              ("town", [("350502001", "x"), ("350527000", "alone"), ("441900003", "y")])]

    def test_placeholders_are_left_out(self):
        found = {code: (parent, level) for code, _, parent, level in areas.list_of(self.TABLES)}
        self.assertEqual(found["35"], ("", "province"))
        self.assertEqual(found["3505"], ("35", "prefecture"))
        self.assertEqual(found["350502001"], ("350502", "town"))
        self.assertNotIn("441900", found)
        self.assertEqual(found["441900003"], ("4419", "town"))
        self.assertNotIn("350527", found)
        self.assertEqual(found["350527000"], ("3505", "town"))

    def test_other_content_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "package.tgz"
            file.write_bytes(b"something else")
            with self.assertRaisesRegex(areas.WrongPackage, hashlib.sha256(b"something else").hexdigest()):
                areas.check(file)

    def test_tables_are_read_from_the_package(self):
        with tempfile.TemporaryDirectory() as folder:
            package = pathlib.Path(folder) / "package.tgz"
            with tarfile.open(package, "w:gz") as archive:
                for name, rows in (("provinces", "11,甲"), ("streets", "110101001,乙")):
                    content = f"code,name\n{rows}\n".encode()
                    member = tarfile.TarInfo(f"package/dist/{name}.csv")
                    member.size = len(content)
                    archive.addfile(member, io.BytesIO(content))
            target = pathlib.Path(folder) / "areas.csv"
            tables = (("provinces", "province"), ("streets", "town"))
            self.assertEqual(areas.write_areas(package, tables, target), 1)
            self.assertEqual(target.read_text("utf-8").splitlines(),
                             ["code,name,parent,level", "11,甲,,province", "110101001,乙,11,town"])
            self.assertEqual((target.with_suffix(".codes")).read_text("ascii"), "110101001\n")


class Growth(unittest.TestCase):
    CURVE = growth.curve_of([(1_000_000, times(0.009)), (4_000_000, times(0.016, peak=80_000_000)),
                             (64_000_000, times(0.32))])

    def test_costs_a_cell(self):
        self.assertEqual([round(step["ns_per_cell"], 6) for step in self.CURVE], [9.0, 4.0, 5.0])
        self.assertEqual(self.CURVE[1]["peak_bytes_per_cell"], 20.0)

    def test_is_judged_from_four_million_on(self):
        highest, lowest = growth.extremes(self.CURVE)
        self.assertAlmostEqual(highest / lowest, 1.25)
        self.assertIsNone(growth.extremes(self.CURVE[:1]))

    def test_is_drawn(self):
        self.assertEqual(len(growth.as_text(self.CURVE).splitlines()), 4)
        self.assertTrue(growth.as_svg(self.CURVE).startswith("<svg"))
        self.assertIn("64.0 M", growth.as_svg(self.CURVE))


if __name__ == "__main__":
    unittest.main()
