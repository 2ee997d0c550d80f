"""Includes go one way: value -> panel -> kernels -> stats -> engine -> io -> report -> the rest.

A file includes its own layer and those to its left. Public headers need nothing but the standard
library (stats/ may need Boost). The command, the C interface and the Python module use the public
headers, not the inside of lib/ and not each other.
"""

from source_tree import LAYERS, RuleTest, includes, main, name, sources

ROOT_HEADERS = ("config.hpp", "fwd.hpp", "version.hpp")
UMBRELLA = ("value", "panel", "engine")
OTHERS = ("boost", "fmt", "fast_float", "toml++", "nlohmann", "CLI", "pybind11", "Python.h",
          "gtest", "rapidcheck", "rapidcheck.h", "benchmark", "xxhash.h")
ALLOWED_OTHERS = {
    "include": (),
    "lib": ("boost", "fmt", "fast_float", "toml++", "nlohmann", "xxhash.h"),
    "capi": (),
    "cli": ("CLI", "fmt"),
    "python": ("pybind11", "Python.h"),
}


def layer_of(path):
    """The layer of include/zhibiao/<layer>/... or lib/<layer>/...; None for what stands above."""
    parts = path.split("/")
    depth = 2 if parts[0] == "include" else 1
    return parts[depth] if len(parts) > depth + 1 and parts[depth] in LAYERS else None


def resolve(root, source, target, quoted):
    """The project file an #include means, or None if it is someone else's."""
    places = [root / "include"]
    if quoted:
        places = [source.parent, root / "lib", root / "include"]
    for place in places:
        path = (place / target).resolve()
        if path.is_file() and path.is_relative_to(root.resolve()):
            return path.relative_to(root.resolve()).as_posix()
    return None


def fault_of(root, source, target, quoted):
    """Why the file must not include that, or None."""
    here = name(root, source)
    part = here.split("/")[0]
    found = resolve(root, source, target, quoted)
    if found is None:
        if quoted or target.startswith("zhibiao/"):
            return "there is no such file"
        other = target.split("/")[0]
        allowed = ALLOWED_OTHERS[part]
        if part == "include" and layer_of(here) == "stats":
            allowed = ("boost",)
        return f"{other} has no place here" if other in OTHERS and other not in allowed else None

    there = found.split("/")[0]
    if there not in (part, "include"):
        return f"{part}/ must not look into {there}/"
    if there != "include" and part in ("cli", "capi", "python"):
        return None
    if found == "include/zhibiao/zhibiao.hpp" and part in ("include", "lib"):
        return "the umbrella is for users: include what is meant"
    if part not in ("include", "lib"):
        return None
    layer, other_layer = layer_of(here), layer_of(found)
    if other_layer is None:
        if found.rpartition("/")[2] not in ROOT_HEADERS:
            return "belongs to no layer"
        return None
    if here == "include/zhibiao/zhibiao.hpp":
        return None if other_layer in UMBRELLA else f"{other_layer}/ is opt-in"
    if layer is None:
        return "a header above the layers includes none"
    if LAYERS.index(other_layer) > LAYERS.index(layer):
        return f"{layer} stands to the left of {other_layer}"
    return None


def check(root):
    faults = []
    for source in sources(root, *ALLOWED_OTHERS):
        for number, bracket, target in includes(source):
            fault = fault_of(root, source, target, bracket == '"')
            if fault:
                faults.append(f"{name(root, source)}:{number}: includes {target}: {fault}")
    return faults


class CanFail(RuleTest):
    def faults(self, path, include, **more):
        tree = {"include/zhibiao/config.hpp": "", "include/zhibiao/value/unit.hpp": "",
                "include/zhibiao/engine/result.hpp": "", "include/zhibiao/zhibiao.hpp": "",
                "include/zhibiao/io/csv.hpp": "", "lib/io/lines.hpp": ""}
        tree[path] = f"#pragma once\n#include {include}\n"
        return check(self.tree(tree))

    def test_to_the_left_is_fine(self):
        self.assertEqual(self.faults("include/zhibiao/panel/a.hpp", "<zhibiao/value/unit.hpp>"), [])
        self.assertEqual(self.faults("include/zhibiao/panel/a.hpp", "<zhibiao/config.hpp>"), [])
        self.assertEqual(self.faults("lib/io/csv.cpp", '"lines.hpp"'), [])
        self.assertEqual(self.faults("lib/report/html.cpp", "<fmt/format.h>"), [])
        self.assertEqual(self.faults("cli/main.cpp", "<zhibiao/io/csv.hpp>"), [])
        self.assertEqual(self.faults("include/zhibiao/stats/a.hpp", "<boost/accumulators.hpp>"), [])

    def test_to_the_right(self):
        for path in ("include/zhibiao/panel/a.hpp", "lib/panel/a.cpp"):
            self.assert_fault(self.faults(path, "<zhibiao/engine/result.hpp>"), f"{path}:2", "left")
        self.assert_fault(self.faults("lib/kernels/a.cpp", '"io/lines.hpp"'), "left")

    def test_library_of_others_in_a_public_header(self):
        for other in ("<fmt/core.h>", "<boost/config.hpp>", "<toml++/toml.h>"):
            self.assert_fault(self.faults("include/zhibiao/value/a.hpp", other), "no place")

    def test_inside_of_the_library(self):
        self.assert_fault(self.faults("include/zhibiao/io/a.hpp", '"../../../lib/io/lines.hpp"'),
                          "look into")
        self.assert_fault(self.faults("cli/main.cpp", '"../lib/io/lines.hpp"'), "look into")

    def test_command_line_library_elsewhere(self):
        self.assert_fault(self.faults("lib/io/csv.cpp", "<CLI/CLI.hpp>"), "no place")
        self.assert_fault(self.faults("cli/main.cpp", "<toml++/toml.h>"), "no place")

    def test_umbrella(self):
        self.assert_fault(self.faults("lib/io/csv.cpp", "<zhibiao/zhibiao.hpp>"), "umbrella")
        self.assert_fault(self.faults("include/zhibiao/zhibiao.hpp", "<zhibiao/io/csv.hpp>"),
                          "opt-in")

    def test_header_above_the_layers(self):
        self.assert_fault(self.faults("include/zhibiao/config.hpp", "<zhibiao/value/unit.hpp>"),
                          "above")

    def test_missing_file(self):
        self.assert_fault(self.faults("lib/io/csv.cpp", "<zhibiao/value/gone.hpp>"), "no such file")


if __name__ == "__main__":
    main(check)
