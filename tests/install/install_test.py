"""Uses the library as others do: installed with CMake or pkg-config, or as a part of their tree."""

import argparse
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def run(*command, expect_failure=False, **more):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False, **more)
    if (done.returncode != 0) != expect_failure:
        wanted = "succeeded, and should not have" if expect_failure else "failed"
        sys.exit(f"{shlex.join(str(part) for part in command)}\n{wanted}:\n{done.stdout}")
    return done.stdout.strip()


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


class Scenario:
    def __init__(self, arguments):
        self.given = arguments
        self.prefix = arguments.work / "prefix"
        # A consumer inherits nothing from the environment that could stand in for the installed tree.
        self.environment = {key: value for key, value in os.environ.items()
                            if key not in ("CMAKE_PREFIX_PATH", "CPATH", "LIBRARY_PATH", "PKG_CONFIG_PATH")}

    def configure(self, source, build, *options, **more):
        given = self.given
        return run(given.cmake, "-S", source, "-B", build, "-G", given.generator,
                   f"-DCMAKE_CXX_COMPILER={given.compiler}", f"-DCMAKE_CXX_FLAGS={given.flags}",
                   f"-DCMAKE_CXX_COMPILER_LAUNCHER={given.launcher}", "-DCMAKE_BUILD_TYPE=Debug",
                   *options, env=self.environment, **more)

    def build_and_run(self, build, program="consumer"):
        run(self.given.cmake, "--build", build, env=self.environment)
        run(build / program)

    def installed(self):
        """Installs, moves the tree, and finds in it what belongs there and nothing of this machine."""
        first = self.given.work / "first-prefix"
        fresh(first)
        run(self.given.cmake, "--install", self.given.build, "--prefix", first)
        shutil.rmtree(self.prefix, ignore_errors=True)
        first.rename(self.prefix)

        library = self.prefix / self.given.libdir
        for path in (library / "libzhibiao_core.a", library / "pkgconfig/zhibiao.pc",
                     library / "cmake/zhibiao/zhibiao-config.cmake",
                     self.prefix / "include/zhibiao/value/period.hpp",
                     self.prefix / "include/zhibiao/stats/accumulators.hpp"):
            if not path.is_file():
                sys.exit(f"not installed: {path}")
        if "oost" in (library / "cmake/zhibiao/zhibiao-targets.cmake").read_text(encoding="utf-8"):
            sys.exit("zhibiao-targets.cmake mentions Boost, which only zhibiao::stats needs")
        for path in [*(library / "cmake/zhibiao").iterdir(), library / "pkgconfig/zhibiao.pc"]:
            text = path.read_text(encoding="utf-8").lower()
            for word in ("fmt::", "fastfloat", "tomlplusplus", "nlohmann_json", "zb_"):
                if word in text:
                    sys.exit(f"{path} mentions {word}")
            for folder in (self.given.work, self.given.source):
                # As a whole folder: /z is not meant by /zhibiao.
                if re.search(re.escape(str(folder).lower()) + r"(?![\w.-])", text):
                    sys.exit(f"{path} mentions {folder}")

    def find_package(self):
        build = fresh(self.given.work / "find_package")
        options = [f"-DWANTED_VERSION={self.given.version}"]
        self.configure(HERE / "consumer", build, *options, "-DCMAKE_FIND_USE_CMAKE_SYSTEM_PATH=OFF",
                       "-DCMAKE_FIND_USE_SYSTEM_ENVIRONMENT_PATH=OFF", expect_failure=True)
        # The user has none of the libraries ours was built with.
        options += [f"-DCMAKE_DISABLE_FIND_PACKAGE_{package}=ON"
                    for package in ("fmt", "FastFloat", "nlohmann_json", "tomlplusplus", "CLI11")]
        no_boost = "-DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON"
        build = fresh(self.given.work / "find_package_stats")
        self.configure(HERE / "stats_consumer", build, f"-DCMAKE_PREFIX_PATH={self.prefix}", *options)
        self.build_and_run(build, "stats_consumer")
        build = fresh(self.given.work / "find_package_stats")
        printed = self.configure(HERE / "stats_consumer", build, f"-DCMAKE_PREFIX_PATH={self.prefix}",
                                 no_boost, *options, expect_failure=True)
        if "zhibiao::stats needs Boost" not in printed:
            sys.exit(f"without Boost, find_package(zhibiao COMPONENTS stats) says:\n{printed}")

        options.append(no_boost)
        build = fresh(self.given.work / "find_package")
        self.configure(HERE / "consumer", build, f"-DCMAKE_PREFIX_PATH={self.prefix}", *options)
        self.build_and_run(build)
        self.build_and_run(build, "headers_consumer")

        major = int(self.given.version.split(".")[0])
        build = fresh(self.given.work / "find_package_other_major")
        self.configure(HERE / "consumer", build, f"-DCMAKE_PREFIX_PATH={self.prefix}",
                       f"-DWANTED_VERSION={major + 1}", expect_failure=True)

    def pkg_config(self):
        folder = fresh(self.given.work / "pkg_config")
        environment = {**self.environment,
                       "PKG_CONFIG_PATH": str(self.prefix / self.given.libdir / "pkgconfig")}
        version = run("pkg-config", "--modversion", "zhibiao", env=environment)
        if version != self.given.version:
            sys.exit(f"pkg-config says {version}, the build {self.given.version}")
        flags = {kind: shlex.split(run("pkg-config", f"--{kind}", "zhibiao", env=environment))
                 for kind in ("cflags", "libs")}

        compiler = [self.given.compiler, "-std=c++20", *shlex.split(self.given.flags)]
        source, program = HERE / "consumer/main.cpp", folder / "consumer"
        run(*compiler, "-c", source, "-o", folder / "main.o", expect_failure=True, env=self.environment)
        run(*compiler, *flags["cflags"], "-c", source, "-o", folder / "main.o", env=self.environment)
        run(*compiler, folder / "main.o", "-o", program, expect_failure=True, env=self.environment)
        run(*compiler, folder / "main.o", *flags["libs"], "-o", program, env=self.environment)
        run(program)

    def add_subdirectory(self):
        build = fresh(self.given.work / "add_subdirectory")
        self.configure(HERE / "subdirectory", build, f"-DZB_SOURCE={self.given.source}",
                       f"-DCONSUMER={HERE / 'consumer/main.cpp'}",
                       f"-DSTATS_CONSUMER={HERE / 'stats_consumer/main.cpp'}",
                       # The tests' libraries are not asked for.
                       "-DCMAKE_DISABLE_FIND_PACKAGE_GTest=ON",
                       "-DCMAKE_DISABLE_FIND_PACKAGE_rapidcheck=ON",
                       "-DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON")
        self.build_and_run(build)
        self.build_and_run(build, "stats_consumer")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("cmake", "compiler", "launcher", "flags", "generator", "version", "libdir"):
        parser.add_argument(f"--{option}", required=True)
    for option in ("source", "build", "work"):
        parser.add_argument(f"--{option}", required=True, type=pathlib.Path)
    parser.add_argument("scenario", choices=("installed", "find_package", "pkg_config", "add_subdirectory"))
    arguments = parser.parse_args()
    getattr(Scenario(arguments), arguments.scenario)()


if __name__ == "__main__":
    main()
