"""Of Boost's variances only the one that is safe is used.

`lazy_variance` (also written `variance(lazy)`) subtracts the square of the mean from the mean of the
squares: of figures around 1e9 with a variance of 1 it makes 244608 (boostorg/accumulators, issue 26).
Comments and texts may speak of it; code may not.
"""

import re

from source_tree import RuleTest, code_of, main, name, sources

PLACES = ("include", "lib", "capi", "cli", "python", "tests", "benchmarks", "examples")
LAZY = re.compile(r"\blazy_\w*variance\b|variance\s*\(\s*(?:\w+\s*::\s*)*lazy\s*\)")


def check(root):
    faults = []
    for path in sources(root, *PLACES):
        code = code_of(path.read_text(encoding="utf-8", errors="replace"))
        for match in LAZY.finditer(code):
            line = code.count("\n", 0, match.start()) + 1
            faults.append(f"{name(root, path)}:{line}: '{match[0]}' loses every digit of figures far from "
                          "zero; take zhibiao::tag::variance")
    return faults


class CanFail(RuleTest):
    def faults(self, text, path="include/zhibiao/stats/accumulators.hpp"):
        return check(self.tree({path: text}))

    def test_good(self):
        self.assertEqual(self.faults("// never lazy_variance\nset<tag::variance> s;\n"), [])
        self.assertEqual(self.faults('auto why = "lazy_variance";\nstats<tag::variance(immediate)> s;\n'), [])
        self.assertEqual(self.faults("Never `lazy_variance`.\n", "docs/en/own-statistic.md"), [])

    def test_lazy(self):
        for code in ("ba::tag::lazy_variance", "lazy_variance(set)", "stats<tag::variance(lazy)>",
                     "stats<tag::variance( ba::lazy )>", "tag::lazy_weighted_variance"):
            self.assert_fault(self.faults(f"int a;\nauto x = {code};\n"), ":2:", "lazy")

    def test_everywhere(self):
        for path in ("lib/stats/a.cpp", "tests/unit/stats/a_test.cpp", "benchmarks/stats/a_bench.cpp",
                     "examples/cpp/a.cpp"):
            self.assert_fault(self.faults("ba::lazy_variance(s);\n", path), path)


if __name__ == "__main__":
    main(check)
