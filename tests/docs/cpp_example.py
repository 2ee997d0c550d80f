"""The C++ examples of the documents: installed, built with CMake and with pkg-config, run, and their output
held against what the pages say they print."""

import argparse
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

from docs_test import blocks_of


# Program, folder, page, and what the compiler is told besides the flags of pkg-config.
EXAMPLES = (
    ("report", "examples/cpp", "cpp.md", ()),
    ("columns", "examples/columns", "cpp.md", ()),
    ("own_statistic", "examples/own-statistic", "own-statistic.md", ("-ffp-contract=off",)),
)


def run(*command, **more):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False, **more)
    if done.returncode != 0:
        sys.exit(f"{shlex.join(str(part) for part in command)}\nfailed:\n{done.stdout}")
    return done.stdout


def faults_of(root, program, page_name, printed):
    """Where the pages say that the example prints something else; both languages must say it."""
    faults = []
    for language in ("en", "zh"):
        page = f"docs/{language}/{page_name}"
        said = [block for block in blocks_of(page, (root / page).read_text(encoding="utf-8"))
                if ("output", program) in block.comments]
        if len(said) != 1:
            faults.append(f"{page}: expected the output of the example once, found {len(said)}")
        faults += [f"{block.place()}: the example prints:\n{printed}" for block in said
                   if block.text + "\n" != printed]
    return faults


def check(given):
    shutil.rmtree(given.work, ignore_errors=True)
    prefix = given.work / "prefix"
    environment = {key: value for key, value in os.environ.items()
                   if key not in ("CMAKE_PREFIX_PATH", "CPATH", "LIBRARY_PATH")}
    environment["PKG_CONFIG_PATH"] = str(prefix / given.libdir / "pkgconfig")

    run(given.cmake, "--install", given.build, "--prefix", prefix)
    flags = [shlex.split(run("pkg-config", f"--{kind}", "zhibiao", env=environment))
             for kind in ("cflags", "libs")]
    faults = []
    for program, folder, page, more in EXAMPLES:
        example, build = given.root / folder, given.work / program
        run(given.cmake, "-S", example, "-B", build, "-G", given.generator,
            f"-DCMAKE_CXX_COMPILER={given.compiler}", f"-DCMAKE_CXX_FLAGS={given.flags}",
            f"-DCMAKE_CXX_COMPILER_LAUNCHER={given.launcher}", f"-DCMAKE_PREFIX_PATH={prefix}",
            env=environment)
        run(given.cmake, "--build", build, env=environment)
        faults += faults_of(given.root, program, page, run(build / program))

        alone = build / f"{program}_by_pkg_config"
        run(given.compiler, "-std=c++20", *shlex.split(given.flags), *flags[0], *more,
            example / f"{program}.cpp", *flags[1], "-o", alone, env=environment)
        faults += faults_of(given.root, program, page, run(alone))
    return faults


class CanFail(unittest.TestCase):
    def faults(self, page, printed="one\ntwo\n"):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = pathlib.Path(folder.name)
        for language in ("en", "zh"):
            (root / "docs" / language).mkdir(parents=True)
            (root / "docs" / language / "cpp.md").write_text(page, encoding="utf-8")
        return faults_of(root, "report", "cpp.md", printed)

    def test_output(self):
        page = "# A\n\n<!-- output report -->\n```text\none\ntwo\n```\n"
        self.assertEqual(self.faults(page), [])
        self.assertEqual(len(self.faults(page, "one\nthree\n")), 2)
        self.assertEqual(len(self.faults("# A\n")), 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("cmake", "compiler", "launcher", "flags", "generator", "libdir"):
        parser.add_argument(f"--{option}")
    for option in ("root", "build", "work"):
        parser.add_argument(f"--{option}", type=pathlib.Path)
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        unittest.main(argv=[sys.argv[0]])
    faults = check(arguments)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
