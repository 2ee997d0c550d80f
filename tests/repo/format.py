"""The C++ sources are as clang-format 14 writes them, which other versions do not quite do.

Only where `clang-format-14` is installed; elsewhere nothing is looked at, and that is said. What it
writes is compared, as --dry-run also complains where it would change nothing.
"""

import concurrent.futures
import shutil
import subprocess
import unittest

from source_tree import RuleTest, files, main, name

FORMATTER = shutil.which("clang-format-14")
SUFFIXES = (".cpp", ".hpp", ".h")


def formatted(path):
    return subprocess.run([FORMATTER, "--style=file", str(path)], stdout=subprocess.PIPE,
                          check=True).stdout


def check(root):
    if FORMATTER is None:
        print("not run: there is no clang-format-14")
        return []
    paths = [path for path in files(root) if path.suffix in SUFFIXES]
    faults = []
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for path, text in zip(paths, pool.map(formatted, paths)):
            found, wanted = path.read_bytes().split(b"\n"), text.split(b"\n")
            if found == wanted:
                continue
            pairs = zip(found, wanted)
            line = next((i for i, (a, b) in enumerate(pairs, start=1) if a != b),
                        min(len(found), len(wanted)))
            faults.append(f"{name(root, path)}:{line}: clang-format-14 writes this otherwise; "
                          "'make format' does it")
    return faults


@unittest.skipIf(FORMATTER is None, "there is no clang-format-14")
class CanFail(RuleTest):
    STYLE = "BasedOnStyle: Google\n"

    def faults(self, content):
        return check(self.tree({".clang-format": self.STYLE, **content}))

    def test_good(self):
        self.assertEqual(self.faults({"lib/value/unit.cpp": "int one() { return 1; }\n"}), [])

    def test_line(self):
        self.assert_fault(self.faults({"lib/value/unit.cpp": "int x;\nint  one() { return 1; }\n"}),
                          "lib/value/unit.cpp:2")

    def test_every_kind(self):
        for path in ("cli/main.cpp", "include/a/b.hpp", "capi/c.h", "tests/unit/d_test.cpp"):
            self.assert_fault(self.faults({path: "int  x;\n"}), path)

    def test_end_of_the_file(self):
        self.assert_fault(self.faults({"lib/value/unit.cpp": "int x;\n\n\n"}), "lib/value/unit.cpp")

    def test_others_are_left_alone(self):
        self.assertEqual(self.faults({"lib/kernels/loop.inl": "int  x;\n",
                                      "build/made.cpp": "int  x;\n"}), [])


if __name__ == "__main__":
    main(check)
