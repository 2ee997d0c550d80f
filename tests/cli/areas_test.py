"""Areas that change: `--area-changes`, `--basis`, and what is wrong with the files that say so."""

import csv
import io

import command

CATALOG = """schema = 1
[[indicator]]
id = "persons"
name = { zh = "低保人数", en = "persons on aid" }
kind = "stock"
unit = "人"
"""
AREAS = """code,name,parent,level,valid_from,valid_to
K,小县,,county,,
A,东镇,K,town,,2021
B,西镇,K,town,,2021-01-01
C,新镇,K,town,2021,
D,南乡,K,town,,
E,开发区,K,town,2021,
"""
OBSERVATIONS = """area,indicator,period,value
A,persons,2020,700
B,persons,2020,320
D,persons,2020,190
C,persons,2021,1000
D,persons,2021,200
E,persons,2021,15
"""
CHANGES = """from,to,date,kind,share
A,C,2021,merge,
西镇,新镇,2021年1月1日,合并,100%
"""


class Areas(command.CommandTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "county"
        self.data.mkdir()
        for name, text in (("catalog.toml", CATALOG), ("areas.csv", AREAS),
                           ("observations.csv", OBSERVATIONS), ("area_changes.csv", CHANGES)):
            (self.data / name).write_text(text, encoding="utf-8")

    def cells(self, *arguments, data=None):
        text = self.output_of("compute", "--data", data or self.data, "--measure", "value,difference",
                              "--format", "csv", "--min-coverage", "0.1", "--level",
                              "county,town", *arguments)
        return {(row["area"], row["period"], row["measure"]): (row["value"], row["status"])
                for row in csv.DictReader(io.StringIO(text))}

    def test_as_reported(self):
        cells = self.cells()
        self.assertEqual(cells["C", "2021", "difference"], ("", "not_comparable"))
        self.assertEqual(cells["E", "2021", "difference"], ("", "not_comparable"))
        self.assertEqual(cells["A", "2021", "value"], ("", "no_such_area"))
        self.assertEqual(cells["K", "2020", "value"], ("1210", "ok"))
        self.assertEqual(cells["K", "2021", "value"], ("1215", "ok"))
        self.assertEqual(cells["K", "2021", "difference"], ("10", "partial"))

    def test_comparable(self):
        for basis in ("comparable", "2021", "2021-06-30", "2021-01-01"):
            cells = self.cells("--basis", basis)
            self.assertEqual(cells["C", "2020", "value"], ("1020", "ok"), basis)
            self.assertEqual(cells["C", "2021", "difference"], ("-20", "ok"))
            self.assertEqual(cells["K", "2020", "value"], ("1210", "ok"))
            self.assertEqual(cells["E", "2021", "difference"], ("", "not_comparable"))
            # Nobody asks for what is no more.
            self.assertNotIn(("A", "2020", "value"), cells)
        self.assertEqual(self.cells("--basis", "2020"), self.cells())

    def test_an_explanation_names_the_predecessors(self):
        arguments = ("explain", "--data", self.data, "--area", "新镇", "--indicator", "persons",
                     "--period", "2021", "--measure", "yoy")
        self.assertIn("按可比口径：东镇 + 西镇", self.output_of(*arguments, "--basis", "comparable"))
        self.assertIn("两期之间区划有变动：新镇", self.output_of(*arguments))

    def test_a_report(self):
        arguments = ("report", "--data", self.data, "--area", "新镇", "--period", "2021")
        self.assertIn("1,020", self.output_of(*arguments, "--basis", "comparable"))
        self.assertNotIn("1,020", self.output_of(*arguments))

    def test_a_packed_panel(self):
        packed = self.folder / "county.zbp"
        self.output_of("pack", "--data", self.data, "--output", packed)
        self.assertEqual(self.cells(data=packed), self.cells())
        self.assertEqual(self.cells("--basis", "comparable", "--area-changes",
                                    self.data / "area_changes.csv", data=packed),
                         self.cells("--basis", "comparable"))
        self.assertIn("--basis", self.refusal_of("compute", "--data", packed, "--measure", "value",
                                                 "--basis", "comparable"))
        self.assertIn("--area-changes", self.refusal_of(
            "compute", "--data", packed, "--measure", "value", "--area-changes",
            self.data / "area_changes.csv"))

    def test_faults_have_their_places(self):
        (self.data / "area_changes.csv").write_text(
            "from,to,date,kind,share\nA,C,2021,merge,0.9\nD,D,2021,transfer,0.5\n"
            "D,C,2021,transfer,0.4\n", encoding="utf-8")
        (self.data / "observations.csv").write_text(OBSERVATIONS + "A,persons,2021,1\n",
                                                    encoding="utf-8")
        done = self.run_command("check", "--data", self.data)
        self.assertEqual(done.returncode, 1)
        for fault in ("area_changes.csv:2:16: error: expected all of the area, share 1",
                      "area_changes.csv:4:19: error: expected shares of D on 2021-01-01 that add up "
                      "to 1, found 0.9 [bad-area-change]",
                      "observations.csv:8:1, indicator 'persons', area A, period 2021: error: expected "
                      "a period in which there is the area A, valid [..., 2021-01-01), found 2021 "
                      "[area-not-valid]"):
            self.assertIn(fault, done.stdout)

    def test_a_basis_that_is_none(self):
        self.assertIn("did you mean 'comparable'", self.refusal_of(
            "compute", "--data", self.data, "--measure", "value", "--basis", "comparabel"))
        (self.data / "area_changes.csv").unlink()
        self.assertIn("expected --area-changes FILE", self.refusal_of(
            "compute", "--data", self.data, "--measure", "value", "--basis", "comparable"))


if __name__ == "__main__":
    command.main()
