"""`zhibiao explain`: why a figure is what it is."""

import command
from command import COUNTY, DATA, TOWN


class Explain(command.CommandTest):
    def explain(self, area, indicator, measure, *more):
        return self.output_of("explain", "--data", DATA, "--area", area, "--indicator", indicator,
                              "--period", "2021", "--measure", measure, *more)

    def test_a_missing_base(self):
        text = self.explain(TOWN, "dibao_pers", "year_on_year")
        self.assertIn("base_not_reported", text)
        self.assertIn("751", text)
        self.assertEqual(text, self.explain("XX镇", "低保人数", "同比"))

    def test_english(self):
        text = self.explain(TOWN, "dibao_pers", "yoy", "--lang", "en")
        self.assertIn("the base period's figure is not reported", text)

    def test_a_bound_that_does_not_decide(self):
        stricter = command.ROOT / "examples" / "stricter_targets.csv"
        self.assertIn("undetermined",
                      self.explain(TOWN, "rcms_rate", "verdict", "--targets", stricter))

    def test_every_measure(self):
        for area in (TOWN, COUNTY):
            for measure in ("value", "stated", "difference", "year_on_year", "period_on_period",
                            "gap", "completion", "verdict", "rank", "share"):
                for lang in ("zh", "en"):
                    text = self.explain(area, "sort_rate", measure, "--lang", lang)
                    self.assertTrue(text.endswith("\n"), text)

    def test_a_rank_among_its_peers(self):
        text = self.explain(TOWN, "dibao_hh", "rank", "--within", "县", "--lang", "en")
        self.assertIn("  result   1;", text)
        self.assertIn("13/14 peers have a figure", text)
        self.assertIn("389 household (rank 2)", text)
        dense = self.explain(TOWN, "dibao_hh", "位次", "--ties", "dense")
        self.assertIn("更好的不同数值的个数", dense)

    def test_a_statistic(self):
        arguments = ["explain", "--data", DATA, "--area", COUNTY, "--indicator", "dibao_hh",
                     "--period", "2021", "--statistic"]
        self.assertIn("3,284 ÷ 13 = 252.615385", self.output_of(*arguments, "mean"))
        self.assertIn("13/14 towns take part", self.output_of(*arguments, "p90", "--lang", "en"))

    def test_into_a_file(self):
        target = self.folder / "why.txt"
        self.assertEqual(self.explain(TOWN, "fai", "value", "--output", target), "")
        self.assertEqual(target.read_text(encoding="utf-8"), self.explain(TOWN, "fai", "value"))


if __name__ == "__main__":
    command.main()
