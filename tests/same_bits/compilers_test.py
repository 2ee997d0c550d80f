"""The same results from the library as GCC and as clang build it, optimised and not: one digest."""

import argparse
import shutil
import subprocess
import sys

COMPILERS = {"g++": ("g++", "g++-12", "g++-13", "g++-14"),
             "clang++": ("clang++", "clang++-14", "clang++-15", "clang++-16", "clang++-17", "clang++-18",
                         "clang++-19", "clang++-20")}


def digest_of(program):
    done = subprocess.run([program], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{program}: its own ways differ\n{done.stdout}")
    return done.stdout.split()[-1]


def build(given, name, compiler):
    folder = f"{given.work}/{name}"
    for command in ([given.cmake, "-S", f"{given.source}/other_compiler", "-B", folder, "-G", given.generator,
                     f"-DCMAKE_CXX_COMPILER={compiler}", "-DCMAKE_BUILD_TYPE=Release",
                     f"-DCMAKE_CXX_COMPILER_LAUNCHER={given.launcher}"],
                    [given.cmake, "--build", folder, "--target", "same_bits", "--parallel", "2"]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}\n{done.stdout}")
    return f"{folder}/same_bits"


def differing(digests):
    """The names whose digest is not that of the first."""
    first = next(iter(digests.values()))
    return [name for name, digest in digests.items() if digest != first]


def self_test():
    assert differing({"a": "1", "b": "1"}) == []
    assert differing({"a": "1", "b": "2", "c": "1"}) == ["b"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--self-test", action="store_true")
    for name in ("cmake", "generator", "launcher", "work", "source", "mine"):
        parser.add_argument(f"--{name}")
    given = parser.parse_args()
    if given.self_test:
        return self_test()
    digests = {"this build": digest_of(given.mine)}
    for name, commands in COMPILERS.items():
        compiler = next((found for found in map(shutil.which, commands) if found), None)
        if compiler is None:
            sys.exit(f"expected {name}, to compare its results; it is not installed")
        digests[name] = digest_of(build(given, name, compiler))
    print(digests)
    if differing(digests):
        sys.exit("expected one digest")
    return None


if __name__ == "__main__":
    sys.exit(main())
