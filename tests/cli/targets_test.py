"""`zhibiao targets`, and the options of schedules and late reports, on the plan in `examples/plan`."""

import command
from command import ROOT

PLAN = ROOT / "examples/plan"
TOWN = "东坡镇"
COUNTY = "样例县"


class PlanTest(command.CommandTest):
    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def cell(self, measure, indicator, period, area, *options, data=PLAN):
        text = self.output_of("compute", "--data", data, "--measure", measure, "--indicator", indicator,
                              "--period", period, "--area", area, "--format", "csv", *options)
        return text.splitlines()[1].split(",")

    def lead(self, *options, **where):
        return self.cell("lead", "budget", "2021-M05YTD", TOWN, *options, **where)


class Schedule(PlanTest):
    def test_method_chooses_how_time_is_counted(self):
        for method, wanted in (("month", "3.93"), ("day", "4.23"), ("working_day", "5.2"),
                               ("seasonal", "10.35")):
            fields = self.lead("--method", method)
            self.assertTrue(fields[4].startswith(wanted), fields)
            self.assertEqual(fields[-1], method)
        self.assertEqual(self.lead()[-1], "plan")

    def test_unknown_method(self):
        self.assertIn("unknown method 'dya'; did you mean 'day'?", self.lead_refusal("--method", "dya"))

    def lead_refusal(self, *options):
        return self.refusal_of("compute", "--data", PLAN, "--measure", "lamp", *options)

    def test_working_days_need_holidays(self):
        holidays = self.write("h.csv", "date,kind\n2020-01-01,holiday\n")
        done = self.run_command("compute", "--data", PLAN, "--measure", "elapsed", "--indicator",
                                "budget", "--method", "working_day", "--holidays", holidays)
        self.assertEqual(done.returncode, 1)
        self.assertIn("expected the holidays of 2021 to count working days, found none", done.stderr)

    def test_faulty_holidays_and_profiles_have_their_place(self):
        holidays = self.write("h.csv", "date,kind\n2021-02-30,holiday\n")
        profiles = self.write("p.csv", "indicator,period,share\nbudget,S1,40%\nbudget,S2,59%\n")
        done = self.run_command("check", "--data", PLAN, "--holidays", holidays, "--profiles", profiles)
        self.assertEqual(done.returncode, 1)
        self.assertIn("h.csv:2:1: error: expected a date such as 2021-10-01", done.stdout)
        self.assertIn("p.csv:3:1: error: expected shares that add up to 1", done.stdout)

    def test_thresholds_of_lamps(self):
        def lamp(*options):
            return self.cell("lamp", "budget", "2021-M05YTD", TOWN, *options)[4]

        self.assertEqual(lamp(), "1")
        self.assertEqual(lamp("--lamp", "4,0"), "2")
        self.assertEqual(lamp("--lamp", "5,4"), "3")
        for text in ("5", "0,5", "green,yellow", "1,2,3"):
            self.assertIn("--lamp: expected two leads such as 0,-5", self.lead_refusal("--lamp", text))

    def test_rounded_figures(self):
        data = self.folder / "rounded"
        data.mkdir()
        for name in ("catalog.toml", "areas.csv"):
            (data / name).write_text((PLAN / name).read_text(encoding="utf-8"), encoding="utf-8")
        (data / "observations.csv").write_text(
            "area,indicator,period,value\n990123101000,insurance_rate,2021,97.96\n", encoding="utf-8")
        (data / "targets.csv").write_text(
            "indicator,area,period,comparison,value\ninsurance_rate,,2021,>=,98\n", encoding="utf-8")
        full = self.cell("verdict", "insurance_rate", "2021", TOWN, data=data)
        rounded = self.cell("verdict", "insurance_rate", "2021", TOWN, "--method", "rounded", data=data)
        self.assertEqual((full[4], full[-1]), ("0", "full"))
        self.assertEqual((rounded[4], rounded[-1]), ("1", "rounded to 1 places"))


class LateReports(PlanTest):
    def outlook(self, *options):
        return self.cell("outlook", "insurance_rate", "2021", COUNTY, *options)

    def test_admissible_figures(self):
        self.assertEqual(self.outlook()[5], "undetermined")
        self.assertEqual(self.outlook("--admissible", "limits")[5], "undetermined")
        # With last year's 190 of 200: (97 + 960 + 190) / 1300.
        best = self.cell("best_case", "insurance_rate", "2021", COUNTY, "--admissible", "0")
        self.assertTrue(best[4].startswith("95.92"), best)
        self.assertEqual(self.outlook("--admissible", "0")[4], "0")
        self.assertEqual(self.outlook("--admissible", "0.2")[5], "undetermined")

    def test_bad_share(self):
        self.assertIn("--admissible: expected limits or a share of at least 0, found 'much'",
                      self.refusal_of("compute", "--data", PLAN, "--measure", "outlook",
                                      "--admissible", "much"))

    def test_explain_names_the_town_that_decides(self):
        text = self.output_of("explain", "--data", PLAN, "--area", COUNTY, "--indicator",
                              "insurance_rate", "--period", "2021", "--measure", "outlook")
        self.assertIn("最能左右结果的是 南湖乡，它一个就能决定", text)


class Targets(PlanTest):
    def apportion(self, *options):
        return ("targets", "apportion", "--data", PLAN, "--indicator", "budget", "--area", COUNTY,
                "--period", "2021", *options)

    def parts(self, *options):
        return [row.split(",")[4] for row in self.output_of(*self.apportion(*options)).splitlines()[1:]]

    def test_apportions_and_reads_back(self):
        text = self.output_of(*self.apportion())
        self.assertEqual([row.split(",")[4] for row in text.splitlines()[1:]], ["104.5", "55", "60.5"])
        whole = "budget,990123000000,2021,>=,220,万元,,,,,\n"
        plan = self.write("plan.csv", text + whole)
        self.assertIn("都够得上", self.output_of("targets", "check", "--data", PLAN, "--targets", plan))

    def test_by_others(self):
        self.assertEqual(self.parts("--by", "equal"), ["73.4", "73.3", "73.3"])
        self.assertEqual(self.parts("--by", "weight", "--weight", "eligible"), ["16.9", "169.2", "33.9"])

    def test_refusals(self):
        self.assertIn("unknown way to apportion 'bases'; did you mean 'base'?",
                      self.refusal_of(*self.apportion("--by", "bases")))
        self.assertIn("there is no target of 'budget' for 990123000000 in 2022",
                      self.refusal_of(*self.apportion()[:-1], "2022"))
        done = self.run_command(*self.apportion("--by", "weight"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("'budget' has no weight", done.stderr)
        self.assertIn("expected targets apportion or targets check", self.refusal_of("targets"))

    def test_check(self):
        text = self.output_of("targets", "check", "--data", PLAN)
        self.assertIn("the targets of the towns add up to 214 万元", text)


class Packed(PlanTest):
    def test_a_packed_plan_says_the_same(self):
        packed = self.folder / "plan.zbp"
        self.output_of("pack", "--data", PLAN, "--output", packed)
        asked = ("--measure", "progress,elapsed,expected,lead,lamp,required_growth,projection,outlook",
                 "--format", "csv", "--level", "town,county")
        for method in ("month", "seasonal"):
            self.assertEqual(
                sorted(self.output_of("compute", "--data", packed, *asked, "--method", method).splitlines()),
                sorted(self.output_of("compute", "--data", PLAN, *asked, "--method", method).splitlines()))


if __name__ == "__main__":
    command.main()
