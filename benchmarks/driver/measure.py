"""Worker processes and the clock: cold calls, warm-ups, interleaved rounds, medians."""

import os
import statistics
import subprocess
from dataclasses import dataclass, field

WARM_UPS = 2        # calls before those that count; the first is the cold one
ROUNDS = 7
SLOW_ROUNDS = 3     # of a job that takes longer than SLOW_SECONDS a call
SLOW_SECONDS = 5.0
BEHIND = 2.0        # a rival that takes this many times the quickest one's time is not measured further


class WorkerFailed(Exception):
    """A worker did not do what it was asked to."""


def thread_variables(threads):
    """What the engines and their libraries read."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
             "POLARS_MAX_THREADS", "ARROW_DEFAULT_THREADS")
    return {name: str(threads) for name in names}


def processors(threads):
    """The processors a worker is pinned to: the first of those this process may use."""
    allowed = sorted(os.sched_getaffinity(0))
    if len(allowed) < threads:
        raise WorkerFailed(f"expected {threads} processors, found {len(allowed)}")
    return set(allowed[:threads])


class Worker:
    """A process that does one job when told to. `held`: its memory with the input, in bytes."""

    def __init__(self, name, command, threads):
        self.name = name
        pinned = processors(threads)
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            encoding="utf-8", env={**os.environ, **thread_variables(threads)},
            preexec_fn=lambda: os.sched_setaffinity(0, pinned))
        self.held, = map(int, self.expect("ready"))

    def expect(self, word):
        line = self.process.stdout.readline().split()
        if not line or line[0] != word:
            self.close()
            raise WorkerFailed(f"{self.name}: expected '{word}', found '{' '.join(line)}' "
                               f"(exit code {self.process.returncode})")
        return line[1:]

    def ask(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        return self.expect("ok")

    def run(self):
        seconds, peak = self.ask("run")
        return float(seconds), int(peak)

    def save(self, folder):
        self.ask(f"save {folder}")

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


@dataclass
class Times:
    """The calls of one engine at one job."""

    cold: float = 0.0
    last_warm_up: float = 0.0
    counted: list = field(default_factory=list)
    peak: int = 0

    @property
    def seconds(self):
        """The median of the calls that count, or the last warm-up where there are none."""
        return statistics.median(self.counted) if self.counted else self.last_warm_up

    @property
    def rounds(self):
        return len(self.counted)

    def call(self, worker):
        seconds, peak = worker.run()
        self.peak = max(self.peak, peak)
        return seconds


def rounds_for(seconds):
    return SLOW_ROUNDS if seconds > SLOW_SECONDS else ROUNDS


def measure(workers, quickest=None):
    """Times of workers that take turns, by name, the first being the one the others are compared with.

    `quickest` is the time of the best rival so far: where the second worker is far behind it, its
    warm-ups are all that is measured.
    """
    times = {worker.name: Times() for worker in workers}
    for worker in workers:
        times[worker.name].cold = times[worker.name].call(worker)
    for _ in range(WARM_UPS - 1):
        for worker in workers:
            times[worker.name].last_warm_up = times[worker.name].call(worker)
    slowest = max(found.last_warm_up for found in times.values())
    if quickest is not None and times[workers[-1].name].last_warm_up > BEHIND * quickest:
        return times
    for _ in range(rounds_for(slowest)):
        for worker in workers:
            times[worker.name].counted.append(times[worker.name].call(worker))
    return times
