"""examples/demo.sh runs, shows what it says it shows, and leaves its files."""

import pathlib
import subprocess

import command


class Demo(command.CommandTest):
    def test_demo(self):
        out = self.folder / "out"
        script = command.ROOT / "examples" / "demo.sh"
        done = subprocess.run([script, pathlib.Path(self.binary).resolve(), command.DATA.parent, out],
                              capture_output=True, encoding="utf-8", check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for part in ("3,667,070", "(9,800, 9,900)", "≥ 98.0", "无法判定", "覆盖率不足",
                     "base_not_reported", "合成数据", "The county is synthetic",
                     "25 / 32 = 78.125 %", "29,281,646"):
            self.assertIn(part, done.stdout)
        files = {path.name for path in out.iterdir()}
        self.assertLessEqual({"town-zh.txt", "town-zh.md", "town-en.txt", "town-en.md", "county-zh.md",
                              "county-en.md", "county-synthetic.csv", "county-synthetic.json",
                              "explain-year-on-year-zh.txt", "three-year-gap.txt"}, files)
        for path in out.iterdir():
            self.assertGreater(path.stat().st_size, 0, path)
            self.assertIn(str(path), done.stdout)

    def test_needs_its_arguments(self):
        done = subprocess.run([command.ROOT / "examples" / "demo.sh"], capture_output=True, check=False)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    command.main()
