"""The pages in docs/en and docs/zh, and the README, say what the program does.

What is checked of a block stands in a comment before it; the README of this folder lists them. Commands
run in a folder that looks like the root of the tree, so that nothing is written into the tree.
"""

import argparse
import csv
import decimal
import html
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

LANGUAGES = ("en", "zh")
READMES = {"en": "README.md", "zh": "README.zh-CN.md"}
COMMENT = re.compile(r"<!-- (\w+)(?: (.*?))? -->")
FENCE = re.compile(r"^```(\w*)$")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^(#+) (.*)$")
LISTED = r"\((\w+), (\d+), "
WORDS = ("run", "part", "file", "cell", "tiny", "statuses", "errors", "measures", "quantities", "refused",
         "output")


class Block:
    """Lines of a page up to a blank one, or of a fence, with the comments that stand before it."""

    def __init__(self, page, line, comments, kind, lines):
        self.page, self.line, self.comments = page, line, comments
        self.kind = kind  # the language of a fence; "prose" for all else
        self.lines = lines

    @property
    def text(self):
        return "\n".join(self.lines)

    def place(self):
        return f"{self.page}:{self.line}"


def blocks_of(page, text):
    found, comments, lines, start, kind = [], [], [], 0, None

    def end():
        nonlocal lines, comments, kind
        if lines or kind not in (None, "prose"):
            found.append(Block(page, start, comments, kind or "prose", lines))
            comments = []
        lines, kind = [], None

    for number, line in enumerate(text.splitlines(), start=1):
        fence = FENCE.match(line)
        if kind not in (None, "prose"):
            if line == "```":
                end()
            else:
                lines.append(line)
        elif fence:
            end()
            kind, start = fence[1] or "text", number
        elif COMMENT.fullmatch(line.strip()):
            end()
            comments.append(COMMENT.fullmatch(line.strip()).groups())
        elif not line.strip():
            end()
        else:
            if not lines:
                start, kind = number, "prose"
            lines.append(line)
    end()
    return found


def rows_of(block):
    """The rows of a table below its head, cell by cell."""
    rows = [line.strip() for line in block.lines if line.strip().startswith("|")]
    # A stroke inside of a cell is written \|.
    cells = [[cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
             for row in rows]
    return cells[2:]


def bare(cell):
    """A cell without the marks of code."""
    return html.unescape(cell.strip("`"))


def definitions(root, path):
    """{name: [number, fields...]} of a list such as status.def, in its order."""
    entries = {}
    text = (root / path).read_text(encoding="utf-8")
    for match in re.finditer(r"^ZB_\w+\((\w+), (\d+), (.*)\)$", text, re.MULTILINE):
        entries[match[1]] = next(csv.reader([match[3]], skipinitialspace=True))
    return entries


def measures_of(root):
    header = (root / "include/zhibiao/engine/measure.hpp").read_text(encoding="utf-8")
    body = re.search(r"enum class measure[^{]*\{(.*?)\};", header, re.DOTALL)[1]
    return re.findall(r"^\s*(\w+),", body, re.MULTILINE)


def rounded(number, like):
    """The number at as many places as the text `like` has, halves away from zero."""
    shown = decimal.Decimal(like)
    return decimal.Decimal(number).quantize(shown, rounding=decimal.ROUND_HALF_UP)


def without_language(text):
    """Commands without what may differ: the language, remarks and the blanks before them."""
    return re.sub(r" --lang (en|zh)| +#.*$| +$", "", text, flags=re.MULTILINE)


class Checker:
    def __init__(self, root, command=None):
        self.root = root
        self.faults = []
        self.cells = {}
        self.printed = ""
        folder = tempfile.TemporaryDirectory()
        self.folder_to_remove = folder
        self.shell_folder = pathlib.Path(folder.name) / "tree"
        self.shell_folder.mkdir()
        for entry in root.iterdir():
            (self.shell_folder / entry.name).symlink_to(entry)
        self.environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        if command is not None:
            path = pathlib.Path(folder.name) / "bin"
            path.mkdir()
            (path / "zhibiao").symlink_to(command.resolve())
            self.environment["PATH"] = f"{path}{os.pathsep}{os.environ['PATH']}"

    def close(self):
        self.folder_to_remove.cleanup()

    def fault(self, block, message):
        self.faults.append(f"{block.place()}: {message}")

    def shell(self, script, **more):
        return subprocess.run(["sh", "-e", "-c", script], cwd=self.shell_folder, env=self.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False,
                              **more)

    # The checks of one block, by the word of its comment.

    def run(self, block, argument, following):
        wanted = int(re.fullmatch(r"exit=(\d+)", argument)[1]) if argument else 0
        done = self.shell(block.text)
        self.printed = done.stdout
        if done.returncode != wanted:
            self.fault(block, f"exit code {done.returncode}, not {wanted}:\n{done.stdout}")
        elif following is not None and following.kind == "text" and not following.comments:
            if done.stdout != following.text + "\n":
                self.fault(following, f"the command prints:\n{done.stdout}")

    def part(self, block, _argument, _following):
        if f"\n{block.text}\n" not in f"\n{self.printed}":
            self.fault(block, f"is no part of what the commands before it print:\n{self.printed}")

    def file(self, block, argument, _):
        content = (self.root / argument).read_text(encoding="utf-8")
        if content != block.text + "\n":
            self.fault(block, f"is not {argument}")

    def cell(self, block, argument, _, data="data/sample-county"):
        where, expected = argument.split(" = ")
        area, indicator, period, measure, *options = where.split()
        number, status = expected.split()
        key = (data, where)
        if key not in self.cells:
            done = self.shell(f"zhibiao compute --data {data} --area {area} --indicator {indicator} "
                              f"--period {period} --measure {' '.join([measure, *options])} "
                              "--format csv")
            rows = list(csv.DictReader(io.StringIO(done.stdout))) if done.returncode == 0 else []
            self.cells[key] = rows[0] if len(rows) == 1 else None
        found = self.cells[key]
        if found is None:
            self.fault(block, f"there is no cell {where}")
            return
        if found["status"] != status:
            self.fault(block, f"{where} is {found['status']}, not {status}")
        if number == "-":
            if found["value"]:
                self.fault(block, f"{where} is {found['value']}")
            if status not in block.text:
                self.fault(block, f"does not say {status}")
            return
        if not found["value"] or rounded(found["value"], number) != decimal.Decimal(number):
            self.fault(block, f"{where} is {found['value'] or 'no number'}, not {number}")
        said = block.text.replace("−", "-").replace(",", "")
        if not re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", said):
            self.fault(block, f"does not say {number}")

    def tiny(self, block, argument, following):
        self.cell(block, argument, following, data="examples/tiny")

    def same_entries(self, block, wanted, found):
        for name in wanted:
            if name not in found:
                self.fault(block, f"does not list {name}")
        for name in found:
            if name not in wanted:
                self.fault(block, f"lists {name}, which does not exist")
        if not self.faults and list(found) != list(wanted):
            self.fault(block, "is in another order than the list")

    def statuses(self, block, _argument, _following):
        wanted = definitions(self.root, "include/zhibiao/value/status.def")
        rows = {bare(row[0]): row for row in rows_of(block)}
        self.same_entries(block, wanted, rows)
        column = 2 if "/en/" in block.page else 1
        for name, (_has_number, *words) in wanted.items():
            if name in rows and rows[name][1] != words[column - 1]:
                self.fault(block, f"{name}: '{rows[name][1]}' is not '{words[column - 1]}'")

    def errors(self, block, _argument, _following):
        wanted = {rule: sentence for rule, sentence in
                  definitions(self.root, "include/zhibiao/value/error.def").values()}
        rows = {bare(row[0]): row for row in rows_of(block)}
        self.same_entries(block, wanted, rows)
        for rule, sentence in wanted.items():
            if "/en/" in block.page and rule in rows and rows[rule][1] != sentence:
                self.fault(block, f"{rule}: '{rows[rule][1]}' is not '{sentence}'")

    def measures(self, block, _argument, _following):
        wanted = measures_of(self.root)
        self.same_entries(block, wanted, [bare(row[0]) for row in rows_of(block)])
        for row in rows_of(block):
            done = self.shell(f"zhibiao compute --data examples/tiny --measure {bare(row[0])} "
                              "--base-period 2020")
            if done.returncode != 0:
                self.fault(block, f"the program does not take {row[0]}: {done.stdout}")

    def stated(self, text, unit):
        """What the program says of one figure of an indicator in that unit: (exit code, text)."""
        folder = self.shell_folder / "stated"
        folder.mkdir(exist_ok=True)
        kind = "rate" if unit == "%" else "stock"
        (folder / "catalog.toml").write_text(
            f'schema = 1\n[[indicator]]\nid = "x"\nname = "x"\nkind = "{kind}"\nunit = "{unit}"\n',
            encoding="utf-8")
        (folder / "areas.csv").write_text("code,name\na,a\n", encoding="utf-8")
        with open(folder / "observations.csv", "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("area", "indicator", "period", "value"))
            writer.writerow(("a", "x", "2021", text))
        done = self.shell("zhibiao explain --data stated --area a --indicator x --period 2021 "
                          "--measure stated --lang en")
        return done.returncode, done.stdout

    def quantities(self, block, _argument, _following):
        header = (self.root / "include/zhibiao/value/quantity.hpp").read_text(encoding="utf-8")
        body = re.search(r"enum class qualifier[^{]*\{(.*?)\};", header, re.DOTALL)[1]
        wanted = set(re.findall(r"^\s*(\w+),", body, re.MULTILINE))
        named = {bare(row[1]) for row in rows_of(block)}
        if named != wanted:
            self.fault(block, f"the qualifiers are not those of quantity.hpp: {sorted(named ^ wanted)}")
        for said, _qualifier, unit, interval in rows_of(block):
            code, out = self.stated(bare(said), unit)
            result = re.search(r"result   (\S+)[^\n;]*?(?:, within ([^\n;]*))?; ", out)
            if code != 0 or not result:
                self.fault(block, f"{said} is not read:\n{out}")
                continue
            number, known = result[1].replace(",", ""), result[2]
            if number == "no":
                found = "—"
            elif known is None:
                found = f"[{number}, {number}]"
            else:
                found = re.sub(r"(?<=\d),(?=\d)", "", known)
            if found != bare(interval):
                self.fault(block, f"{said} is {found}, not {bare(interval)}")

    def refused(self, block, _argument, _following):
        for said, unit, *_ in rows_of(block):
            code, out = self.stated(bare(said), unit)
            if code != 1 or "error:" not in out:
                self.fault(block, f"{said} is not refused:\n{out}")

    def output(self, _block, _argument, _following):
        """Checked by cpp_example.py."""

    # The checks of pages.

    def check_blocks(self, blocks):
        for at, block in enumerate(blocks):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            for word, argument in block.comments:
                if word not in WORDS:
                    self.fault(block, f"nobody knows the comment '{word}'")
                else:
                    getattr(self, word)(block, argument, following)
            if block.kind == "sh" and not block.comments and "zhibiao " in block.text:
                self.fault(block, "a command that is not run")

    def check_links(self, page, text, anchors):
        for target in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            path = (self.root / page).parent / file if file else self.root / page
            if not path.exists():
                self.faults.append(f"{page}: links to {target}, which does not exist")
            elif anchor and path.suffix == ".md" and anchor not in anchors(path):
                self.faults.append(f"{page}: links to {target}, which has no such heading")

    def check_twins(self, name, english, chinese):
        """Both languages: the same headings, commands, checks; the same output where it has no language."""
        def headings(blocks):
            return [len(HEADING.match(line)[1]) for b in blocks if b.kind == "prose"
                    for line in b.lines if HEADING.match(line)]
        if headings(english) != headings(chinese):
            self.faults.append(f"{name}: the headings of en and zh are not the same")

        def comments(blocks):
            return [(word, argument) for b in blocks for word, argument in b.comments]
        if comments(english) != comments(chinese):
            self.faults.append(f"{name}: en and zh do not check the same:\n"
                               f"  en {comments(english)}\n  zh {comments(chinese)}")

        def runs(blocks):
            found = []
            for at, b in enumerate(blocks):
                if not any(word == "run" for word, _ in b.comments):
                    continue
                after = blocks[at + 1] if at + 1 < len(blocks) else None
                out = after.text if after is not None and after.kind == "text" else None
                found.append((without_language(b.text), b.text, out))
            return found
        for (command, in_en, out_en), (other, in_zh, out_zh) in zip(runs(english), runs(chinese)):
            if command != other:
                self.faults.append(f"{name}: en runs '{in_en}', zh runs '{in_zh}'")
            elif in_en == in_zh and out_en != out_zh:
                self.faults.append(f"{name}: '{in_en}' does not print the same in en and zh")


def anchors(path):
    """The names headings have on the pages of GitHub."""
    found, text = set(), path.read_text(encoding="utf-8")
    for block in blocks_of(str(path), text):
        for line in block.lines if block.kind == "prose" else ():
            heading = HEADING.match(line)
            if heading:
                words = re.sub(r"[^\w\- ]", "", heading[2].lower())
                found.add(words.replace(" ", "-"))
    return found


def check(root, command):
    checker = Checker(root, command)
    pages = {}
    try:
        for language in LANGUAGES:
            found = [(path.name, path) for path in sorted((root / "docs" / language).glob("*.md"))]
            if (root / READMES[language]).exists():
                found.append(("README.md of the root", root / READMES[language]))
            for name, path in found:
                page = path.relative_to(root).as_posix()
                text = path.read_text(encoding="utf-8")
                pages[language, name] = blocks_of(page, text)
                checker.check_links(page, text, anchors)
        names = {name for _, name in pages}
        if not names:
            checker.faults.append("docs: there are no pages")
        for name in sorted(names):
            twins = [pages.get((language, name)) for language in LANGUAGES]
            if None in twins:
                checker.faults.append(f"docs: {name} is not there in both languages")
            else:
                checker.check_twins(name, *twins)
        for blocks in pages.values():
            checker.check_blocks(blocks)
    finally:
        checker.close()
    return checker.faults


class CanFail(unittest.TestCase):
    """Small trees with a stand-in for the command, each with one fault."""

    COMMAND = """#!/bin/sh
case "$*" in
  *"--measure value --format csv") echo value,status; echo 2.345,ok ;;
  *"--measure change --format csv") echo value,status; echo ,base_zero ;;
  *"--measure stated --lang en")
    case "$(tail -n 1 stated/observations.csv)" in
      *8余亩) echo "  result   8 mu, within (8, 9); bounded" ;;
      *5户) echo "  result   5 household; ok" ;;
      *XX个) echo "  result   no number; not_reported" ;;
      *) echo "a.csv:1: error: no"; exit 1 ;;
    esac ;;
  *"--measure value --base-period 2020") echo done ;;
  hello*) echo hello ;;
  *) echo "no such thing"; exit 2 ;;
esac
"""
    TREE = {
        "include/zhibiao/value/status.def":
            'ZB_STATUS(ok, 0, true, "正常", "fine")\nZB_STATUS(base_zero, 34, false, "零", "base, zero")\n',
        "include/zhibiao/value/error.def": 'ZB_ERROR(cycle, 19, "cycle", "a circle")\n',
        "include/zhibiao/engine/measure.hpp": "enum class measure : int {\n  value,  ///< it\n};\n",
        "include/zhibiao/value/quantity.hpp": "enum class qualifier : int {\n  exact,  ///< it\n};\n",
        "examples/a.txt": "one\ntwo\n",
    }
    PAGE = {
        "en": "# A\n\n## B b\n\n[a](#b-b)\n\n<!-- run -->\n```sh\nzhibiao hello\n```\n\n```text\nhello\n```\n",
        "zh": "# 甲\n\n## 乙\n\n[a](#乙)\n\n<!-- run -->\n```sh\nzhibiao hello\n```\n\n```text\nhello\n```\n",
    }

    def faults(self, added="", pages=None, more=None):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = pathlib.Path(folder.name)
        content = {**self.TREE, **(more or {})}
        for language in LANGUAGES:
            texts = pages or self.PAGE
            extra = added if isinstance(added, str) else added[language]
            content[f"docs/{language}/a.md"] = texts[language] + extra
        content["zhibiao"] = self.COMMAND
        for path, text in content.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        (root / "zhibiao").chmod(0o755)
        return check(root, root / "zhibiao")

    def assert_good(self, *arguments, **more):
        self.assertEqual(self.faults(*arguments, **more), [])

    def assert_fault(self, word, *arguments, **more):
        faults = self.faults(*arguments, **more)
        self.assertTrue(faults)
        for fault in faults:
            self.assertIn(word, fault)

    def test_good(self):
        self.assert_good()

    def test_run(self):
        self.assert_fault("exit code 2", "\n<!-- run -->\n```sh\nzhibiao other\n```\n")
        self.assert_good("\n<!-- run exit=2 -->\n```sh\nzhibiao other\n```\n")
        self.assert_fault("prints", "\n<!-- run -->\n```sh\nzhibiao hello\n```\n\n```text\nhallo\n```\n")
        self.assert_fault("not run", "\n```sh\nzhibiao hello\n```\n")

    def test_part(self):
        run = "\n<!-- run -->\n```sh\nzhibiao hello\nzhibiao hello\n```\n\n<!-- part -->\n```text\n"
        self.assert_good(run + "hello\n```\n")
        self.assert_good(run + "hello\nhello\n```\n")
        self.assert_fault("no part", run + "hell\n```\n")

    def test_readme(self):
        def readmes(english, chinese):
            return self.faults(more={"README.md": english, "README.zh-CN.md": chinese})
        block = "# A\n\n<!-- run -->\n```sh\nzhibiao hello{}\n```\n"
        self.assertEqual(readmes(block.format("  # one"), block.format(" --lang zh  # two")), [])
        self.assertIn("en runs", readmes(block.format(""), block.format(" you"))[0])
        self.assertIn("exit code 2", readmes(*[block.replace("hello", "other").format("")] * 2)[0])
        self.assertIn("both languages", self.faults(more={"README.md": "# A\n"})[0])

    def test_cells(self):
        def cell(expected, text):
            return f"\n<!-- cell a i 2021 {expected} -->\n{text}\n"
        self.assert_good(cell("value = 2.35 ok", "2.35 %"))
        self.assert_good(cell("change = - base_zero", "`base_zero`"))
        self.assert_fault("not 2.34", cell("value = 2.34 ok", "2.34 %"))
        self.assert_fault("does not say", cell("value = 2.3 ok", "2.31 %"))
        self.assert_fault("not partial", cell("value = 2.3 partial", "2.3 %"))
        self.assert_fault("no number", cell("change = 1 base_zero", "1"))
        self.assert_fault("no cell", cell("other = 1 ok", "1"))

    def test_tables(self):
        def table(word, *rows):
            return f"\n<!-- {word} -->\n| a | b |\n| --- | --- |\n" + "\n".join(rows) + "\n"
        words = {"en": ("fine", "base, zero"), "zh": ("正常", "零")}
        good = {lang: table("statuses", f"| `ok` | {a} |", f"| `base_zero` | {b} |")
                for lang, (a, b) in words.items()}
        self.assert_good(good)
        self.assert_fault("does not list", {lang: table("statuses", f"| `ok` | {a} |")
                                            for lang, (a, _) in words.items()})
        self.assert_fault("is not 'fine'", {**good, "en": good["en"].replace("fine", "good")})
        self.assert_good(table("errors", "| `cycle` | a circle |"))
        self.assert_fault("which does not exist", table("errors", "| `cycle` | a circle |", "| `x` | y |"))
        self.assert_good(table("measures", "| `value` | v |"))
        self.assert_fault("does not list value", table("measures"))
        self.assert_good(table("quantities", "| 8余亩 | `exact` | 亩 | `(8, 9)` |",
                               "| 5户 | `exact` | 户 | `[5, 5]` |", "| XX个 | `exact` | 个 | — |"))
        self.assert_fault("not [8, 9]", table("quantities", "| 8余亩 | `exact` | 亩 | `[8, 9]` |"))
        self.assert_fault("is not read", table("quantities", "| 大 | `exact` | 亩 | `[8, 9]` |"))
        self.assert_fault("quantity.hpp", table("quantities", "| 5户 | `near` | 户 | `[5, 5]` |"))
        self.assert_good(table("refused", "| 大 | 亩 | no |"))
        self.assert_fault("not refused", table("refused", "| 5户 | 户 | no |"))

    def test_files(self):
        self.assert_good("\n<!-- file examples/a.txt -->\n```csv\none\ntwo\n```\n")
        self.assert_fault("is not examples/a.txt", "\n<!-- file examples/a.txt -->\n```csv\none\n```\n")

    def test_links(self):
        self.assert_fault("does not exist", "\n[a](gone.md)\n")
        self.assert_fault("no such heading", "\n[a](#gone)\n")

    def test_twins(self):
        self.assert_fault("headings", {"en": "\n## C\n", "zh": ""})
        self.assert_fault("do not check the same",
                          {"en": "\n<!-- run -->\n```sh\nzhibiao hello\n```\n", "zh": ""})
        self.assert_fault("runs", {
            "en": "\n<!-- run -->\n```sh\nzhibiao hello you\n```\n",
            "zh": "\n<!-- run -->\n```sh\nzhibiao hello me\n```\n"})
        self.assert_good({
            "en": "\n<!-- run -->\n```sh\nzhibiao hello --lang en\n```\n",
            "zh": "\n<!-- run -->\n```sh\nzhibiao hello\n```\n"})
        self.assert_fault("does not print the same", {
            "en": "\n<!-- run -->\n```sh\nzhibiao hello\n```\n\n```text\nhello\n```\n",
            "zh": "\n<!-- run -->\n```sh\nzhibiao hello\n```\n"})

    def test_unknown_comment(self):
        self.assert_fault("nobody knows", "\n<!-- rnu -->\ntext\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", nargs="?", type=pathlib.Path, help="the program zhibiao")
    parser.add_argument("--root", type=pathlib.Path)
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        unittest.main(argv=[sys.argv[0]])
    if arguments.command is None or arguments.root is None:
        parser.error("expected the program and --root")
    faults = check(arguments.root.resolve(), arguments.command)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
