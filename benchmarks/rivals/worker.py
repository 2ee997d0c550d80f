"""worker.py <engine> <workload> <data folder> <threads>: one rival at one job.

Says `ready <bytes>`, what it holds with the input, then does what the lines of its input say: `run`
answers `ok <seconds> <peak bytes>`, where the peak is what the run held at most above the input; `save <folder>` writes the results of the last
run. The driver has pinned the process and set the engines' variables before it starts.
"""

import gc
import importlib
import pathlib
import re
import sys
import time


def resident(field):
    """VmRSS or VmHWM in bytes."""
    text = pathlib.Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(rf"^{field}:\s*(\d+) kB", text, re.MULTILINE)[1]) * 1024


def forget_peak():
    pathlib.Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def answer(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main():
    engine, name, folder, threads = sys.argv[1:]
    module = importlib.import_module(engine + "_rival")
    job = module.WORKLOADS[name](folder, int(threads))
    gc.collect()
    gc.disable()
    held = resident("VmRSS")
    answer(f"ready {held}")
    result = None
    for line in sys.stdin:
        verb, _, argument = line.strip().partition(" ")
        if verb == "run":
            result = None  # noqa: F841 -- released before the clock starts
            gc.collect()
            forget_peak()
            start = time.perf_counter()
            result = job.run()
            seconds = time.perf_counter() - start
            answer(f"ok {seconds:.9f} {max(0, resident('VmHWM') - held)}")
        elif verb == "save":
            job.save(result, argument)
            answer("ok")
        else:
            answer(f"error expected run or save, found {verb}")


if __name__ == "__main__":
    main()
