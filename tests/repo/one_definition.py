"""one_definition.py <include folder> <one.cpp> <other.cpp>

Writes the two halves of a program: each includes every public header, in opposite orders, with the
macros of windows.h already defined. It links only if no header defines a thing twice.
"""

import pathlib
import re
import sys

from source_tree import includes

MACROS = """#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define small char
"""
ENDS = ("int other();\nint main() { return other(); }\n", "int other();\nint other() { return 0; }\n")


def main(folder, *halves):
    headers = sorted(folder.rglob("*.hpp"))
    # Others' headers come before the macros: it is ours that have to bear them.
    foreign = sorted({target for header in headers for _, _, target in includes(header)
                      if not target.startswith("zhibiao/")})
    for half, end, order in zip(halves, ENDS, (headers, headers[::-1])):
        lines = [f"#include <{target}>\n" for target in foreign]
        lines.append(MACROS)
        lines += [f"#include <{header.relative_to(folder).as_posix()}>\n" for header in order]
        pathlib.Path(half).write_text("".join(lines) + end, encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), *sys.argv[2:])
