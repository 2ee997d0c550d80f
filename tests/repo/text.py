"""Text is UTF-8 with LF and no byte-order mark; code outside comments and strings is ASCII.

A test input that must be otherwise says so in its name (gbk, gb18030, utf16, bom, crlf, bad). Nothing
in the tree belongs to one machine or one network, is half merged, or waits without an issue number.
"""

import re

from source_tree import RuleTest, code_of, files, main, name, sources

OTHERWISE = re.compile(r"(^|[._-])(gbk|gb18030|gb2312|utf16|bom|crlf|latin1|bad)([._-]|$)")
HOME = re.compile(r"(?<![\w.$}/-])/(?:home|root|Users|work|workspace|mnt|media|srv|builds)/[\w.]")
PRIVATE_HOST = re.compile(
    r"https?://(?:[^/\s]*@|localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\."
    r"|[\w.-]+\.(?:internal|local|lan|corp|intranet)\b)")
CONFLICT = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
UNNUMBERED = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b(?!\(#\d+\))")


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def check_bytes(shown, content):
    if content.startswith(b"\xef\xbb\xbf"):
        return [f"{shown}: starts with a byte-order mark"]
    if b"\r" in content:
        return [f"{shown}: has carriage returns"]
    if content and not content.endswith(b"\n"):
        return [f"{shown}: does not end with a line end"]
    return []


def check_words(shown, text):
    faults = []
    for pattern, word in ((HOME, "a path of one machine"), (PRIVATE_HOST, "a host of one network"),
                          (CONFLICT, "half merged"), (UNNUMBERED, "needs an issue number: (#1)")):
        match = pattern.search(text)
        if match:
            faults.append(f"{shown}:{line_of(text, match.start())}: {word}")
    return faults


def check_code(shown, text):
    code = code_of(text)
    match = re.search(r"[^\x00-\x7f]", code)
    return [f"{shown}:{line_of(code, match.start())}: '{match[0]}' in code"] if match else []


def check(root):
    faults = []
    code = set(sources(root, "include", "lib", "capi", "cli", "python"))
    for path in files(root):
        content = path.read_bytes()
        shown = name(root, path)
        if b"\0" in content or OTHERWISE.search(path.name):
            continue
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            faults.append(f"{shown}: not UTF-8")
            continue
        faults += check_bytes(shown, content) + check_words(shown, text)
        if path in code:
            faults += check_code(shown, text)
    return faults


class CanFail(RuleTest):
    def faults(self, text, path="lib/value/unit.cpp"):
        return check(self.tree({path: text}))

    def test_good(self):
        self.assertEqual(self.faults('// 亩\nauto unit = "亩";  /* 公顷\n */\nchar quote = \'"\';\n'), [])
        self.assertEqual(self.faults(b"\xb1\xe0\xc2\xeb\r\n", "tests/golden/areas_gbk.csv"), [])
        self.assertEqual(self.faults("# TO" "DO(#12): later\n"), [])

    def test_bytes(self):
        self.assert_fault(self.faults(b"\xef\xbb\xbfint a;\n"), "mark")
        self.assert_fault(self.faults(b"int a;\r\n"), "carriage")
        self.assert_fault(self.faults(b"int a;"), "line end")
        self.assert_fault(self.faults(b"\xb1\xe0\xc2\xeb\n", "data/areas.csv"), "not UTF-8")

    def test_code(self):
        self.assert_fault(self.faults("int a;\nint 亩 = 0;\n"), ":2:", "亩")

    def test_words(self):
        for folder in ("home", "work", "Users"):
            self.assert_fault(self.faults(f"see /{folder}/someone/notes\n", "docs/en/a.md"), "machine")
        for host in ("local" "host:80", "10.0.0.7", "packages.inter" "nal", "me:secret@example.org"):
            self.assert_fault(self.faults(f"http://{host}/\n", "docs/en/a.md"), "network")
        self.assert_fault(self.faults("<" * 7 + " ours\n"), "merged")
        self.assert_fault(self.faults("// TO" "DO later\n"), "issue number")


if __name__ == "__main__":
    main(check)
