"""What the rules of this folder share: reading the tree, reporting faults, trees made for a test.

A rule is a module with `check(root, ...)`, which returns faults as text, and a `CanFail` test case,
which shows on a small tree that each fault is found.
"""

import argparse
import pathlib
import re
import sys
import tempfile
import unittest

LAYERS = ("value", "panel", "kernels", "stats", "engine", "io", "report")
SOURCE_SUFFIXES = (".hpp", ".cpp", ".h", ".c", ".def", ".inc")


def files(root, *places):
    """The project's files under the given folders (default: all), sorted; nothing of git or a build."""
    found = []
    for place in places or (".",):
        start = root / place
        if start.is_file():
            found.append(start)
            continue
        for path in start.rglob("*"):
            parts = path.relative_to(root).parts
            hidden = any(part.startswith(".") and part != ".ci" for part in parts[:-1])
            ours = parts[0] not in ("build", ".git") and "__pycache__" not in parts
            if path.is_file() and not hidden and ours:
                found.append(path)
    return sorted(found)


def sources(root, *places):
    return [path for path in files(root, *places) if path.suffix in SOURCE_SUFFIXES]


def name(root, path):
    return path.relative_to(root).as_posix()


INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def includes(path):
    """(line number, '<' or '\"', what is included) for each #include of the file."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        match = INCLUDE.match(line)
        if match:
            found.append((number, match[1], match[2]))
    return found


COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def code_of(text):
    """C++ with blanks in place of comments and strings; every line keeps its number."""
    return COMMENT_OR_STRING.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


class RuleTest(unittest.TestCase):
    """Makes a small tree: `self.tree({path: text})` gives its root."""

    def tree(self, content):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = pathlib.Path(folder.name)
        for path, text in content.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            if isinstance(text, str):
                text = text.encode()
            (root / path).write_bytes(text)
        return root

    def assert_fault(self, faults, *words):
        self.assertEqual(len(faults), 1, faults)
        for word in words:
            self.assertIn(word, faults[0])


def main(check, *options):
    """Runs the rule of the calling module on `--root`, or its own tests with `--self-test`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=pathlib.Path)
    parser.add_argument("--self-test", action="store_true")
    for option in options:
        parser.add_argument("--" + option)
    arguments = parser.parse_args()
    if arguments.self_test:
        unittest.main(argv=sys.argv[:1])
    faults = check(arguments.root, *(getattr(arguments, option) for option in options))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)
