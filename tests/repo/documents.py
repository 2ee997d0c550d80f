"""Every folder says what it is, both languages have the same pages, and links lead somewhere."""

import re

from source_tree import LAYERS, RuleTest, files, main, name

FOLDERS = ("include/zhibiao", *(f"include/zhibiao/{layer}" for layer in LAYERS), "lib", "capi", "cli",
           "python", "tests", "benchmarks", "examples", "data", "docs", "docs/en", "docs/zh")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def check_folders(root):
    folders = set(FOLDERS)
    for path in files(root, "tests"):
        parts = path.relative_to(root).parts
        if len(parts) > 2:
            folders.add("/".join(parts[:2]))
    return [f"{folder}: has no README.md" for folder in sorted(folders)
            if not (root / folder / "README.md").is_file()]


def check_languages(root):
    pages = {}
    for language in ("en", "zh"):
        folder = root / "docs" / language
        pages[language] = {name(folder, path) for path in files(folder)} if folder.is_dir() else set()
    faults = [f"docs/en/{page}: not in docs/zh" for page in sorted(pages["en"] - pages["zh"])]
    return faults + [f"docs/zh/{page}: not in docs/en" for page in sorted(pages["zh"] - pages["en"])]


def check_links(root):
    faults = []
    for page in files(root):
        if page.suffix != ".md":
            continue
        text = CODE.sub("", page.read_text(encoding="utf-8"))
        for target in LINK.findall(text):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                faults.append(f"{name(root, page)}: links to {target}, which does not exist")
    return faults


def check(root):
    return check_folders(root) + check_languages(root) + check_links(root)


class CanFail(RuleTest):
    GOOD = {f"{folder}/README.md": "What is here.\n" for folder in FOLDERS}

    def faults(self, content):
        return check(self.tree({**self.GOOD, **content}))

    def test_good(self):
        self.assertEqual(self.faults({"docs/README.md": "[pages](en/README.md#top) `[a](b)`\n"}), [])

    def test_folder_without_words(self):
        self.assert_fault(self.faults({"tests/golden/a.csv": ""}), "tests/golden", "README")
        tree = self.tree(self.GOOD)
        (tree / "include/zhibiao/io/README.md").unlink()
        self.assert_fault(check(tree), "include/zhibiao/io", "README")

    def test_page_in_one_language(self):
        self.assert_fault(self.faults({"docs/en/periods.md": ""}), "not in docs/zh")
        self.assert_fault(self.faults({"docs/zh/periods.md": ""}), "not in docs/en")

    def test_dead_link(self):
        self.assert_fault(self.faults({"docs/README.md": "[a](gone.md)\n"}), "gone.md")


if __name__ == "__main__":
    main(check)
