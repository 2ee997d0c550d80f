"""`zhibiao pack`, and packed panels as the data of every other command: the same answers, and a file that is
not whole is refused."""

import os
import resource
import signal
import struct
import subprocess

import command
from command import COUNTY, DATA, TOWN

MEASURES = "value,stated,difference,year_on_year,period_on_period,gap,completion,verdict"
HEADER = "area,indicator,period,measure,value,status,lower,upper,unit,coverage,method"


class PackTest(command.CommandTest):
    def packed(self, data=DATA):
        target = self.folder / "county.zbp"
        self.assertEqual(self.output_of("pack", "--data", data, "--output", target), "")
        return target

    def larger_data(self):
        """A folder with so much in it that it takes a moment."""
        data = self.folder / "larger"
        data.mkdir()
        towns = [f"{number:04}" for number in range(1000, 1200)]
        ids = [f"i{number:02}" for number in range(20)]
        (data / "catalog.toml").write_text("schema = 1\n" + "".join(
            f'[[indicator]]\nid = "{i}"\nname = {{ zh = "{i}", en = "{i}" }}\nkind = "flow"\nunit = "人"\n'
            for i in ids), encoding="utf-8")
        (data / "areas.csv").write_text("code,name,parent,level\n1,one,,county\n" + "".join(
            f"1{town},town {town},1,town\n" for town in towns), encoding="utf-8")
        (data / "observations.csv").write_text("area,indicator,period,value\n" + "".join(
            f"1{town},{i},{year}-M{month:02},{int(town) + month}\n"
            for town in towns for i in ids for year in (2019, 2020) for month in range(1, 13)),
            encoding="utf-8")
        return data


class TheSameAnswers(PackTest):
    def setUp(self):
        super().setUp()
        self.file = self.packed()

    def both(self, *arguments):
        """What a command says of the folder and of the file."""
        return (self.output_of(arguments[0], "--data", DATA, *arguments[1:]),
                self.output_of(arguments[0], "--data", self.file, *arguments[1:]))

    def assert_same(self, *arguments):
        in_memory, packed = self.both(*arguments)
        self.assertEqual(packed, in_memory)

    def test_compute_csv_and_json(self):
        for form in ("csv", "json"):
            in_memory, packed = self.both("compute", "--measure", MEASURES, "--statistic",
                                          "median,mean", "--level", "town,county", "--format", form)
            # Computed in another order, and the last object has no comma.
            lines = [sorted(line.rstrip(",") for line in text.splitlines()[1:])
                     for text in (in_memory, packed)]
            self.assertEqual(lines[0], lines[1])
            self.assertEqual(packed.splitlines()[0], in_memory.splitlines()[0])

    def test_compute_tables(self):
        for form in ("table", "markdown"):
            self.assert_same("compute", "--measure", "value,yoy,gap", "--format", form)

    def test_threads_change_nothing(self):
        arguments = ("compute", "--data", self.file, "--measure", MEASURES, "--format", "csv")
        self.assertEqual(self.output_of(*arguments, "--threads", 3), self.output_of(*arguments))

    def test_choices(self):
        self.assert_same("compute", "--measure", "value", "--area", "XX镇", "--indicator", "低保金发放额",
                         "--period", "2021")

    def test_report_explain_check_and_indicators(self):
        self.assert_same("report", "--area", TOWN, "--period", "2021")
        self.assert_same("report", "--area", COUNTY, "--period", "2021", "--lang", "en")
        self.assert_same("explain", "--area", "990121201000", "--indicator", "rcms_rate", "--period",
                         "2021", "--measure", "verdict")
        self.assert_same("check")
        for form in ("table", "csv", "json", "markdown"):
            self.assertEqual(
                self.output_of("indicators", "--data", self.file, "--format", form),
                self.output_of("indicators", "--catalog", command.CATALOG, "--format", form))

    def test_other_targets(self):
        targets = command.ROOT / "examples" / "stricter_targets.csv"
        self.assert_same("report", "--area", COUNTY, "--period", "2021", "--targets", targets)
        arguments = ("--measure", "verdict", "--targets", targets)
        self.assert_same("compute", *arguments)

    def test_the_same_data_give_the_same_bytes(self):
        before = self.file.read_bytes()
        self.assertEqual(self.packed().read_bytes(), before)
        again = self.folder / "again.zbp"
        self.output_of("pack", "--data", self.file, "--output", again)
        self.assertEqual(again.read_bytes(), before)

    def test_beyond_the_memory(self):
        before = self.file.read_bytes()
        again = self.folder / "again.zbp"
        for size in ("1", "1K", "64M"):
            self.output_of("pack", "--data", DATA, "--output", again, "--memory", size)
            self.assertEqual(again.read_bytes(), before)

    def test_the_same_faults_beyond_the_memory(self):
        line = (DATA / "observations.csv").read_text(encoding="utf-8").splitlines()[5]
        data, _ = self.with_lines("observations.csv", f"{TOWN},nope,2021,1,,,", line,
                                  f"{TOWN},dibao_pers,2021,-1,,,")
        messages = [self.refusal_of("pack", "--data", data, "--output", self.folder / "a.zbp",
                                    "--memory", size, code=1) for size in ("1G", "1")]
        self.assertEqual(messages[0], messages[1])
        self.assertIn("3 errors", messages[0])
        self.assertFalse((self.folder / "a.zbp").exists())

    def test_a_file_of_its_own(self):
        self.file.rename(self.folder / "county")
        self.assertTrue(self.output_of("compute", "--data", self.folder / "county", "--measure", "value",
                                       "--format", "csv").startswith(HEADER))

    def test_nothing_reported(self):
        data = self.spoiled("observations.csv", lambda text: text.splitlines()[0] + "\n")
        target = self.folder / "empty.zbp"
        done = self.run_command("pack", "--data", data, "--output", target)
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        done = self.run_command("compute", "--data", target, "--measure", "value", "--format", "csv")
        self.assertEqual((done.returncode, done.stdout), (0, HEADER + "\n"))


class Refused(PackTest):
    def refused(self, file, rule, *words):
        """The file is refused by every command, by name, and nothing is written."""
        target = self.folder / "result.csv"
        for arguments in (("compute", "--measure", "value,yoy", "--format", "csv", "--output", target),
                          ("compute", "--measure", "value,yoy", "--output", target),
                          ("report", "--area", TOWN, "--period", "2021", "--output", target),
                          ("pack", "--output", target)):
            text = self.refusal_of(arguments[0], "--data", file, *arguments[1:], code=1)
            self.assertTrue(text.startswith(f"{file}: error: ") or text.startswith(f"{file}, "), text)
            self.assertIn(f"[{rule}]", text)
            for word in words:
                self.assertIn(word, text)
            self.assertFalse(target.exists())
        done = self.run_command("check", "--data", file)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertIn(f"[{rule}]", done.stdout)

    def test_damaged(self):
        file = self.packed()
        good = file.read_bytes()
        # The header with a bad sum, then a byte in each piece, which the header lists, and in figures.
        places = [20, 124]
        for at in range(24, 120, 24):
            offset, size = struct.unpack_from("<QQ", good, at)
            places += [offset, offset + size - 1]
        *_, (directory, _) = (struct.unpack_from("<QQ", good, at) for at in range(24, 120, 24))
        places.append(directory - directory % 64 - 4096)
        for place in places:
            bad = bytearray(good)
            bad[place] ^= 0x40
            file.write_bytes(bad)
            with self.subTest(place=place):
                self.refused(file, "damaged-file")

    def test_cut_short_or_longer(self):
        file = self.packed()
        good = file.read_bytes()
        for size in (len(good) - 1, len(good) // 2, 128, 127):
            file.write_bytes(good[:size])
            self.refused(file, "damaged-file", "expected")
        file.write_bytes(good + b"\n")
        self.refused(file, "damaged-file", "expected", "bytes")

    def test_another_kind_of_file(self):
        file = self.folder / "a.zbp"
        for content in (b"", b"\0" * 4096, b"PK\x03\x04" + b"\0" * 300, b"area,indicator\n"):
            file.write_bytes(content)
            self.refused(file, "not-a-panel-file", "expected")

    def test_not_there(self):
        self.refused(self.folder / "none.zbp", "cannot-read", "No such file")

    def test_files_beside_it(self):
        file = self.packed()
        for option in ("--catalog", "--areas", "--observations"):
            self.assertIn(f"is a packed panel, which has all of it; found {option} as well",
                          self.refusal_of("compute", "--data", file, "--measure", "value", option,
                                          DATA / "areas.csv"))

    def test_faults_of_the_data(self):
        data, _ = self.with_lines("observations.csv", f"{TOWN},nope,2021,1,,,")
        target = self.folder / "a.zbp"
        target.write_bytes(b"old")
        self.assertIn("[unknown-indicator]",
                      self.refusal_of("pack", "--data", data, "--output", target, code=1))
        self.assertEqual(target.read_bytes(), b"old")

    def test_no_place_to_write(self):
        self.assertIn("expected the name of a file, found -",
                      self.refusal_of("pack", "--data", DATA, "--output", "-"))
        for size in ("0", "much", "1T", "-1", "99999999999G", "1.5G"):
            self.assertIn("--memory: expected a size such as 512M or 2G, found",
                          self.refusal_of("pack", "--data", DATA, "--output", self.folder / "a.zbp",
                                          f"--memory={size}"))
        self.assertIn("--output is required", self.refusal_of("pack", "--data", DATA))
        self.assertIn("[cannot-write]", self.refusal_of("pack", "--data", DATA, "--output",
                                                        self.folder / "none" / "a.zbp", code=1))
        self.assertIn("a device or a pipe [cannot-write]",
                      self.refusal_of("pack", "--data", DATA, "--output", "/dev/null", code=1))


class Interrupted(PackTest):
    """Whenever the end comes, the old file is whole, or the new one is."""

    def run_and_send(self, number, *arguments):
        """Sends a signal as soon as something is written; the exit code."""
        before = set(self.folder.iterdir())
        with subprocess.Popen([self.binary, *map(str, arguments)], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as run:
            while run.poll() is None and set(self.folder.iterdir()) == before:
                pass
            run.send_signal(number)
            out, err = run.communicate()
        self.assertEqual((out, err), (b"", b""))
        return run.returncode

    def test_while_it_writes(self):
        data = self.larger_data()
        packed = self.folder / "a.zbp"
        self.output_of("pack", "--data", data, "--output", packed)
        source = self.folder / "source.zbp"
        source.write_bytes(packed.read_bytes())
        results = self.folder / "a.csv"
        for target, arguments in ((packed, ("pack", "--data", data)),
                                  (packed, ("pack", "--data", data, "--memory", "1")),
                                  (results, ("compute", "--data", source, "--measure", MEASURES,
                                             "--format", "csv"))):
            self.output_of(*arguments, "--output", target)
            whole = target.read_bytes()
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
                target.write_bytes(b"old")
                there = set(self.folder.iterdir())
                code = self.run_and_send(number, *arguments, "--output", target)
                left = set(self.folder.iterdir()) - there
                content = target.read_bytes()
                if number == signal.SIGKILL:
                    self.assertIn(code, (-number, 0))
                else:
                    self.assertIn(code, (128 + number, 0))
                    self.assertEqual(left, set())
                self.assertIn(content, (whole,) if code == 0 else (b"old", whole))
                for path in left:
                    self.assertEqual(path.suffix, ".part")
                    self.refusal_of("indicators", "--data", path, code=1)
                    path.unlink()

    def test_while_it_waits(self):
        pipe = self.folder / "observations.csv"
        os.mkfifo(pipe)
        target = self.folder / "a.zbp"
        target.write_bytes(b"old")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with subprocess.Popen([self.binary, "pack", "--data", DATA, "--observations", pipe,
                                   "--output", target], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE) as run:
                with pipe.open("wb") as writer:  # opened when it reads
                    writer.write(b"area,indicator")
                    writer.flush()
                    run.send_signal(number)
                out, err = run.communicate()
            self.assertEqual((run.returncode, out, err), (128 + number, b"", b""))
            self.assertEqual(target.read_bytes(), b"old")

    def test_nohup(self):
        pipe = self.folder / "observations.csv"
        os.mkfifo(pipe)
        with subprocess.Popen(["nohup", self.binary, "pack", "--data", DATA, "--observations", pipe,
                               "--output", self.folder / "a.zbp"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as run:
            with pipe.open("wb") as writer:
                run.send_signal(signal.SIGHUP)
                writer.write((DATA / "observations.csv").read_bytes())
            run.communicate()
        self.assertEqual(run.returncode, 0)

    def test_a_full_disk(self):
        data = self.larger_data()
        packed = self.folder / "a.zbp"
        self.output_of("pack", "--data", data, "--output", packed)
        old = packed.read_bytes()
        results = self.folder / "a.csv"
        results.write_bytes(b"old")

        def limit_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))

        before = set(self.folder.iterdir())
        for arguments in (("pack", "--data", data, "--output", packed),
                          ("pack", "--data", data, "--memory", "1", "--output", packed),
                          ("pack", "--data", packed, "--output", packed),
                          ("compute", "--data", data, "--measure", "value", "--format", "csv",
                           "--output", results),
                          ("compute", "--data", packed, "--measure", "value", "--format", "json",
                           "--output", results)):
            done = self.run_command(*arguments, preexec_fn=limit_files)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertRegex(done.stderr, f"^{arguments[-1]}: error: .* cannot be written.*: File too large "
                                          r"\[cannot-write\]\n$")
            self.assertEqual(packed.read_bytes(), old)
            self.assertEqual(results.read_bytes(), b"old")
            self.assertEqual(set(self.folder.iterdir()), before)


if __name__ == "__main__":
    command.main()
