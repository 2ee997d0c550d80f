"""Where the measurements are made: the rivals' own Python, and what to say of the machine."""

import json
import os
import pathlib
import platform
import re
import subprocess
import sys

RIVALS = ("numpy", "pandas", "polars", "duckdb", "pyarrow")


def make_rivals_python(folder):
    """A Python with the newest rivals it takes, made once; the path of the interpreter."""
    python = folder / "bin" / "python"
    made = folder / "made"
    if not made.is_file():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                        "--upgrade", *RIVALS], check=True)
        made.touch()
    return python


def rivals_versions(python):
    code = ("import importlib.metadata as m, json; "
            f"print(json.dumps({{n: m.version(n) for n in {RIVALS!r}}}))")
    return json.loads(subprocess.run([python, "-c", code], check=True, stdout=subprocess.PIPE).stdout)


def _first(pattern, path):
    try:
        match = re.search(pattern, pathlib.Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return None
    return match[1].strip() if match else None


def machine():
    memory = _first(r"^MemTotal:\s*(\d+) kB", "/proc/meminfo")
    return {
        "processor": _first(r"^model name\s*:(.*)", "/proc/cpuinfo") or platform.machine(),
        "processors": len(os.sched_getaffinity(0)),
        "memory_gib": round(int(memory) / 2**20, 1) if memory else None,
        "kernel": platform.release(),
        "huge_pages": _first(r"\[(\w+)\]", "/sys/kernel/mm/transparent_hugepage/enabled"),
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
    }


def compiler(build):
    """Compiler and flags of the build, from its CMake cache."""
    cache = build / "CMakeCache.txt"
    command = _first(r"^CMAKE_CXX_COMPILER:\w+=(.*)", cache)
    flags = " ".join(filter(None, (_first(r"^CMAKE_CXX_FLAGS:\w+=(.*)", cache),
                                   _first(r"^CMAKE_CXX_FLAGS_RELEASE:\w+=(.*)", cache))))
    version = subprocess.run([command, "--version"], check=True, stdout=subprocess.PIPE,
                             encoding="utf-8").stdout.splitlines()[0]
    return version, flags


def commit(root):
    """The commit, with a `+` where files differ from it."""
    try:
        found = subprocess.run(["git", "-C", root, "rev-parse", "--short=10", "HEAD"], check=True,
                               capture_output=True, encoding="utf-8").stdout.strip()
        changed = subprocess.run(["git", "-C", root, "status", "--porcelain"], check=True,
                                 capture_output=True, encoding="utf-8").stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return found + ("+" if changed else "")
