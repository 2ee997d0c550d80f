"""The version number stands in version.hpp; whatever else shows it agrees.

CHANGELOG.md opens with "Unreleased"; its newest release is not newer than version.hpp. The inline
namespace follows the major number, and every header uses it.
"""

import re

from source_tree import RuleTest, main, name, sources

VERSION = "include/zhibiao/version.hpp"


def check_changelog(root, version):
    path = root / "CHANGELOG.md"
    if not path.is_file():
        return ["CHANGELOG.md: missing"]
    headings = re.findall(r"^## \[?([^\]\s]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    if not headings or headings[0] != "Unreleased":
        return ["CHANGELOG.md: does not open with Unreleased"]
    if len(headings) > 1:
        if not re.fullmatch(r"\d+\.\d+\.\d+", headings[1]):
            return [f"CHANGELOG.md: '{headings[1]}' is not a release"]
        if tuple(map(int, headings[1].split("."))) > version:
            return [f"CHANGELOG.md: {headings[1]} is newer than version.hpp"]
    return []


def check_namespace(root):
    faults = []
    text = (root / VERSION).read_text(encoding="utf-8")
    if not re.search(r"^#define ZB_ABI ZB_DETAIL_PASTE\(v, ZB_VERSION_MAJOR\)$", text, re.MULTILINE):
        faults.append(f"{VERSION}: ZB_ABI is not made of the major number")
    for source in sources(root, "include", "lib"):
        for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
            opens = re.match(r"\s*(inline\s+)?namespace\s+zhibiao\b([^={]*)\{", line)
            if opens and not opens[2].startswith("::inline ZB_ABI"):
                faults.append(f"{name(root, source)}:{number}: namespace zhibiao without ZB_ABI")
    return faults


def check_copies(root, version):
    faults = []
    cmake = root / "CMakeLists.txt"
    if cmake.is_file() and re.search(r"project\([^)]*VERSION \"?\d", cmake.read_text(encoding="utf-8")):
        faults.append("CMakeLists.txt: has a version number of its own")
    package = root / "python/pyproject.toml"
    if package.is_file():
        found = re.search(r'^version\s*=\s*"([^"]*)"', package.read_text(encoding="utf-8"), re.MULTILINE)
        if found and found[1] != ".".join(map(str, version)):
            faults.append(f"python/pyproject.toml: says {found[1]}")
    return faults


def check(root):
    text = (root / VERSION).read_text(encoding="utf-8")
    found = dict(re.findall(r"^#define ZB_VERSION_(MAJOR|MINOR|PATCH) (\d+)$", text, re.MULTILINE))
    if len(found) != 3:
        return [f"{VERSION}: does not define ZB_VERSION_MAJOR, _MINOR and _PATCH"]
    version = tuple(int(found[part]) for part in ("MAJOR", "MINOR", "PATCH"))
    return check_changelog(root, version) + check_namespace(root) + check_copies(root, version)


class CanFail(RuleTest):
    GOOD = {
        VERSION: "#define ZB_VERSION_MAJOR 1\n#define ZB_VERSION_MINOR 2\n#define ZB_VERSION_PATCH 3\n"
                 "#define ZB_ABI ZB_DETAIL_PASTE(v, ZB_VERSION_MAJOR)\n",
        "CHANGELOG.md": "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2022-03-01\n",
        "CMakeLists.txt": 'project(zhibiao VERSION "${zb_version}")\n',
        "include/zhibiao/value/unit.hpp": "namespace zhibiao::inline ZB_ABI {\n}\n",
    }

    def faults(self, path, text):
        return check(self.tree({**self.GOOD, path: text}))

    def test_good(self):
        self.assertEqual(check(self.tree(self.GOOD)), [])

    def test_version_not_found(self):
        self.assert_fault(self.faults(VERSION, "#define ZB_VERSION_MAJOR 1\n"), "does not define")

    def test_namespace_made_by_hand(self):
        text = self.GOOD[VERSION].replace("ZB_DETAIL_PASTE(v, ZB_VERSION_MAJOR)", "v1")
        self.assert_fault(self.faults(VERSION, text), "ZB_ABI")

    def test_changelog(self):
        self.assert_fault(self.faults("CHANGELOG.md", "## [1.2.3]\n"), "Unreleased")
        self.assert_fault(self.faults("CHANGELOG.md", "## [Unreleased]\n## [1.3.0]\n"), "newer")
        self.assert_fault(self.faults("CHANGELOG.md", "## [Unreleased]\n## [next]\n"), "not a release")

    def test_namespace_forgotten(self):
        for line in ("namespace zhibiao {", "namespace zhibiao::detail {"):
            self.assert_fault(self.faults("include/zhibiao/value/unit.hpp", line), "without ZB_ABI")

    def test_copies(self):
        self.assert_fault(self.faults("CMakeLists.txt", "project(zhibiao VERSION 1.2.3)\n"), "own")
        self.assert_fault(self.faults("python/pyproject.toml", 'version = "1.2.4"\n'), "1.2.4")


if __name__ == "__main__":
    main(check)
