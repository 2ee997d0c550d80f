"""sample_county_test.py <command>: data/ is what its generator writes, and the command accepts it."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"
FILES = ("areas.csv", "observations.csv", "targets.csv")
BINARY = None


def generate(data, *arguments):
    return subprocess.run([sys.executable, "-B", data / "sample-county" / "generate.py", *arguments],
                          capture_output=True, encoding="utf-8", check=False,
                          env={"PYTHONIOENCODING": "utf-8"})


class Generated(unittest.TestCase):
    def copy_of_data(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        copy = pathlib.Path(folder.name) / "data"
        for name in ("sample-county", "town-2021"):
            (copy / name).mkdir(parents=True)
            for path in (DATA / name).iterdir():
                if path.is_file():
                    shutil.copyfile(path, copy / name / path.name)
        return copy

    def test_the_files_are_what_the_generator_writes(self):
        done = generate(DATA, "--check")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_a_changed_byte_is_seen(self):
        for name in FILES:
            data = self.copy_of_data()
            path = data / "sample-county" / name
            for position in (0, path.stat().st_size // 2, path.stat().st_size - 1):
                content = bytearray((DATA / "sample-county" / name).read_bytes())
                content[position] ^= 1
                path.write_bytes(content)
                done = generate(data, "--check")
                self.assertEqual((done.returncode, done.stderr), (1, ""), done.stdout)
                self.assertRegex(done.stdout, rf"^{name}:\d+: expected .*, found .*\n$")

    def test_a_missing_file_and_a_missing_end_are_seen(self):
        for name in FILES:
            data = self.copy_of_data()
            path = data / "sample-county" / name
            path.write_bytes(path.read_bytes()[:-1])
            self.assertEqual(generate(data, "--check").returncode, 1)
            path.unlink()
            self.assertEqual(generate(data, "--check").returncode, 1)

    def test_it_writes_the_same_files_again(self):
        data = self.copy_of_data()
        for name in FILES:
            (data / "sample-county" / name).unlink()
        self.assertEqual(generate(data).returncode, 0)
        for name in FILES:
            self.assertEqual((data / "sample-county" / name).read_bytes(),
                             (DATA / "sample-county" / name).read_bytes())

    def test_a_figure_of_the_real_town_stands_once(self):
        data = self.copy_of_data()
        path = data / "town-2021" / "observations.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("751人", "752人", 1), encoding="utf-8")
        done = generate(data, "--check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("752人", done.stdout)

    def test_what_is_invented_says_so(self):
        rows = (DATA / "sample-county" / "areas.csv").read_text(encoding="utf-8").splitlines()[1:]
        names = {row.split(",")[0]: row.split(",")[1] for row in rows}
        self.assertEqual(names.pop("990121000000"), "示例县（合成数据 synthetic）")
        self.assertEqual(names.pop("990121101000"), "XX镇")
        self.assertEqual(len(names), 13)
        for name in names.values():
            self.assertTrue(name.endswith("（合成）"), name)


class Accepted(unittest.TestCase):
    def test_by_the_command(self):
        for name in ("sample-county", "town-2021"):
            done = subprocess.run([BINARY, "check", "--data", DATA / name, "--catalog",
                                   DATA / "catalog.toml", "--lang", "en"],
                                  capture_output=True, encoding="utf-8", check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
            self.assertTrue(done.stdout.startswith("No errors found.\n"), done.stdout)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main()
