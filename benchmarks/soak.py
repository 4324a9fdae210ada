"""Whether memory grows while visitors come and go: one server, a mixed crowd again and again, an hour.

    python -m benchmarks.soak [--minutes 60]

First the caches are filled: they grow to their bounds, which is no leak. Then each minute brings new sessions: visitors
who change something, let results of many seeds be made, read slowly, drop off or send garbage. Memory is that of the
process at the end of each minute, with nobody there.
"""

import argparse
import asyncio
import time

import numpy as np

from benchmarks.load import crowd
from benchmarks.load.fleet import fleet
from benchmarks.rows import Row
from tools.visitor.visitor import Visitor

SHORT, MINUTES = 10.0, 60.0  # among all benchmarks; by itself
SLOPE = 1.0  # the bound in MB a minute
# Before the first minute. Streamlit keeps 128 sessions, the cache some thousand runs.
SESSIONS, TOGETHER, CHANGES = 140, 10, 10
CROWD: dict[crowd.Role, int] = {
    crowd.changer: 20,
    crowd.seeder: 1,
    crowd.slow: 2,
    crowd.dropper: 2,
    crowd.vandal: 1,
}


async def fill(address: str) -> None:
    """Open more sessions than Streamlit keeps for visitors who may come back, with more runs than the cache keeps."""
    for first in range(0, SESSIONS, TOGETHER):
        await asyncio.gather(*(_hurry(address, number) for number in range(first, first + TOGETHER)))


async def _hurry(address: str, seed: int) -> None:
    async with Visitor(address, seed=seed) as visitor:
        for _ in range(CHANGES):
            await visitor.change("rate")


def slope(minutes: list[float], memory: list[float]) -> float:
    """MB a minute in the last half, as a line fits best."""
    half = len(minutes) // 2
    return float(np.polyfit(minutes[half:], memory[half:], 1)[0])


def measure(minutes: float = SHORT) -> list[Row]:
    """Rows for benchmarks/RESULTS.md. Raises ValueError for less than four minutes: no line fits them."""
    if minutes < 4:
        raise ValueError("a soak takes four minutes at least")
    at, memory, lost, changes = [0.0], [], 0, 0
    with fleet(1) as servers:
        asyncio.run(fill(servers.address))
        memory.append(servers.memory())
        began = time.monotonic()
        while at[-1] < minutes:
            tally, _ = asyncio.run(crowd.crowd(servers.address, CROWD, 60.0, seed=1000 * len(at)))
            lost, changes = lost + tally.lost.total(), changes + len(tally.changes)
            at.append((time.monotonic() - began) / 60)
            memory.append(servers.memory())
            print(f"  {at[-1]:5.1f} minutes: {memory[-1]:6.1f} MB, {changes} changes, {lost} lost", flush=True)
    told = f"{memory[0]:.0f} MB at the start, {memory[-1]:.0f} MB after {at[-1]:.0f} minutes, {changes} changes"
    return [
        Row(
            "soak-slope", "memory in the last half of the soak", slope(at, memory), "MB/min", at_most=SLOPE, others=told
        ),
        Row("soak-lost", "answers lost or wrong", lost, at_most=0),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    for row in measure(parser.parse_args().minutes):
        print(row)


if __name__ == "__main__":
    main()
