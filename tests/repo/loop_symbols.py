"""The objects of the bulk loops show the linker nothing but their table.

A weak symbol, such as a template of a header that was not inlined, is merged with others of its name, and
the linker may keep the copy that only some processors can run.
"""

import pathlib
import re
import subprocess

from source_tree import RuleTest, main

SYMBOL = re.compile(r"^(?P<name>.*) (?P<kind>[A-Za-z]) [0-9a-f ]*$")


def faults_of(object_name, instruction_set, listing):
    """`listing` is what `nm --format=posix --demangle` prints."""
    faults, tables = [], []
    for line in listing.splitlines():
        match = SYMBOL.match(line)
        if not match:
            return [f"{object_name}: nm prints '{line}'"]
        symbol, kind = match["name"], match["kind"]
        if kind == "U" or (kind.islower() and kind not in "uvw"):
            continue
        if kind in "uvwVW":
            faults.append(f"{object_name}: weak: {symbol}")
        elif re.search(rf"_loops::{instruction_set}$", symbol):
            tables.append(symbol)
        else:
            faults.append(f"{object_name}: global: {symbol}")
    if len(tables) != 1:
        faults.append(f"{object_name}: expected one table ..._loops::{instruction_set}, found {tables}")
    return faults


def check(_, objects, nm):
    faults = []
    lines = pathlib.Path(objects).read_text(encoding="utf-8").splitlines()
    for line in lines:
        instruction_set, path = line.split(" ", 1)
        listing = subprocess.run([nm, "--format=posix", "--demangle", path], stdout=subprocess.PIPE,
                                 text=True, encoding="utf-8", check=True).stdout
        name = f"{instruction_set}/{pathlib.Path(path).name}"
        faults += faults_of(name, instruction_set, listing)
    return faults if lines else [f"{objects}: names no object"]


class CanFail(RuleTest):
    GOOD = ("zhibiao::kernels::change_loops::avx2 D 0 10\n"
            "zhibiao::kernels::(anonymous namespace)::difference(unsigned long, double*) t 20 40\n"
            "memcpy U         \n")

    def faults(self, more="", instruction_set="avx2"):
        return faults_of("change_loops.o", instruction_set, self.GOOD + more)

    def test_good(self):
        self.assertEqual(self.faults(), [])

    def test_weak(self):
        for kind in "WVu":
            self.assert_fault(self.faults(f"double whole<double>(double, int) {kind} 0 10\n"), "weak",
                              "whole<double>")

    def test_global(self):
        self.assert_fault(self.faults("zhibiao::kernels::sum(int) T 0 10\n"), "global", "sum")

    def test_wrong_set(self):
        self.assertEqual(len(self.faults(instruction_set="avx512")), 2)

    def test_no_table(self):
        self.assert_fault(faults_of("a.o", "avx2", "memcpy U \n"), "expected one table")

    def test_unreadable(self):
        self.assert_fault(self.faults("what is this\n"), "what is this")


if __name__ == "__main__":
    main(check, "objects", "nm")
