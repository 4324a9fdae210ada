"""Keep results that are asked for again, up to a number of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Shelf(Generic[Value]):
    """Thread-safe LRU cache of up to ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit, self.weight = limit, 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Value | None:
        """What is kept under ``key``, if there is something."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, value: Value, weight: int) -> Value:
        """Keep ``value`` of ``weight`` bytes; return what is kept already, if there is something."""
        with self._lock:
            if key in self._kept:
                return self._kept[key][0]
            self._kept[key] = (value, weight)
            self._add(weight)
            return value

    def grow(self, key: Hashable, weight: int) -> None:
        """What is kept under ``key``, if there is something, takes ``weight`` bytes more."""
        with self._lock:
            if key in self._kept:
                value, before = self._kept[key]
                self._kept[key] = (value, before + weight)
                self._add(weight)

    def _add(self, weight: int) -> None:
        self.weight += weight
        while self.weight > self.limit:
            self.weight -= self._kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.weight = 0
