"""A file or folder is named after what it holds; these names hold anything."""

import re

from source_tree import RuleTest, files, main, name

VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?)(_|$)")


def check(root):
    faults = []
    for path in files(root):
        for part in path.relative_to(root).parts:
            if VAGUE.search(part.split(".")[0].lower()):
                faults.append(f"{name(root, path)}: '{part}' does not say what it holds")
    return faults


class CanFail(RuleTest):
    def test_vague(self):
        for path in ("lib/value/utils.hpp", "lib/common/unit.cpp", "python/zhibiao/_helpers.py",
                     "lib/panel/panel_manager.cpp", "docs/en/misc.md"):
            self.assert_fault(check(self.tree({path: ""})), path)

    def test_clear(self):
        self.assertEqual(check(self.tree({"lib/value/unit.cpp": "", "docs/zh/commonwealth.md": "",
                                          "build/utils.hpp": ""})), [])


if __name__ == "__main__":
    main(check)
