"""What the tests of the command share: running it, and data sets with one thing changed."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CATALOG = ROOT / "data" / "catalog.toml"
DATA = ROOT / "data" / "sample-county"
REAL = ROOT / "data" / "town-2021"
TOWN = "990121101000"
COUNTY = "990121000000"
COUNTY_NAME = "示例县（合成数据 synthetic）"
FAULT = re.compile(r"^(?P<place>.*?): (?P<severity>error|warning): (?P<message>.*) "
                   r"\[(?P<rule>[a-z-]+)\]$")


class CommandTest(unittest.TestCase):
    """`self.run_command("check", ...)` runs the binary; `self.copy_of_data()` is a folder to spoil."""

    binary = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_command(self, *arguments, **options):
        done = subprocess.run([self.binary, *map(str, arguments)], capture_output=True, check=False,
                              stdin=subprocess.DEVNULL, **options)
        done.stdout = done.stdout.decode("utf-8")
        done.stderr = done.stderr.decode("utf-8")
        return done

    def output_of(self, *arguments):
        """The standard output of a run that must go well and say nothing else."""
        done = self.run_command(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""), arguments)
        return done.stdout

    def refusal_of(self, *arguments, code=2):
        """What a run says that must not go well; it leaves nothing on the standard output."""
        done = self.run_command(*arguments)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        return done.stderr

    def copy_of_data(self):
        copy = self.folder / "data"
        if not copy.exists():
            copy.mkdir()
            for path in (CATALOG, *DATA.glob("*.csv")):
                shutil.copyfile(path, copy / path.name)
        return copy

    def spoiled(self, file, change):
        """A copy of the data in which the text of one file went through `change`."""
        copy = self.copy_of_data()
        path = copy / file
        path.write_bytes(change(path.read_text(encoding="utf-8")).encode("utf-8"))
        return copy

    def with_lines(self, file, *lines):
        """A copy of the data with lines behind one file, and the number of the first of them."""
        before = (self.copy_of_data() / file).read_text(encoding="utf-8").count("\n")
        return self.spoiled(file, lambda text: text + "".join(line + "\n" for line in lines)), before + 1

    def check(self, data):
        """(file:line:column, rule) of every fault that `check` prints, and its last line."""
        done = self.run_command("check", "--data", data)
        self.assertEqual((done.returncode, done.stderr), (1, ""), done.stdout)
        *lines, count = done.stdout.splitlines()
        faults = []
        for line in lines:
            match = FAULT.match(line)
            self.assertIsNotNone(match, line)
            place = match["place"].replace(str(data) + "/", "").split(",")[0]
            faults.append((place, match["rule"]))
        return faults, count

    def assert_only_fault(self, data, place, rule):
        faults, count = self.check(data)
        self.assertEqual(faults, [(place, rule)])
        self.assertEqual(count, "1 error")
        # Commands that compute say the same, on the other stream, and do nothing.
        target = self.folder / "result.csv"
        done = self.run_command("compute", "--data", data, "--measure", "value", "--format", "csv",
                                "--output", target)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn(f"{data}/{place}", done.stderr)
        self.assertIn(f"[{rule}]", done.stderr)
        self.assertFalse(target.exists())


def main():
    CommandTest.binary = sys.argv.pop(1)
    unittest.main()
