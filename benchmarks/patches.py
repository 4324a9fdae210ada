"""What each patch of Streamlit's inside gains: a lecture hall on one process with all of them, and without each.

    python -m benchmarks.patches [--rounds 3] [--seconds 20] [--sessions 1] [--only run_queue,first_run]

The servers are interleaved: in each round one of every kind has its crowd, in turned order, and a ratio is to the
server with all patches of the same round. ``--sessions 0.1`` makes the crowd a tenth, to try it out.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from benchmarks.load import crowd
from benchmarks.load.__main__ import ONE, play
from benchmarks.load.fleet import fleet
from benchmarks.rows import Row, short
from ravine.streamlit_internals import PATCHES, VARIABLE

WITH_ALL = "with all patches"


@dataclass(frozen=True)
class Figures:
    """Of one crowd on one server.

    Attributes:
        p95: ms from a change to its payload, 95 of 100 within.
        cpu: ms of the server's CPU a change.
        lost: answers lost or wrong.
    """

    p95: float
    cpu: float
    lost: int


def kinds(names: Sequence[str]) -> dict[str, str]:
    """``RAVINE_PATCHES`` of each kind of server, by what is printed for it."""
    return {WITH_ALL: "all", **{f"without {name}": f"-{name}" for name in names}, "without any": "none"}


def play_one(patches: str, sessions: int, seconds: float) -> Figures:
    """A crowd on a server with these patches. Raises RuntimeError when the server has others."""
    wanted = {"all": set(), "none": set(PATCHES)}.get(patches, {patches.removeprefix("-")})
    with fleet(1, **{VARIABLE: patches}) as servers:
        if (left_out := servers.left_out()) != wanted:
            raise RuntimeError(f"{VARIABLE}={patches} leaves out {', '.join(sorted(left_out)) or 'nothing'}")
        tally, _, meter = play(servers, {crowd.changer: sessions}, seconds)
    return Figures(1000 * float(np.percentile(tally.changes or [np.nan], 95)), meter.each, tally.lost.total())


def rows(rounds: Sequence[dict[str, Figures]]) -> list[Row]:
    """Medians of the rounds; beside each the same with all patches, and the median of the rounds' ratios to it."""
    found = []
    for kind in rounds[0]:
        key = "patches-" + kind.removeprefix("without ").replace("_", "-").replace(" ", "-")
        for figure, name in (("p95", "95 of 100 within"), ("cpu", "CPU a change")):
            values = [getattr(one[kind], figure) for one in rounds]
            of_all = [getattr(one[WITH_ALL], figure) for one in rounds]
            ratio = median(value / all_ for value, all_ in zip(values, of_all, strict=True))
            beside = "" if kind == WITH_ALL else f"{short(median(of_all))} ms with all: {ratio:.2f}×"
            found.append(Row(f"{key}-{figure}", f"{kind}: {name}", median(values), "ms", others=beside))
    lost = sum(figures.lost for one in rounds for figures in one.values())
    return [*found, Row("patches-lost", "answers lost or wrong, all servers", lost, at_most=0)]


def measure(count: int = 3, seconds: float = 20.0, share: float = 1.0, only: Sequence[str] = ()) -> list[Row]:
    """``count`` rounds, of all patches or ``only`` those named; prints as it goes."""
    servers = list(kinds(only or list(PATCHES)).items())
    found: list[dict[str, Figures]] = []
    for number in range(count):
        played = {}
        # Each kind has another place in each round: a machine that grows slower slows all of them down.
        turned = servers[number % len(servers) :] + servers[: number % len(servers)]
        for kind, patches in turned:
            print(f"round {number + 1}, {kind}:", flush=True)
            played[kind] = play_one(patches, max(1, round(ONE * share)), seconds)
        found.append({kind: played[kind] for kind, _ in servers})
    lines = rows(found)
    print(*lines, "", sep="\n", flush=True)
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20.0, help="for which each crowd stays")
    parser.add_argument("--sessions", type=float, default=1.0, help=f"share of {ONE} visitors that comes")
    parser.add_argument("--only", default="", help=",".join(PATCHES))
    asked = parser.parse_args()
    only = asked.only.split(",") if asked.only else []
    if unknown := set(only) - set(PATCHES):
        parser.error(f"no such patch: {', '.join(sorted(unknown))}")
    measure(asked.rounds, asked.seconds, asked.sessions, only)


if __name__ == "__main__":
    main()
