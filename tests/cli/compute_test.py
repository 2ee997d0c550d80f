"""`zhibiao compute`: the figures in every format, and the same bytes for the same data."""

import csv
import io
import json
import random

import command
from command import COUNTY, DATA, TOWN

MEASURES = ("value,stated,difference,year_on_year,period_on_period,gap,completion,verdict,"
            "rank,share")


class Formats(command.CommandTest):
    def test_csv(self):
        text = self.output_of("compute", "--data", DATA, "--measure", "value,yoy", "--area", TOWN,
                              "--indicator", "dibao_pers,rcms_rate", "--period", "2021",
                              "--format", "csv")
        self.assertEqual(text.splitlines(), [
            "area,indicator,period,measure,value,status,lower,upper,unit,coverage,method",
            f"{TOWN},dibao_pers,2021,value,751,ok,751,751,人,1,",
            f"{TOWN},dibao_pers,2021,year_on_year,,base_not_reported,,,%,1,",
            f"{TOWN},rcms_rate,2021,value,98,bounded,98,100,%,1,",
            f"{TOWN},rcms_rate,2021,year_on_year,,base_not_reported,,,百分点,1,",
        ])

    def test_json_says_what_csv_says(self):
        arguments = ["compute", "--data", DATA, "--measure", MEASURES, "--format"]
        rows = list(csv.DictReader(io.StringIO(self.output_of(*arguments, "csv"))))
        document = json.loads(self.output_of(*arguments, "json"))
        self.assertEqual(list(document), ["zhibiao", "cells"])
        self.assertEqual(len(document["cells"]), len(rows))
        for cell, row in zip(document["cells"], rows):
            self.assertLessEqual(set(row), set(cell))
            self.assertEqual("lower_open" in cell, cell.get("lower_open") is True)
            for key, text in row.items():
                if isinstance(cell[key], (int, float)):
                    self.assertEqual(cell[key], float(text))
                else:
                    self.assertEqual(cell[key] or "", text)

    def test_a_number_or_a_reason(self):
        text = self.output_of("compute", "--data", DATA, "--measure", MEASURES, "--format", "csv")
        with_number = {"ok", "partial", "estimated", "small_base", "bounded", "revised_down"}
        for row in csv.DictReader(io.StringIO(text)):
            self.assertEqual(row["value"] != "", row["status"] in with_number, row)
            self.assertNotIn(row["value"].lower(), ("nan", "inf", "-inf", "-0"))

    def test_table_and_markdown(self):
        arguments = ["compute", "--data", DATA, "--measure", "value", "--area", "XX镇",
                     "--indicator", "低保金发放额", "--period", "2021"]
        self.assertIn("XX镇  低保金发放额  2021    元    3,667,070\n", self.output_of(*arguments))
        self.assertIn("| XX镇 | 低保金发放额 | 2021 | 元 | 3,667,070 |  |\n",
                      self.output_of(*arguments, "--format", "markdown"))
        self.assertIn("| XX镇 | minimum living allowance paid | 2021 | yuan | 3,667,070 |  |\n",
                      self.output_of(*arguments, "--format", "markdown", "--lang", "en"))


class Choices(command.CommandTest):
    def cells(self, *arguments, data=DATA):
        text = self.output_of("compute", "--data", data, "--format", "csv", *arguments)
        return list(csv.DictReader(io.StringIO(text)))

    def test_lists_take_commas_and_repeated_options(self):
        once = self.cells("--measure", "value,yoy", "--period", "2020,2021", "--area",
                          f"{TOWN},{COUNTY}")
        often = self.cells("--measure", "value", "--measure", "yoy", "--period", "2020", "--period",
                           "2021", "--area", TOWN, "--area", COUNTY)
        self.assertEqual(once, often)
        self.assertEqual({row["period"] for row in once}, {"2020", "2021"})

    def test_level(self):
        rows = self.cells("--measure", "value", "--level", "county", "--period", "2021")
        self.assertEqual({row["area"] for row in rows}, {COUNTY})

    def test_level_in_chinese(self):
        arguments = ["--measure", "value", "--period", "2021", "--level"]
        for said, level in (("县", "county"), ("县级", "county"), ("镇", "town"), ("乡级", "town")):
            self.assertEqual(self.cells(*arguments, said), self.cells(*arguments, level))
        self.assertIn("unknown level '村'", self.refusal_of("compute", "--data", DATA, *arguments, "村"))

    def test_without_a_choice_every_area_that_reports(self):
        data = self.spoiled("observations.csv", lambda text: "".join(
            line for line in text.splitlines(keepends=True)
            if line.startswith(("area,", f"{TOWN},", "990121103000,"))))
        rows = self.cells("--measure", "value", data=data)
        self.assertEqual({row["area"] for row in rows}, {TOWN, "990121103000"})
        rows = self.cells("--measure", "value", "--level", "county", data=data)
        self.assertEqual({row["area"] for row in rows}, {COUNTY})

    def test_numbers_are_rounded_as_is_asked(self):
        arguments = ["compute", "--data", DATA, "--measure", "value", "--area", TOWN,
                     "--indicator", "dibao_pers", "--period", "2021"]
        self.assertIn(" 751", self.output_of(*arguments))
        self.assertIn(" 750", self.output_of(*arguments, "--decimals", "-1"))
        self.assertIn(" 751.00", self.output_of(*arguments, "--decimals", "2", "--rounding",
                                                "half_even"))
        self.assertIn("expected a whole number from -9 to 15, found '1.5'",
                      self.refusal_of(*arguments, "--decimals", "1.5"))
        self.assertIn("unknown rounding 'half_evn'; did you mean 'half_even'?",
                      self.refusal_of(*arguments, "--rounding", "half_evn"))
        for option in (["--decimals", "1"], ["--rounding", "half_even"], ["--add-up"]):
            self.assertIn("are for tables", self.refusal_of(*arguments, "--format", "csv", *option))

    def test_unknown_method(self):
        self.assertIn("unknown method 'quick'", self.refusal_of(
            "compute", "--data", DATA, "--measure", "value", "--method", "quick"))

    def test_what_counts_from_a_base_period_needs_one(self):
        for measure in ("fixed_base", "average_growth"):
            self.assertIn(f"expected --base-period for {measure}, the period that it counts from",
                          self.refusal_of("compute", "--data", DATA, "--measure", measure))

    def test_average_growth_by_either_method(self):
        for method, number in (("level", 6.036), ("cumulative", 4.571)):
            row = next(csv.DictReader(io.StringIO(self.output_of(
                "compute", "--data", DATA, "--measure", "average_growth", "--base-period", "2019",
                "--method", method, "--area", "990121102000", "--indicator", "fai", "--period",
                "2021", "--format", "csv"))))
            self.assertAlmostEqual(float(row["value"]), number, 3)
            self.assertEqual(row["method"], f"{method} base_period=2019")

    def test_cumulative_figures_as_single_periods_and_back(self):
        figures = self.folder / "figures.csv"
        figures.write_text("area,indicator,period,value\n"
                           "990121102000,fai,2021-M01YTD,0.5\n"
                           "990121102000,fai,2021-M02YTD,0.9\n"
                           "990121102000,fai,2021-M03YTD,0.8\n", encoding="utf-8")

        def cells(form):
            text = self.output_of("compute", "--data", DATA, "--observations", figures, "--measure",
                                  "value", "--form", form, "--format", "csv")
            return [(r["period"], r["value"], r["status"])
                    for r in csv.DictReader(io.StringIO(text))]

        self.assertEqual(cells("single"), [("2021-M01", "0.5", "ok"), ("2021-M02", "0.4", "ok"),
                                           ("2021-M03", "-0.1", "revised_down")])
        self.assertEqual(cells("year_to_date"),
                         [("2021-M01YTD", "0.5", "ok"), ("2021-M02YTD", "0.9", "ok"),
                          ("2021-M03YTD", "0.8", "ok")])

    def test_unknown_form(self):
        self.assertIn("unknown form 'singel'; did you mean 'single'?", self.refusal_of(
            "compute", "--data", DATA, "--measure", "value", "--form", "singel"))

    def test_base_period_is_a_period(self):
        self.assertIn("--base-period: ", self.refusal_of(
            "compute", "--data", DATA, "--measure", "value", "--base-period", "20x0"))

    def test_statistics_without_a_choice_are_of_every_area_above_the_towns(self):
        chosen = self.cells("--statistic", "median,p90", "--level", "county")
        self.assertEqual({row["area"] for row in chosen}, {COUNTY})
        self.assertEqual(self.cells("--statistic", "median,p90"), chosen)

    def test_statistics_of_towns_alone_are_refused(self):
        for choice in (["--statistic", "median", "--level", "town"],
                       ["--statistic", "median", "--area", TOWN],
                       ["--statistic", "median", "--area", f"{TOWN},{COUNTY}", "--level", "town"],
                       ["--statistic", "median", "--measure", "value"]):
            self.assertIn("expected an area above the towns, as with --level county",
                          self.refusal_of("compute", "--data", DATA, *choice))
        rows = self.cells("--statistic", "median", "--measure", "value", "--area",
                          f"{TOWN},{COUNTY}")
        self.assertEqual({row["area"] for row in rows if row["measure"] == "median"}, {COUNTY})

    def test_statistics_where_nothing_is_above_the_towns(self):
        data = self.spoiled("areas.csv",
                            lambda text: f"code,name,parent,level\n{TOWN},XX镇,,town\n")
        self.spoiled("observations.csv", lambda text: "".join(
            line for line in text.splitlines(keepends=True) if line.startswith(("area,", f"{TOWN},"))))
        (data / "targets.csv").unlink()
        refusal = self.refusal_of("compute", "--data", data, "--statistic", "median")
        self.assertIn("expected an area above the towns; the data has none", refusal)

    def test_a_year_without_figures_is_a_period(self):
        data = self.spoiled("observations.csv", lambda text: "".join(
            line for line in text.splitlines(keepends=True) if ",2019," not in line))
        rows = self.cells("--measure", "value", "--period", "2019", "--indicator", "dibao_hh",
                          data=data)
        self.assertEqual({row["status"] for row in rows}, {"not_reported"})

    def test_coverage(self):
        arguments = ["--measure", "value", "--area", COUNTY, "--period", "2021", "--indicator",
                     "youth_training"]
        (row,) = self.cells(*arguments)
        self.assertEqual((row["value"], row["status"], row["coverage"]),
                         ("", "coverage_low", "0.5714285714285714"))
        (row,) = self.cells(*arguments, "--min-coverage", "0.5714")
        self.assertEqual(row["status"], "partial")
        self.assertEqual(row["coverage"], "0.5714285714285714")

    def test_targets_by_their_own_option(self):
        stricter = command.ROOT / "examples" / "stricter_targets.csv"
        arguments = ["--measure", "verdict", "--area", TOWN, "--indicator", "rcms_rate",
                     "--period", "2021"]
        (row,) = self.cells(*arguments)
        self.assertEqual((row["value"], row["status"]), ("1", "ok"))
        (row,) = self.cells(*arguments, "--targets", stricter)
        self.assertEqual((row["value"], row["status"]), ("", "undetermined"))


class SameBytes(command.CommandTest):
    def results(self, data, *more):
        return [self.output_of("compute", "--data", data, "--measure", MEASURES, "--format", form,
                               *more) for form in ("csv", "json")]

    def setUp(self):
        super().setUp()
        self.wanted = self.results(DATA)

    def test_whatever_the_order_of_rows(self):
        for file in ("observations.csv", "areas.csv", "targets.csv"):
            def shuffle(text):
                header, *rows = text.splitlines(keepends=True)
                random.Random(file).shuffle(rows)
                return header + "".join(rows)
            data = self.spoiled(file, shuffle)
        self.assertEqual(self.results(data), self.wanted)

    def test_whatever_the_order_of_columns(self):
        def turn(text):
            rows = list(csv.reader(io.StringIO(text)))
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows(row[::-1] for row in rows)
            return out.getvalue()
        self.assertEqual(self.results(self.spoiled("observations.csv", turn)), self.wanted)

    def test_whatever_the_line_ends_and_marks(self):
        data = self.copy_of_data()
        for path in data.glob("*.csv"):
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        self.assertEqual(self.results(data), self.wanted)

    def test_whatever_the_encoding(self):
        data = self.copy_of_data()
        for path in data.glob("*.csv"):
            path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
        self.assertEqual(self.results(data, "--encoding", "gb18030"), self.wanted)

    def test_whatever_the_threads(self):
        for threads in ("1", "2", "4", "7"):
            self.assertEqual(self.results(DATA, "--threads", threads), self.wanted)


if __name__ == "__main__":
    command.main()
