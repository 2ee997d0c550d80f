"""One name finds header, source, test and benchmark, and the build knows every one of them.

lib/<layer>/X.cpp has include/zhibiao/<layer>/X.hpp (or lib/<layer>/X.hpp, if it is nobody else's
business). tests/unit/<layer>/X_test.cpp has the same header, tests/unit/cli/X_test.cpp has cli/X.hpp.
Every file stands in the CMakeLists.txt that builds it, once. Every public header is reached from the
umbrella, or the umbrella's comment names it, or its folder, as opt-in.
"""

import re

from source_tree import RuleTest, files, includes, main, name

# (CMake file, line, what the line stands for, folder, suffix): the files of the folder with that
# suffix are exactly those of the list.
LISTS = (
    ("include/CMakeLists.txt", r"zb_(?:stats_)?header\((\S+)\)", "include/zhibiao/{0}", "include", ".hpp"),
    ("include/CMakeLists.txt", r"zb_list\((\S+)\)", "include/zhibiao/{0}", "include", ".def"),
    ("lib/CMakeLists.txt", r"(?:target_sources\(zhibiao_core PRIVATE |zb_loops\()(\S+)\)", "lib/{0}",
     "lib", ".cpp"),
    ("cli/CMakeLists.txt", r"target_sources\(zhibiao_cli PRIVATE (\S+)\)", "cli/{0}", "cli", ".cpp"),
    ("tests/CMakeLists.txt", r"zb_unit_test\((\w+) (\w+)\)", "tests/unit/{0}/{1}_test.cpp",
     "tests/unit", "_test.cpp"),
    ("tests/CMakeLists.txt", r"zb_property_test\((\w+) (\w+)\)", "tests/property/{0}/{1}_property_test.cpp",
     "tests/property", "_test.cpp"),
    ("tests/CMakeLists.txt", r"zb_golden_test\((\w+)\)", "tests/golden/{0}_test.cpp",
     "tests/golden", "_test.cpp"),
    ("tests/CMakeLists.txt", r"zb_cli_test\((\w+)\)", "tests/cli/{0}_test.py",
     "tests/cli", "_test.py"),
    ("tests/CMakeLists.txt", r"zb_docs_test\((\w+)\)", "tests/docs/{0}_test.py",
     "tests/docs", "_test.py"),
    ("benchmarks/CMakeLists.txt", r"target_sources\(zb_bench_kernels PRIVATE (kernels/\w+)_bench\.cpp\)",
     "benchmarks/{0}_bench.cpp", "benchmarks/kernels", "_bench.cpp"),
    ("benchmarks/CMakeLists.txt", r"target_sources\(zb_bench_ours PRIVATE (ours/\S+)\)",
     "benchmarks/{0}", "benchmarks/ours", ".cpp"),
)


def check_lists(root):
    faults = []
    for cmake, line, pattern, folder, suffix in LISTS:
        present = {name(root, path) for path in files(root, folder) if path.name.endswith(suffix)}
        listed = []
        if (root / cmake).is_file():
            text = (root / cmake).read_text(encoding="utf-8")
            for match in re.finditer(rf"^\s*{line}\s*$", text, re.MULTILINE):
                listed.append(pattern.format(*match.groups()))
        faults += [f"{path}: not listed in {cmake}" for path in sorted(present - set(listed))]
        faults += [f"{cmake}: lists {path}, which does not exist"
                   for path in sorted(set(listed) - present)]
        faults += [f"{cmake}: lists {path} twice"
                   for path in sorted({path for path in listed if listed.count(path) > 1})]
    return faults


def check_names(root):
    faults = []
    for folder, ending in (("lib", ".cpp"), ("tests/unit", "_test.cpp"), ("benchmarks", "_bench.cpp")):
        for path in files(root, folder):
            if not path.name.endswith(ending):
                continue
            stem = path.relative_to(root / folder).as_posix()[:-len(ending)]
            headers = [f"include/zhibiao/{stem}.hpp", f"lib/{stem}.hpp"]
            if stem.startswith("cli/"):
                headers = [f"{stem}.hpp"]
            if not any((root / header).is_file() for header in headers):
                faults.append(f"{name(root, path)}: there is no {headers[0]}")
    return faults


def check_umbrella(root):
    umbrella = root / "include/zhibiao/zhibiao.hpp"
    if not umbrella.is_file():
        return ["include/zhibiao/zhibiao.hpp: missing"]
    reached, to_read = set(), [umbrella]
    while to_read:
        header = to_read.pop()
        if header.is_file():
            new = {target for _, _, target in includes(header)} - reached
            reached |= new
            to_read += [root / "include" / target for target in new if target.startswith("zhibiao/")]
    comment = " ".join(re.findall(r"//+(.*)", umbrella.read_text(encoding="utf-8")))
    faults = []
    for path in files(root, "include/zhibiao"):
        header = name(root / "include", path)
        parts = header.split("/")
        if path.suffix != ".hpp" or len(parts) < 3 or "detail" in parts or header in reached:
            continue
        named = (header, "/".join(parts[1:]), parts[1] + "/")
        if not any(re.search(rf"(?<![\w/]){re.escape(word)}(?!\w)", comment) for word in named):
            faults.append(f"include/{header}: neither reached from zhibiao.hpp nor named as opt-in there")
    return faults


def check(root):
    return check_lists(root) + check_names(root) + check_umbrella(root)


class CanFail(RuleTest):
    GOOD = {
        "include/CMakeLists.txt": "zb_header(zhibiao.hpp)\nzb_header(value/unit.hpp)\n"
                                  "zb_header(io/csv.hpp)\n",
        "include/zhibiao/zhibiao.hpp": "// Opt-in: io/\n#include <zhibiao/value/unit.hpp>\n",
        "include/zhibiao/value/unit.hpp": "",
        "include/zhibiao/io/csv.hpp": "",
        "lib/CMakeLists.txt": "target_sources(zhibiao_core PRIVATE value/unit.cpp)\n",
        "lib/value/unit.cpp": "",
        "tests/CMakeLists.txt": "zb_unit_test(value unit)\n",
        "tests/unit/value/unit_test.cpp": "",
    }

    def faults(self, **changes):
        tree = dict(self.GOOD)
        for path, text in changes.get("more", {}).items():
            tree[path] = tree.get(path, "") + text
        for path in changes.get("less", ()):
            del tree[path]
        return check(self.tree(tree))

    def test_good(self):
        self.assertEqual(self.faults(), [])

    def test_not_listed(self):
        for path in ("lib/io/csv.cpp", "tests/unit/io/csv_test.cpp", "tests/golden/a_test.cpp",
                     "tests/property/io/csv_test.cpp", "tests/cli/a_test.py", "cli/main.cpp",
                     "include/zhibiao/value/a.def"):
            self.assert_fault(self.faults(more={path: ""}), path, "not listed")

    def test_listed_and_gone(self):
        self.assert_fault(self.faults(less=["tests/unit/value/unit_test.cpp"]), "does not exist")

    def test_listed_twice(self):
        self.assert_fault(self.faults(more={"tests/CMakeLists.txt": "zb_unit_test(value unit)\n"}),
                          "twice")

    def test_source_without_header(self):
        line = "target_sources(zhibiao_core PRIVATE value/lone.cpp)\n"
        self.assert_fault(self.faults(more={"lib/value/lone.cpp": "", "lib/CMakeLists.txt": line}),
                          "lone.cpp", "there is no")

    def test_loops(self):
        good = {"lib/kernels/gap_loops.hpp": "", "lib/kernels/gap_loops.cpp": "",
                "lib/CMakeLists.txt": "zb_loops(kernels/gap_loops.cpp)\n"}
        self.assertEqual(self.faults(more=good), [])
        self.assert_fault(self.faults(more={"lib/kernels/gap_loops.hpp": "",
                                            "lib/kernels/gap_loops.cpp": ""}), "not listed")

    def test_header_nobody_mentions(self):
        more = {"include/zhibiao/value/lone.hpp": "",
                "include/CMakeLists.txt": "zb_header(value/lone.hpp)\n"}
        self.assert_fault(self.faults(more=more), "lone.hpp", "opt-in")


if __name__ == "__main__":
    main(check)
