"""`zhibiao check`: good data is summed up, and every kind of fault is named with its place."""

import command
from command import CATALOG, COUNTY, COUNTY_NAME, DATA, REAL, TOWN


class GoodData(command.CommandTest):
    def test_sample(self):
        text = self.output_of("check", "--data", DATA)
        self.assertTrue(text.startswith("没有发现错误。\n"), text)
        for part in ("县级 1，乡级 14", "2018, 2019, 2020, 2021"):
            self.assertIn(part, text)

    def test_town(self):
        text = self.output_of("check", "--data", REAL)
        self.assertTrue(text.startswith("没有发现错误。\n"), text)
        self.assertIn("乡级 1\n", text)

    def test_english(self):
        text = self.output_of("check", "--data", DATA, "--lang", "en")
        self.assertTrue(text.startswith("No errors found.\n"), text)
        self.assertIn("counties 1, towns 14", text)

    def test_each_file_by_its_own_option(self):
        text = self.output_of("check", "--catalog", CATALOG, "--areas",
                              DATA / "areas.csv", "--observations", DATA / "observations.csv")
        self.assertRegex(text, r"目标 +0\n")

    def test_single_options_go_before_the_folder(self):
        targets = self.folder / "other.csv"
        targets.write_text("indicator,area,period,comparison,value\nfai,,2021,>=,1\n")
        text = self.output_of("check", "--data", DATA, "--targets", targets)
        self.assertRegex(text, r"目标 +1\n")

    def test_the_catalogue_may_stand_in_the_folder_above(self):
        data = self.copy_of_data()
        (data / "catalog.toml").rename(self.folder / "catalog.toml")
        for folder in (data, f"{data}/"):
            self.output_of("check", "--data", folder)
            self.output_of("indicators", "--data", folder)
        done = self.run_command("check", "--data", ".", cwd=data)
        self.assertEqual(done.returncode, 0, done.stdout)
        # One of its own goes before it.
        (data / "catalog.toml").write_text("schema = ", encoding="utf-8")
        self.assertIn(f"{data}/catalog.toml:", self.run_command("check", "--data", data).stdout)

    def test_whatever_the_threads(self):
        note = 1000 * "x"
        rows = "".join(f"990121999000,households,2021,{i},{note}\n" for i in range(2000))
        faulty = self.folder / "faulty.csv"
        faulty.write_text("area,indicator,period,value,note\n" + rows)
        wanted = self.run_command("check", "--data", DATA, "--observations", faulty).stdout
        self.assertTrue(wanted.endswith("\n2000 errors\n"), wanted[-200:])
        for threads in (2, 7):
            found = self.run_command("check", "--data", DATA, "--observations", faulty,
                                     "--threads", threads).stdout
            self.assertEqual(found, wanted)

    def test_targets_are_not_needed(self):
        data = self.copy_of_data()
        (data / "targets.csv").unlink()
        self.assertRegex(self.output_of("check", "--data", data), r"目标 +0\n")


class Warnings(command.CommandTest):
    def warnings_of(self, data):
        done = self.run_command("check", "--data", data)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        return done.stdout

    def test_a_stated_rate_that_disagrees_with_its_parts(self):
        data = self.spoiled("observations.csv",
                            lambda text: text.replace("sort_rate,2021,78%", "sort_rate,2021,79%"))
        text = self.warnings_of(data)
        self.assertIn(f"{data}/observations.csv, indicator 'sort_rate', area {TOWN}, period 2021: "
                      "warning: expected 78.125 from 25 / 32, found a stated rate of 78.5 to 79.5 "
                      "[stated-rate-differs]\n1 warning\n没有错误，有 1 个警告", text)

    def test_parts_that_contradict_each_other(self):
        data = self.spoiled("observations.csv",
                            lambda text: text.replace("sort_villages,2021,25", "sort_villages,2021,250"))
        sentence = ("warning: expected parts that give at most 100, found 250 / 32; "
                    "this rate is left out [above-limit]")
        self.assertIn(sentence, self.warnings_of(data))
        done = self.run_command("compute", "--data", data, "--measure", "value", "--area", TOWN,
                                "--indicator", "sort_rate", "--format", "csv")
        self.assertIn(sentence, done.stderr)
        self.assertIn("out_of_domain", done.stdout)

    def test_a_column_without_meaning(self):
        data = self.spoiled("areas.csv", lambda text: text.replace("level\n", "level,extra\n", 1)
                            .replace("county\n", "county,1\n").replace("town\n", "town,1\n"))
        text = self.warnings_of(data)
        self.assertIn("areas.csv:1:24: warning: ", text)
        self.assertIn("[unknown-column]", text)

    def test_files_without_rows(self):
        header = (DATA / "observations.csv").read_text(encoding="utf-8").splitlines()[0] + "\n"
        for content in ("", header):
            data = self.spoiled("observations.csv", lambda _, content=content: content)
            text = self.warnings_of(data)
            self.assertIn("[empty-file]", text)
            self.assertRegex(text, r"上报数 +0\n")
            done = self.run_command("compute", "--data", data, "--measure", "value", "--format", "csv")
            self.assertEqual((done.returncode, done.stdout.count("\n")), (0, 1))
            self.assertIn("[empty-file]", done.stderr)

    def test_a_catalogue_without_indicators(self):
        data = self.spoiled("catalog.toml", lambda _: "schema = 1\n")
        (data / "observations.csv").write_text("area,indicator,period,value\n")
        (data / "targets.csv").unlink()
        self.assertIn("[empty-file]", self.warnings_of(data))


class Observations(command.CommandTest):
    def one_row(self, row, column, rule):
        data, line = self.with_lines("observations.csv", row)
        self.assert_only_fault(data, f"observations.csv:{line}:{column}", rule)

    def test_unknown_indicator(self):
        self.one_row(f"{TOWN},dibao_per,2021,1,,,", 14, "unknown-indicator")

    def test_unknown_area(self):
        self.one_row("990121999000,dibao_hh,2021,1,,,", 1, "unknown-area")

    def test_impossible_period(self):
        self.one_row(f"{TOWN},dibao_hh,2021-M13,1,,,", 23, "not-a-period")

    def test_no_quantity(self):
        self.one_row("990121102000,petition,2021,很多,,,", 28, "not-a-quantity")

    def test_nan(self):
        self.one_row("990121102000,petition,2021,NaN,,,", 28, "not-finite")

    def test_infinity(self):
        self.one_row("990121102000,petition,2021,-inf,,,", 28, "not-finite")

    def test_a_unit_that_does_not_fit(self):
        self.one_row("990121102000,petition,2021,5户,,,", 28, "unit-does-not-fit")

    def test_a_unit_column_that_does_not_fit(self):
        self.one_row("990121102000,petition,2021,5,户,,", 28, "unit-does-not-fit")

    def test_no_unit(self):
        self.one_row("990121102000,petition,2021,5,furlong,,", 30, "not-a-unit")

    def test_above_the_limit(self):
        self.one_row("990121102000,key_cover,2020,100.1,,,", 29, "above-limit")

    def test_below_the_limit(self):
        self.one_row("990121102000,petition,2021,-1,,,", 28, "below-limit")

    def test_unknown_status(self):
        self.one_row("990121102000,petition,2021,1,,maybe,", 31, "unknown-status")

    def test_a_missing_field(self):
        self.one_row("990121102000,petition,2021,1", 28, "wrong-field-count")

    def test_the_same_row_twice(self):
        self.one_row(f"{TOWN},petition,2021,3件,,,", 1, "duplicate-row")

    def test_two_values_for_one_figure(self):
        self.one_row(f"{TOWN},petition,2021,4件,,,", 1, "contradicting-rows")

    def test_year_to_date_among_single_months(self):
        data, line = self.with_lines("observations.csv", f"{TOWN},petition,2021-M01,1,,,",
                                     f"{TOWN},petition,2021-M02YTD,2,,,")
        faults, _ = self.check(data)
        self.assertEqual(faults, [(f"observations.csv:{line + 1}:1", "mixed-forms")])

    def test_faults_of_one_row_and_of_several_come_together(self):
        data, line = self.with_lines("observations.csv", "990121999000,nope,2021,1,,,",
                                     f"{TOWN},fai,year,1,,,")
        faults, count = self.check(data)
        self.assertEqual(sorted(faults), sorted([(f"observations.csv:{line}:1", "unknown-area"),
                                                 (f"observations.csv:{line}:14", "unknown-indicator"),
                                                 (f"observations.csv:{line + 1}:18", "not-a-period")]))
        self.assertEqual(count, "3 errors")

    def test_ten_thousand_faults(self):
        rows = [f"{TOWN},nope,2021,{i},,," for i in range(10000)]
        data, _ = self.with_lines("observations.csv", *rows)
        faults, count = self.check(data)
        self.assertEqual(len(faults), 10000)
        self.assertEqual(count, "10000 errors")
        done = self.run_command("compute", "--data", data, "--measure", "value")
        self.assertTrue(done.stderr.endswith("\n10000 errors; 9900 more not shown\n"))

    def test_faults_of_a_file_stand_by_line(self):
        data, line = self.with_lines("observations.csv", f"{TOWN},petition,2021,4件,,,",
                                     f"{TOWN},nope,2021,1,,,")
        path = data / "observations.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(
            "\n", "\n990121999000,petition,2021,1,,,\n", 1), encoding="utf-8")
        faults, _ = self.check(data)
        lines = [int(place.split(":")[1]) for place, _ in faults]
        self.assertEqual((lines, len(faults)), (sorted(lines), len(faults)))
        self.assertIn((f"observations.csv:{line + 2}:14", "unknown-indicator"), faults)

    def test_an_empty_list_of_areas_is_told_once(self):
        data = self.spoiled("areas.csv", lambda _: "code,name\n")
        (data / "targets.csv").unlink()
        done = self.run_command("check", "--data", data)
        self.assertEqual(done.returncode, 1)
        self.assertIn("observations.csv:2:1: error: the area list is empty [unknown-area]\n"
                      "1 error, 1 warning\n", done.stdout)


class Areas(command.CommandTest):
    def test_cycle(self):
        data = self.spoiled("areas.csv", lambda text: text.replace(
            f"{COUNTY},{COUNTY_NAME},,county", f"{COUNTY},{COUNTY_NAME},{TOWN},county"))
        faults, _ = self.check(data)
        self.assertIn("cycle", [rule for _, rule in faults])
        place = [place for place, rule in faults if rule == "cycle"]
        self.assertRegex(place[0], r"^areas\.csv:\d+")

    def test_unknown_parent(self):
        data = self.spoiled("areas.csv", lambda text: text.replace(
            f"甲河镇（合成）,{COUNTY}", "甲河镇（合成）,110000000000"))
        faults, _ = self.check(data)
        self.assertEqual(faults[0][1], "unknown-reference")
        self.assertRegex(faults[0][0], r"^areas\.csv:4")

    def test_the_same_code_twice(self):
        data, line = self.with_lines("areas.csv", f"{TOWN},别镇,{COUNTY},town")
        faults, _ = self.check(data)
        self.assertEqual(faults[0][1], "duplicate-id")
        self.assertTrue(faults[0][0].startswith(f"areas.csv:{line}"), faults)


CATALOG_TAIL = """
[[indicator]]
id = "{id}"
name = "{id}"
kind = "rate"
unit = "%"
numerator = "{numerator}"
denominator = "{denominator}"
"""


class Catalog(command.CommandTest):
    def rules(self, *entries):
        tail = "".join(CATALOG_TAIL.format(id=i, numerator=n, denominator=d) for i, n, d in entries)
        faults, _ = self.check(self.spoiled("catalog.toml", lambda text: text + tail))
        for place, _ in faults:
            self.assertRegex(place, r"^catalog\.toml:\d+:\d+$")
        return [rule for _, rule in faults]

    def test_cycle(self):
        self.assertIn("cycle", self.rules(("a_rate", "b_rate", "population"),
                                          ("b_rate", "a_rate", "population")))

    def test_a_numerator_that_does_not_exist(self):
        self.assertEqual(self.rules(("a_rate", "nobody", "population")), ["unknown-reference"])

    def test_units_that_do_not_fit(self):
        self.assertIn("unit-does-not-fit", self.rules(("a_rate", "fai", "population")))

    def test_truncated(self):
        data = self.spoiled("catalog.toml", lambda text: text[:text.index('kind = "stock"') + 10])
        faults, _ = self.check(data)
        self.assertEqual(faults[0][1], "bad-toml")
        self.assertRegex(faults[0][0], r"^catalog\.toml:\d+:\d+$")

    def test_unknown_key(self):
        data = self.spoiled("catalog.toml", lambda text: text + "\ncolour = 1\n")
        faults, _ = self.check(data)
        self.assertEqual([rule for _, rule in faults], ["unknown-key"])


class Targets(command.CommandTest):
    def test_faults(self):
        data, line = self.with_lines("targets.csv", "nope,,2021,>=,1,,,,", "fai,,2021,about,1,,,,",
                                     "fai,1,2021,>=,1,,,,")
        faults, _ = self.check(data)
        self.assertEqual([(place.split(":")[1], rule) for place, rule in faults],
                         [(str(line), "unknown-indicator"), (str(line + 1), "bad-target"),
                          (str(line + 2), "unknown-area")])

    def test_two_targets_for_one_figure(self):
        data, line = self.with_lines("targets.csv", "rcms_rate,,2021,>=,99,%,,,")
        faults, _ = self.check(data)
        self.assertEqual([rule for _, rule in faults], ["bad-target"])
        self.assertTrue(faults[0][0].startswith(f"targets.csv:{line}"), faults)


class Files(command.CommandTest):
    def test_missing(self):
        faults, count = self.check(self.folder / "nowhere")
        self.assertEqual(faults, [("catalog.toml", "cannot-read"), ("areas.csv", "cannot-read"),
                                  ("observations.csv", "cannot-read")])
        self.assertEqual(count, "3 errors")

    def test_a_named_file_of_targets_must_be_there(self):
        done = self.run_command("check", "--data", DATA, "--targets", self.folder / "none.csv")
        self.assertEqual(done.returncode, 1)
        self.assertIn("none.csv: error: ", done.stdout)

    def test_binary(self):
        data = self.copy_of_data()
        (data / "observations.csv").write_bytes(b"\x7fELF\x00\x01\x02")
        faults, _ = self.check(data)
        self.assertEqual(faults, [("observations.csv:1:5", "binary-file")])

    def test_truncated_inside_of_quotes(self):
        data, line = self.with_lines("observations.csv")
        path = data / "observations.csv"
        path.write_bytes(path.read_bytes() + f'{TOWN},petition,2020,1,,,"cut'.encode())
        faults, _ = self.check(data)
        self.assertEqual(faults, [(f"observations.csv:{line}:32", "bad-quoting")])

    def test_wrong_encoding(self):
        data = self.copy_of_data()
        path = data / "areas.csv"
        path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
        faults, _ = self.check(data)
        # The first two bytes of the name are UTF-8 by chance.
        self.assertEqual(faults[0], ("areas.csv:2:15", "wrong-encoding"))

    def test_utf8_read_as_gb18030(self):
        done = self.run_command("check", "--data", DATA, "--encoding", "gb18030")
        # What the bytes mean by chance is something else: names, but no figures in words.
        self.assertEqual(done.returncode, 1)

    def test_missing_column(self):
        data = self.spoiled("observations.csv", lambda text: text.replace("area,", "town,", 1))
        faults, _ = self.check(data)
        self.assertIn(("observations.csv:1", "missing-column"),
                      [(":".join(place.split(":")[:2]), rule) for place, rule in faults])


if __name__ == "__main__":
    command.main()
