"""Measure how many visitors the app can serve, and what makes it lose one.

    python -m benchmarks.load [--seconds 40] [--sessions 1] [--only one,mixed,two,killed] [--without run_queue]

Real servers, real protocol, every answer checked. The visitors run in this process on the same cores; its share of CPU
is printed. Bounds do not affect the exit code, because results also depend on other load. ``--sessions 0.2`` reduces
every crowd to a fifth, for a trial. ``--without`` leaves out patches of Streamlit's inside, by their names.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.load import crowd
from benchmarks.load.fleet import Fleet, fleet
from benchmarks.rows import Row
from ravine.streamlit_internals import PATCHES, VARIABLE
from tools.visitor.visitor import Visitor

ONE, TWO, P95, BACK = 150, 250, 500, 5.0
# Roles in addition to visitors who change something every two seconds.
MIXED = {crowd.changer: 100, crowd.dragger: 4, crowd.slow: 5, crowd.seeder: 2, crowd.dropper: 5, crowd.vandal: 2}

Setting = dict[str, str]  # environment of the servers


class Meter:
    """Measures CPU and memory from the moment when all visitors have arrived."""

    def __init__(self, servers: Fleet) -> None:
        self.servers, self.empty = servers, servers.memory()
        self.start()

    def start(self) -> None:
        self.full = self.servers.memory()
        self.began, self.own, self.theirs = time.perf_counter(), time.process_time(), self.servers.cpu()

    def stop(self, tally: crowd.Tally) -> None:
        """When the visitors are gone. ``each``: ms of the servers' CPU a change, all that they did included."""
        self.seconds = time.perf_counter() - self.began
        self.own, self.theirs = time.process_time() - self.own, self.servers.cpu() - self.theirs
        self.each = 1000 * self.theirs / max(len(tally.changes), 1)

    def say(self, tally: crowd.Tally, sessions: int) -> str:
        """In words: CPU and memory of servers and visitors per change, and what else happened."""
        besides = {kind: len(took) for kind, took in tally.took.items() if kind not in crowd.MIX}
        besides |= {"arrival": max(0, len(tally.opened) - sessions), "garbage": tally.garbage.total()}
        others = ", ".join(f"{count} × {kind}" for kind, count in besides.items() if count) or "nothing else"
        return (
            f"{self.each:.1f} ms of the servers' CPU a change, all they did included: {others}; "
            f"cores: servers {self.theirs / self.seconds:.2f}, visitors {self.own / self.seconds:.2f}"
        )


def rows(key: str, name: str, tally: crowd.Tally, sessions: int, bound: int) -> list[Row]:
    """Rows of a crowd with changers."""
    p50, p95, p99 = (1000 * float(np.percentile(tally.changes or [np.nan], q)) for q in (50, 95, 99))
    return [
        Row(f"{key}-sessions", f"{name}: sessions", sessions, "", at_least=bound),
        Row(f"{key}-p50", f"{name}: change → payload, half within", p50, "ms"),
        Row(f"{key}-p95", f"{name}: 95 of 100 within", p95, "ms", at_most=P95),
        Row(f"{key}-p99", f"{name}: 99 of 100 within", p99, "ms"),
        Row(f"{key}-lost", f"{name}: answers lost or wrong", tally.lost.total(), "", at_most=0),
    ]


def play(servers: Fleet, roles: dict, seconds: float, **more) -> tuple[crowd.Tally, list[Visitor], Meter]:
    meter = Meter(servers)
    tally, visitors = asyncio.run(crowd.crowd(servers.address, roles, seconds, begun=meter.start, **more))
    meter.stop(tally)
    print(f"  {len(tally.changes)} changes; {meter.say(tally, len(visitors))}; load {os.getloadavg()[0]:.1f}")
    for reason, count in tally.lost.most_common(8):
        print(f"  lost {count}: {reason}")
    return tally, visitors, meter


def one(share: float, seconds: float, setting: Setting) -> list[Row]:
    """One process; all visitors change something every two seconds."""
    count = round(ONE * share)
    with fleet(1, **setting) as servers:
        tally, _, meter = play(servers, {crowd.changer: count}, seconds)
    weight = (meter.full - meter.empty) / count
    opened = 1000 * float(np.percentile(tally.opened or [np.nan], 95))
    return [
        *rows("load-one", "one process", tally, count, ONE),
        Row("load-memory", "one process: memory of a session", weight, "MB"),
        Row("load-open", f"one process: first race, {crowd.ARRIVALS} arrivals a second, 95 of 100", opened, "ms"),
    ]


def mixed(share: float, seconds: float, setting: Setting) -> list[Row]:
    """One process; changers, and visitors who drag, read slowly, disconnect, or send garbage."""
    roles = {role: max(1, round(count * share)) for role, count in MIXED.items()}
    print("  " + ", ".join(f"{count} {role.__name__}s" for role, count in roles.items()))
    with fleet(1, **setting) as servers:
        tally, _, _ = play(servers, roles, seconds)
    seeds = max(tally.took.get("seeds", [float("nan")]))
    return [
        *rows("load-mixed", "mixed crowd", tally, sum(roles.values()), 0)[1:],
        Row("load-seeds", "mixed crowd: a hundred seeds of a race, the slowest", seeds, "s"),
        Row("load-garbage", "mixed crowd: garbage frames refused", tally.garbage["refused"], "", at_least=1),
    ]


def two(share: float, seconds: float, setting: Setting) -> list[Row]:
    """Two replicas behind the proxy."""
    count = round(TWO * share)
    with fleet(2, **setting) as servers:
        tally, _, _ = play(servers, {crowd.changer: count}, seconds)
    return rows("load-two", "two replicas behind the proxy", tally, count, TWO)


def killed(share: float, seconds: float, setting: Setting) -> list[Row]:
    """Two replicas with as many visitors as one can serve; then one replica is killed."""
    count = round(ONE * share)
    with fleet(2, **setting) as servers:

        def kill(_visitors: list[Visitor]) -> None:
            servers.kill(0)

        tally, _, _ = play(servers, {crowd.changer: count}, seconds, during=kill)
    missing = tally.cut - len(tally.back)
    slowest = max(tally.back, default=float("nan"))
    return [
        Row("load-killed-hit", "a replica killed: sessions on it", tally.cut, f"of {count}", at_least=1),
        Row("load-killed-back", "a replica killed: the last one's race is back after", slowest, "s", at_most=BACK),
        Row("load-killed-missing", "a replica killed: sessions that did not come back", missing, at_most=0),
        Row("load-killed-lost", "a replica killed: answers or states lost", tally.lost.total(), at_most=0),
    ]


PARTS: dict[str, Callable[[float, float, Setting], list[Row]]] = {
    "one": one,
    "mixed": mixed,
    "two": two,
    "killed": killed,
}


def setting(without: Sequence[str]) -> Setting:
    """Environment of servers that leave out these patches and no others; empty for none."""
    return {VARIABLE: ",".join(f"-{name}" for name in without)} if without else {}


def measure(share: float = 1.0, seconds: float = 40.0, only: str = "", without: Sequence[str] = ()) -> list[Row]:
    """Run all parts, or ``only`` the named ones, and print results as they come."""
    figures = []
    for name in only.split(",") if only else PARTS:
        print(f"{name}: {PARTS[name].__doc__}")
        lines = PARTS[name](share, seconds, setting(without))
        print(*lines, "", sep="\n", flush=True)
        figures += lines
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=float, default=1.0, help="share of each crowd that comes")
    parser.add_argument("--seconds", type=float, default=40.0, help="for which they stay")
    parser.add_argument("--only", default="", help=",".join(PARTS))
    parser.add_argument("--without", default="", help=",".join(PATCHES))
    arguments = parser.parse_args()
    without = arguments.without.split(",") if arguments.without else []
    if unknown := set(without) - set(PATCHES):
        parser.error(f"no such patch: {', '.join(sorted(unknown))}")
    measure(arguments.sessions, arguments.seconds, arguments.only, without)


if __name__ == "__main__":
    main()
