"""Where output goes: whole files or none, and quiet where the reader has gone away."""

import fcntl
import os
import pathlib
import pty
import struct
import subprocess
import termios

import command
from command import DATA, TOWN

REPORT = ("report", "--data", DATA, "--area", TOWN, "--period", "2021")
COMPUTE = ("compute", "--data", DATA, "--measure", "value", "--format", "csv")


class Output(command.CommandTest):
    def test_file(self):
        target = self.folder / "town.txt"
        self.assertEqual(self.output_of(*REPORT, "--output", target), "")
        self.assertEqual(target.read_text(encoding="utf-8"), self.output_of(*REPORT))
        self.assertEqual([path.name for path in self.folder.iterdir()], ["town.txt"])

    def test_a_dash_is_the_standard_output(self):
        self.assertEqual(self.output_of(*COMPUTE, "--output", "-"), self.output_of(*COMPUTE))

    def test_no_such_folder(self):
        text = self.refusal_of(*COMPUTE, "--output", self.folder / "none" / "a.csv", code=1)
        self.assertIn("No such file or directory [cannot-write]", text)

    def test_a_folder(self):
        self.assertIn("[cannot-write]", self.refusal_of(*COMPUTE, "--output", self.folder, code=1))

    def test_no_right_to_write(self):
        if os.geteuid() == 0:
            self.skipTest("the superuser may write everywhere")
        self.folder.chmod(0o500)
        self.addCleanup(self.folder.chmod, 0o700)
        text = self.refusal_of(*COMPUTE, "--output", self.folder / "a.csv", code=1)
        self.assertIn("[cannot-write]", text)

    def test_a_failed_write_leaves_the_old_file(self):
        target = self.folder / "a.csv"
        target.write_text("old\n")
        data, _ = self.with_lines("observations.csv", f"{TOWN},nope,2021,1,,,")
        self.run_command("compute", "--data", data, "--measure", "value", "--output", target)
        self.assertEqual(target.read_text(), "old\n")

    def test_full_disk(self):
        full = pathlib.Path("/dev/full")
        if not full.is_char_device():
            self.skipTest("there is no /dev/full here")
        self.assertIn("No space left on device [cannot-write]",
                      self.refusal_of(*COMPUTE, "--output", full, code=1))
        self.assertTrue(full.is_char_device())
        for arguments in (COMPUTE, REPORT, ("check", "--data", DATA), ("--help",), ("--version",)):
            with full.open("wb") as nowhere:
                done = subprocess.run([self.binary, *map(str, arguments)], stdout=nowhere,
                                      stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 1, arguments)
            self.assertEqual(done.stderr, b"zhibiao: error: the standard output cannot be written: "
                                          b"No space left on device [cannot-write]\n")

    def test_closed_pipe(self):
        for arguments in (COMPUTE, REPORT, ("--help",)):
            reader, writer = os.pipe()
            os.close(reader)
            done = subprocess.run([self.binary, *map(str, arguments)], stdout=writer,
                                  stderr=subprocess.PIPE, check=False)
            os.close(writer)
            self.assertEqual((done.returncode, done.stderr), (0, b""), arguments)

    def test_a_reader_that_stops_early(self):
        with subprocess.Popen([self.binary, *map(str, COMPUTE)], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as run:
            run.stdout.read(1)
            run.stdout.close()
            self.assertEqual(run.stderr.read(), b"")
            self.assertEqual(run.wait(), 0)

    def test_a_terminal_has_its_own_width(self):
        rules = {}
        for columns in (400, 120, 60, 20):
            ours, its = pty.openpty()
            fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            with subprocess.Popen([self.binary, *map(str, REPORT)], stdout=its) as run:
                os.close(its)
                text = b""
                try:
                    while part := os.read(ours, 65536):
                        text += part
                except OSError:  # the other end is closed
                    pass
                self.assertEqual(run.wait(), 0)
            os.close(ours)
            lines = text.decode("utf-8").splitlines()
            rules[columns] = max(len(line) for line in lines if line.startswith("---"))
        self.assertLessEqual(rules[120], 120)
        self.assertGreater(rules[400], rules[120])
        self.assertEqual(rules[20], rules[60])

    def test_short_work_shows_no_progress(self):
        packed = self.folder / "county.zbp"
        for arguments in (("check", "--data", DATA), ("pack", "--data", DATA, "--output", packed),
                          (*COMPUTE, "--output", self.folder / "a.csv"), REPORT,
                          ("compute", "--data", packed, "--measure", "value", "--format", "csv")):
            ours, its = pty.openpty()
            done = subprocess.run([self.binary, *map(str, arguments)], stdout=subprocess.DEVNULL,
                                  stderr=its, check=False)
            self.assertEqual(done.returncode, 0)
            os.write(its, b"end")
            os.close(its)
            self.assertEqual(os.read(ours, 65536), b"end")
            os.close(ours)

    def test_no_colours(self):
        for arguments in (COMPUTE, REPORT, ("--help",)):
            self.assertNotIn("\x1b", self.output_of(*arguments))

    def test_no_locale(self):
        done = self.run_command(*COMPUTE, env={"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"})
        self.assertEqual(done.stdout, self.output_of(*COMPUTE))


if __name__ == "__main__":
    command.main()
