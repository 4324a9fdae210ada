"""Attack a server of one's own, kind by kind, and measure what innocent visitors feel meanwhile.

    python -m benchmarks.attack [--seconds 15] [--only drafts,uploads]

Everything is on this machine: the server, ten visitors who change something every two seconds, and the strangers, at
another address, in a process that gives way to both. Memory and file descriptors are the largest that were seen; what
the server still does when the strangers have gone is CPU from 0.2 to 1.2 s after.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.attack.strangers import ATTACKS, Target, attack
from benchmarks.load import crowd
from benchmarks.load.fleet import Fleet, fleet, memory
from benchmarks.rows import Row

VISITORS, P95 = 10, 500
MOST_MEMORY = 1000  # MB; what a container of deploy/ has
STRANGERS = {stranger.__name__: (stranger, count) for stranger, count in ATTACKS.items()}


@dataclass
class Watch:
    """Largest memory, in MB, and number of file descriptors of a process, looked at five times a second."""

    pid: int
    memory: float = 0.0
    files: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Watch":
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.2):
            self.memory = max(self.memory, memory(self.pid))
            self.files = max(self.files, len(list(Path(f"/proc/{self.pid}/fd").iterdir())))


@dataclass(frozen=True)
class Outcome:
    """Of one attack.

    Attributes:
        answers: what strangers were answered, and how often.
        after: seconds of the server's CPU in the second after the strangers have gone.
    """

    tally: crowd.Tally
    memory: float
    files: int
    answers: dict[str, int]
    after: float


def attacked(name: str, seconds: float) -> Outcome:
    """Ten visitors on a fresh server while strangers attack it."""
    with fleet(1, FORWARDED_ALLOW_IPS="") as servers, Watch(servers.replicas[0].pid) as watch:
        strangers: list[subprocess.Popen] = []

        def begin() -> None:
            command = [sys.executable, "-m", "benchmarks.attack", "--strangers", name, str(servers.ports[0])]
            strangers.append(subprocess.Popen([*command, "--seconds", str(seconds)], stdout=subprocess.PIPE))

        roles: dict[crowd.Role, int] = {crowd.changer: VISITORS}
        # The strangers' process takes a second to begin.
        tally, _ = asyncio.run(crowd.crowd(servers.address, roles, seconds + 1, begun=begin))
        said, _ = strangers[0].communicate()
        after = idle(servers)
    return Outcome(tally, watch.memory, watch.files, json.loads(said), after)


def idle(servers: Fleet) -> float:
    """Seconds of CPU in the second that begins 0.2 s from now."""
    time.sleep(0.2)
    before = servers.cpu()
    time.sleep(1.0)
    return servers.cpu() - before


def rows(name: str, outcome: Outcome) -> list[Row]:
    """Rows of one attack."""
    key, told = f"attack-{name.replace('_', '-')}", name.replace("_", " ")
    p95 = 1000 * float(np.percentile(outcome.tally.changes or [np.nan], 95))
    answers = ", ".join(f"{count} × {answer}" for answer, count in sorted(outcome.answers.items()))
    changes = f"{len(outcome.tally.changes)} changes; strangers: {answers}"
    return [
        Row(key, f"{told}: a visitor's change, 95 of 100 within", p95, "ms", at_most=P95, others=changes),
        Row("", f"{told}: visitors' answers lost", outcome.tally.lost.total(), at_most=0),
        Row("", f"{told}: memory", outcome.memory, "MB", at_most=MOST_MEMORY, others=f"{outcome.files} files open"),
        Row("", f"{told}: work left when they have gone", outcome.after, "s", at_most=0.5),
    ]


def measure(names: list[str] | None = None, seconds: float = 15.0) -> list[Row]:
    """Rows for benchmarks/RESULTS.md."""
    found = []
    for name in names or STRANGERS:
        found += rows(name, attacked(name, seconds))
        for row in found[-4:]:
            print(row, flush=True)
    return found


def be_strangers(name: str, port: int, seconds: float) -> None:
    """Attack the server at ``port``, and print what was answered."""
    os.nice(10)
    stranger, count = STRANGERS[name]
    target = Target(port)
    asyncio.run(attack(stranger, count, target, seconds))
    print(json.dumps(target.answers))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--only", default="", help=", ".join(STRANGERS))
    parser.add_argument("--strangers", nargs=2, metavar=("ATTACK", "PORT"), help="be them; the benchmark asks for it")
    asked = parser.parse_args()
    if asked.strangers:
        be_strangers(asked.strangers[0], int(asked.strangers[1]), asked.seconds)
    else:
        names = [name.strip().replace(" ", "_").replace("-", "_") for name in asked.only.split(",") if name]
        if unknown := [name for name in names if name not in STRANGERS]:
            parser.error(f"no such attack: {', '.join(unknown)}; there are {', '.join(STRANGERS)}")
        measure(names or None, asked.seconds)


if __name__ == "__main__":
    main()
