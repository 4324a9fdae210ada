"""Patches that a test applies are taken back after it."""

from collections.abc import Callable, Iterator

import pytest

from ravine.streamlit_internals import PATCHES, remove
from ravine.streamlit_internals.patch import apply


@pytest.fixture
def applied() -> Iterator[Callable[[str], None]]:
    """Applies a patch by its name; fails when the guard refuses it."""
    names = []

    def put(name: str) -> None:
        names.append(name)
        assert apply(PATCHES[name]) == ""

    yield put
    for name in reversed(names):
        remove(name)
