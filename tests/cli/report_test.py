"""`zhibiao report`: the town's own figures can be found again, and every missing one has its reason."""

import re

import command
from command import COUNTY, DATA, TOWN


class Report(command.CommandTest):
    def report(self, area, *more):
        return self.output_of("report", "--data", DATA, "--area", area, "--period", "2021", *more)

    def row(self, text, name):
        rows = [line for line in text.splitlines() if line.startswith(f"| {name} |")]
        self.assertEqual(len(rows), 1, name)
        return [cell.strip() for cell in rows[0].strip("|").split("|")]

    def test_of_the_town(self):
        text = self.report(TOWN, "--format", "markdown")
        self.assertTrue(text.startswith("# XX镇（990121101000）2021年指标报告\n"), text[:80])
        for name, unit, figure in (("低保户数", "户", "422"), ("低保人数", "人", "751"),
                                   ("低保金发放额", "元", "3,667,070"),
                                   ("五保金发放额", "元", "961,653"),
                                   ("固定资产投资完成额", "亿元", "4.50"),
                                   ("高标准农田改造面积", "亩", "(9,800, 9,900)"),
                                   ("新农合参合率", "%", "≥ 98.0")):
            cells = self.row(text, name)
            self.assertEqual(cells[1:3], [unit, figure])
            # The town has no past.
            self.assertEqual(cells[3:5], ["—", "—"])
            self.assertIn("上年同期未上报", cells[8])
        self.assertIn("原文 9800余亩", self.row(text, "高标准农田改造面积")[8])
        self.assertIn("25 / 32 = 78.125 %，上报 78%，一致", self.row(text, "垃圾分类覆盖率")[8])
        self.assertEqual(self.row(text, "新农合参合率")[7], "达标")

    def test_of_the_county(self):
        text = self.report(COUNTY, "--format", "markdown")
        self.assertIn("缺 庚原乡（合成）、寅谷乡（合成）；只报了率 XX镇", self.row(text, "新农合参合率")[9])
        youth = self.row(text, "青年农民技能培训人数")
        self.assertEqual((youth[2], youth[8]), ("—", "8/14"))
        self.assertIn("覆盖率不足；缺 丙峰镇（合成）、戊岭乡（合成）、己川乡（合成） 等6个", youth[9])
        self.assertIn("缺少权数", self.row(text, "医保任务完成率")[9])
        missed = self.row(text, "适龄儿童入学率")
        self.assertEqual((missed[2], missed[6], missed[7]), ("100.0", "0.01", "未达标"))
        self.assertIn("更精确为 99.992", missed[9])

    def test_every_missing_number_has_its_reason(self):
        lines = (DATA / "areas.csv").read_text(encoding="utf-8").splitlines()
        for area in [line.split(",")[0] for line in lines[1:]]:
            for period in ("2018", "2019", "2020", "2021"):
                text = self.output_of("report", "--data", DATA, "--area", area, "--period", period,
                                      "--format", "markdown")
                for line in text.splitlines():
                    cells = [cell.strip() for cell in line.strip("|").split("|")]
                    if line.startswith("| ") and cells[0] not in ("指标", "---"):
                        if "—" in cells[2:5]:
                            self.assertNotEqual(cells[-1], "", line)

    def test_english_twin(self):
        text = self.report(TOWN, "--lang", "en", "--format", "markdown")
        self.assertIn("farmland raised to high standard | mu | (9,800, 9,900) |", text)
        self.assertIn("reported as 9800余亩", text)
        zh = self.report(TOWN, "--format", "markdown")
        self.assertEqual(zh.count("\n| "), text.count("\n| "))

    def test_plain_fits_its_width(self):
        for area in (TOWN, COUNTY):
            for lang in ("zh", "en"):
                for line in self.report(area, "--lang", lang).splitlines():
                    wide = len(re.findall("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60]", line))
                    self.assertLessEqual(len(line) + wide, 150, line)

    def test_by_name(self):
        self.assertEqual(self.report("XX镇"), self.report(TOWN))

    def test_of_a_plan(self):
        text = self.output_of("report", "--data", DATA, "--area", TOWN, "--period", "2022",
                              "--format", "markdown")
        self.assertEqual(self.row(text, "标准化卫生改厕村数")[2:],
                         ["—", "—", "—", ">= 1", "—", "—", "本期未上报"])
        self.assertIn("目标 6 个：达标 0，未达标 0，无法判定 0，无数值 6。", text)

    def test_faulty_data_has_no_report(self):
        data, _ = self.with_lines("observations.csv", f"{TOWN},nope,2021,1,,,")
        done = self.run_command("report", "--data", data, "--area", TOWN, "--period", "2021")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertTrue(done.stderr.endswith("\n1 error\n"), done.stderr)


if __name__ == "__main__":
    command.main()
