"""The flags that make the same bits everywhere are on every source of the library.

No source may be compiled with flags that let the compiler change a result. The kernels also need the
flags that make vector code of their loops.
"""

import json
import pathlib
import shlex

from source_tree import RuleTest, main

EVERYWHERE = ("-ffp-contract=off",)
KERNELS = ("-O3", "-fno-math-errno", "-fno-trapping-math")
NEVER = ("-ffast-math", "-Ofast", "-funsafe-math-optimizations", "-fassociative-math",
         "-ffinite-math-only", "-freciprocal-math", "-march=native", "-mfma")


def check(root, commands):
    lib = root.resolve() / "lib"
    faults, seen = [], 0
    for entry in json.loads(pathlib.Path(commands).read_text(encoding="utf-8")):
        source = pathlib.Path(entry["directory"], entry["file"]).resolve()
        if not source.is_relative_to(lib):
            continue
        seen += 1
        shown = "lib/" + source.relative_to(lib).as_posix()
        flags = shlex.split(entry["command"])
        wanted = list(EVERYWHERE)
        if shown.startswith("lib/kernels/"):
            wanted += KERNELS
            levels = [flag for flag in flags if flag.startswith("-O")]
            if "-O3" in levels and levels[-1] != "-O3":
                faults.append(f"{shown}: {levels[-1]} comes after -O3")
        faults += [f"{shown}: compiled without {flag}" for flag in wanted if flag not in flags]
        faults += [f"{shown}: compiled with {flag}" for flag in NEVER if flag in flags]
    return faults if seen else [f"{commands}: no source of lib/ is compiled"]


class CanFail(RuleTest):
    GOOD = "-O2 -ffp-contract=off -O3 -fno-math-errno -fno-trapping-math"

    def faults(self, flags, source="lib/kernels/change.cpp"):
        root = self.tree({source: ""})
        commands = root / "commands.json"
        commands.write_text(json.dumps([{"directory": str(root), "file": source,
                                         "command": f"c++ {flags} -c {source}"}]))
        return check(root, commands)

    def test_good(self):
        self.assertEqual(self.faults(self.GOOD), [])
        self.assertEqual(self.faults("-ffp-contract=off", "lib/value/unit.cpp"), [])

    def test_missing(self):
        for flag in EVERYWHERE + KERNELS:
            self.assert_fault(self.faults(self.GOOD.replace(flag, "")), flag)
        self.assert_fault(self.faults("-O2", "lib/value/unit.cpp"), "-ffp-contract=off")

    def test_overruled(self):
        self.assert_fault(self.faults(self.GOOD + " -O0"), "-O0")

    def test_forbidden(self):
        for flag in NEVER:
            self.assert_fault(self.faults(f"{self.GOOD} {flag} -O3"), flag)

    def test_nothing_compiled(self):
        self.assert_fault(self.faults(self.GOOD, "cli/main.cpp"), "no source")


if __name__ == "__main__":
    main(check, "commands")
