"""What is typed wrongly is refused with exit code 2, nothing is printed, and the nearest name is told."""

import command
from command import DATA, TOWN


class Help(command.CommandTest):
    COMMANDS = ("check", "compute", "report", "explain", "indicators", "pack")

    def test_version(self):
        self.assertRegex(self.output_of("--version"), r"^zhibiao \d+\.\d+\.\d+\n$")

    def test_help(self):
        text = self.output_of("--help")
        for name in self.COMMANDS:
            self.assertIn(name, text)
            its = self.output_of(name, "--help")
            self.assertIn(f"Usage: zhibiao {name} ", its)
            self.assertIn("Example", its)
            for line in its.splitlines():
                self.assertLessEqual(len(line), 100, line)

    def test_examples_run(self):
        root = self.folder / "root"  # an example may write a file
        root.mkdir()
        for path in ("data", "examples"):
            (root / path).symlink_to(command.ROOT / path)
        for name in ("", *self.COMMANDS):
            arguments = [name, "--help"] if name else ["--help"]
            for line in self.output_of(*arguments).splitlines():
                if line.startswith("  zhibiao "):
                    done = self.run_command(*line.split()[1:], cwd=root)
                    self.assertEqual((done.returncode, done.stderr), (0, ""), line)


class Refused(command.CommandTest):
    def compute(self, *arguments):
        return self.refusal_of("compute", "--data", DATA, *arguments)

    def test_no_command(self):
        self.assertIn("expected a command", self.refusal_of())

    def test_unknown_command(self):
        self.assertIn("unknown command 'chekc'; did you mean 'check'?", self.refusal_of("chekc"))

    def test_unknown_option(self):
        self.assertIn("unknown option '--mesure'; did you mean '--measure'?",
                      self.compute("--mesure", "value"))
        self.assertIn("unknown option '--lnag'; did you mean '--lang'?",
                      self.refusal_of("check", "--lnag=en"))

    def test_missing_option(self):
        self.assertIn("expected --measure or --statistic", self.compute())
        self.assertIn("--period is required", self.refusal_of("report", "--data", DATA, "--area", TOWN))

    def test_missing_value(self):
        self.assertIn("--measure", self.compute("--measure"))

    def test_loose_argument(self):
        self.assertIn("unexpected argument 'now'", self.compute("--measure", "value", "now"))

    def test_option_that_takes_one_value(self):
        self.assertIn("--area", self.refusal_of("report", "--data", DATA, "--area", TOWN, "--area",
                                                TOWN, "--period", "2021"))

    def test_unknown_measure(self):
        self.assertIn("unknown measure 'valeu'; did you mean 'value'?",
                      self.compute("--measure", "valeu"))
        self.assertIn("such as 'value'", self.compute("--measure", "profit"))

    def test_unknown_rule_for_ties(self):
        self.assertIn("unknown rule for ties 'denes'; did you mean 'dense'?",
                      self.compute("--measure", "rank", "--ties", "denes"))
        self.assertIn("unknown level 'contry'; did you mean 'county'?",
                      self.compute("--measure", "rank", "--within", "contry"))

    def test_one_thing_to_explain(self):
        arguments = ("explain", "--data", DATA, "--area", TOWN, "--indicator", "fai", "--period",
                     "2021")
        self.assertIn("expected --measure or --statistic", self.refusal_of(*arguments))
        self.assertIn("expected --measure or --statistic",
                      self.refusal_of(*arguments, "--measure", "value", "--statistic", "mean"))

    def test_unknown_area(self):
        self.assertIn("unknown area '甲和镇（合成）'; did you mean '甲河镇（合成）'?",
                      self.compute("--measure", "value", "--area", "甲和镇（合成）"))
        self.assertIn("unknown area '990121109000'; did you mean '99012110",
                      self.compute("--measure", "value", "--area", "990121109000"))

    def test_unknown_indicator(self):
        self.assertIn("unknown indicator 'dibao_per'; did you mean 'dibao_pers'?",
                      self.compute("--measure", "value", "--indicator", "dibao_per"))

    def test_unknown_level(self):
        self.assertIn("unknown level 'twon'; did you mean 'town'?",
                      self.compute("--measure", "value", "--level", "twon"))

    def test_unknown_period(self):
        for period in ("1999", "2021-Q3", "2021-M09YTD"):
            self.assertIn(f"nothing is reported for {period}; the data has 2018, 2019, 2020, 2021",
                          self.compute("--measure", "value", "--period", period))
        self.assertIn("'last year' is no period",
                      self.compute("--measure", "value", "--period", "last year"))

    def test_unknown_format_language_and_encoding(self):
        self.assertIn("unknown format 'jsno'; did you mean 'json'?",
                      self.compute("--measure", "value", "--format", "jsno"))
        self.assertIn("expected one of table, markdown",
                      self.refusal_of("report", "--data", DATA, "--area", TOWN, "--period", "2021",
                                      "--format", "csv"))
        self.assertIn("unknown language 'fr'", self.refusal_of("check", "--data", DATA, "--lang", "fr"))
        self.assertIn("unknown encoding 'latin1'",
                      self.refusal_of("check", "--data", DATA, "--encoding", "latin1"))

    def test_numbers_out_of_range(self):
        for share in ("0", "1.1", "-1", "nan", "half", ""):
            if share:
                self.assertIn("--min-coverage", self.compute("--measure", "value",
                                                             f"--min-coverage={share}"))
        for threads in ("0", "-1", "many"):
            refusal = "--threads: expected a whole number of at least 1, found"
            self.assertIn(refusal, self.compute("--measure", "value", f"--threads={threads}"))
            self.assertIn(refusal, self.refusal_of("check", "--data", DATA, f"--threads={threads}"))

    def test_an_output_without_a_name(self):
        self.assertIn("--output: expected the name of a file, or - for the standard output",
                      self.compute("--measure", "value", "--output", ""))

    def test_files_not_named(self):
        self.assertIn("missing: --catalog, --areas, --observations",
                      self.refusal_of("compute", "--measure", "value"))
        self.assertIn("missing: --observations",
                      self.refusal_of("check", "--catalog", "a", "--areas", "b"))
        self.assertIn("expected --catalog FILE or --data DIR", self.refusal_of("indicators"))

    def test_a_name_that_several_areas_have(self):
        data = self.spoiled("areas.csv", lambda text: text.replace("乙泉镇", "甲河镇"))
        text = self.refusal_of("report", "--data", data, "--area", "甲河镇（合成）",
                               "--period", "2021")
        self.assertIn("2 areas are named '甲河镇（合成）'; expected one of the codes "
                      "990121102000, 990121103000", text)


if __name__ == "__main__":
    command.main()
