"""zhibiao.hpp stays cheap to include: no libraries of others, no heavy standard headers.

Time depends on the machine, so it is printed; what is held is the number of lines the compiler is
given. The limit is what the umbrella needs with GCC 12 and a fifth above it: going over is a reason
to look at what was included, not to raise the number.
"""

import pathlib
import re
import subprocess
import tempfile
import time

from source_tree import RuleTest, main

LINES = 68_000
FOREIGN = re.compile(r"/xxhash\.h$|/(boost|fmt|fast_float|toml\+\+|nlohmann|CLI|gtest|rapidcheck)/")
HEAVY = ("chrono", "iostream", "regex")
# libstdc++ 12 reaches <functional> from <algorithm>, so only our own headers are held to this one.
HEAVY_IF_OURS = ("functional",)
MARKER = re.compile(r'^# \d+ "([^"]*)"(.*)$')


def preprocess(root, compiler, header):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "umbrella.cpp")
        source.write_text(f"#include <{header}>\n", encoding="utf-8")
        start = time.perf_counter()
        done = subprocess.run([compiler, "-std=c++20", "-E", "-I", str(root / "include"), str(source)],
                              capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        return done.stdout, time.perf_counter() - start


def faults_of(root, text, limit):
    """Follows the line markers, so that each header is known with the one that included it."""
    include = (root / "include").resolve()
    stack, faults, lines = [], [], 0
    for line in text.splitlines():
        marker = MARKER.match(line)
        if marker is None:
            lines += bool(line.strip())
            continue
        path, flags = marker[1], marker[2].split()
        if "2" in flags:
            stack.pop()
        elif "1" in flags:
            stack.append(path)
            by_us = len(stack) > 1 and pathlib.Path(stack[-2]).resolve().is_relative_to(include)
            header = path.rpartition("/")[2]
            # The folder the tree stands in may have any name.
            here = pathlib.Path(path).resolve()
            shown = f"/{here.relative_to(include)}" if here.is_relative_to(include) else path
            if FOREIGN.search(shown) or header in HEAVY or (header in HEAVY_IF_OURS and by_us):
                faults.append("zhibiao.hpp reaches " + " -> ".join(stack[1:]))
    if lines > limit:
        faults.append(f"zhibiao.hpp is {lines} lines after preprocessing; the limit is {limit}")
    return faults, lines


def check(root, compiler):
    text, seconds = preprocess(root, compiler, "zhibiao/zhibiao.hpp")
    faults, lines = faults_of(root, text, LINES)
    print(f"zhibiao.hpp: {lines} lines, preprocessed in {seconds:.2f} s")
    return faults


class CanFail(RuleTest):
    def faults(self, include, limit=10**6, **more):
        root = self.tree({"include/zhibiao/zhibiao.hpp": f"#include {include}\n", **more})
        text, _ = preprocess(root, "c++", "zhibiao/zhibiao.hpp")
        return faults_of(root, text, limit)[0]

    def test_good(self):
        self.assertEqual(self.faults("<cstdint>"), [])

    def test_heavy(self):
        for header in ("regex", "iostream", "functional"):
            self.assertIn(header, " ".join(self.faults(f"<{header}>")))

    def test_libraries_of_others(self):
        more = {"include/fmt/core.h": "int a;\n"}
        self.assert_fault(self.faults("<fmt/core.h>", **more), "fmt/core.h")

    def test_lines(self):
        self.assert_fault(self.faults("<string>", limit=100), "the limit is 100")


if __name__ == "__main__":
    main(check, "compiler")
