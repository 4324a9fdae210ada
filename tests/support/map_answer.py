"""The answer to a map, taken apart."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import numpy as np

from experiments import Scenario, encode
from experiments.view import View
from tests.support.followed import Visitor

PATH = "/ravine/map"
USUAL = View()


class Grid(dict):
    """The cells of a racer by place, ``j`` of a line and ``(i, j)`` else: the columns' numbers by name."""

    def __init__(self) -> None:
        self.columns: dict[str, np.ndarray] = {}
        super().__init__()

    def add(self, columns: dict[str, np.ndarray]) -> None:
        places = columns["j"].tolist()
        if "i" in columns:
            places = list(zip(columns["i"].tolist(), places, strict=True))
        before = len(self.columns.get("j", ()))
        self.update(zip(places, range(before, before + len(places)), strict=True))
        assert len(self) == before + len(places), "each cell comes once"
        for name, column in columns.items():
            self.columns[name] = np.concatenate([self.columns.get(name, column[:0]), column])

    def __getitem__(self, place: Any) -> dict[str, Any]:
        return {name: column[super(Grid, self).__getitem__(place)].item() for name, column in self.columns.items()}

    def __eq__(self, other: object) -> bool:
        """Whether all cells have the same numbers, whatever their order."""
        return isinstance(other, Grid) and self.sorted() == other.sorted()

    __hash__ = None

    def sorted(self) -> dict[str, bytes]:
        order = [super(Grid, self).__getitem__(place) for place in sorted(self)]
        return {name: column[order].tobytes() for name, column in self.columns.items()}


class MapAnswer:
    """Lines, axes and cells of an answer.

    Attributes:
        lines: all of them.
        arrays: behind the head, one behind the other.
        cells: by racer.
        strides: ``(racer, stride)`` of each line of cells.
    """

    def __init__(self, body: bytes) -> None:
        self.lines: list[dict[str, Any]] = []
        self.arrays = np.empty(0)
        self.cells: dict[str, Grid] = {}
        self.strides: list[tuple[str, int]] = []
        while body:
            text, _, body = body.partition(b"\n")
            line = json.loads(text)
            self.lines.append(line)
            size = line.get("bytes", 0)
            self._take(line, body[:size])
            body = body[size:]

    @property
    def head(self) -> dict[str, Any]:
        return next(line for line in self.lines if "axes" in line)

    @property
    def values(self) -> list[np.ndarray]:
        """Values of each axis, and what follows them."""
        return np.split(self.arrays, np.cumsum([axis["size"] for axis in self.head["axes"]]))

    def _take(self, line: dict[str, Any], data: bytes) -> None:
        if "axes" in line:
            self.arrays = np.frombuffer(data, "<f8")
        elif "stride" in line:
            self.strides.append((line["racer"], line["stride"]))
            at, columns = 0, {}
            for name, kind in self.head["columns"]:
                columns[name] = np.frombuffer(data, np.dtype(kind).newbyteorder("<"), line["count"], at)
                at += columns[name].nbytes
            assert at == len(data)
            self.cells.setdefault(line["racer"], Grid()).add(columns)


def answer(scenario: Scenario, view: View = USUAL, **wish: Any) -> MapAnswer:
    """The answer to the map of ``view``, as a page asks for it."""
    asked = {"kind": view.map, "query": encode(scenario, view), **wish}
    visitor = asyncio.run(Visitor(scenario, PATH, **asked).ask())
    assert visitor.status == 200, visitor.body
    return MapAnswer(visitor.body)


def with_settings(scenario: Scenario, racer: str, **values: float) -> Scenario:
    """``scenario`` after a click on a cell with these settings."""
    rest = {name: value for name, value in values.items() if name not in ("batch", "x", "y")}
    start = values.get("x", scenario.start[0]), values.get("y", scenario.start[1])
    optimizers = {**scenario.optimizers, racer: {**scenario.optimizers[racer], **rest}}
    return replace(scenario, optimizers=optimizers, start=start, batch=int(values.get("batch", scenario.batch)))
