"""`zhibiao indicators`: what the catalogue defines, in every format."""

import csv
import io
import json

import command
from command import CATALOG, DATA


class Indicators(command.CommandTest):
    def listing(self, *more):
        return self.output_of("indicators", "--catalog", CATALOG, *more)

    def test_table(self):
        self.assertRegex(self.listing(), r"sort_rate +垃圾分类覆盖率 +% +rate +up +ratio_of_sums +"
                                         r"sort_villages / villages\n")
        self.assertIn("waste sorting coverage", self.listing("--lang", "en"))

    def test_markdown(self):
        self.assertIn("\n## 民生保障\n", self.listing("--format", "markdown"))

    def test_csv_and_json_say_the_same(self):
        rows = list(csv.DictReader(io.StringIO(self.listing("--format", "csv"))))
        listed = json.loads(self.listing("--format", "json"))["indicators"]
        ids = CATALOG.read_text(encoding="utf-8").count("\nid = ")
        groups = CATALOG.read_text(encoding="utf-8").count("\n[[group]]")
        self.assertEqual(len(rows), ids - groups)
        self.assertEqual([row["id"] for row in rows], [entry["id"] for entry in listed])
        for row, entry in zip(rows, listed):
            self.assertEqual(list(row), list(entry))

    def test_by_folder(self):
        self.assertEqual(self.output_of("indicators", "--data", DATA), self.listing())

    def test_a_faulty_catalogue(self):
        path = self.folder / "catalog.toml"
        path.write_text('schema = 1\n[[indicator]]\nid = "a"\n', encoding="utf-8")
        text = self.refusal_of("indicators", "--catalog", path, code=1)
        self.assertIn(f"{path}:2:", text)
        self.assertIn("[missing-key]", text)


if __name__ == "__main__":
    command.main()
