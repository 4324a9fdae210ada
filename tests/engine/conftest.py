"""Another environment for the kernel cache of this process."""

import tempfile

import pytest

from engine import cache

PLACES = ("NUMBA_CACHE_DIR", "RAVINE_PREWARMED", "XDG_CACHE_HOME", "NUMBA_CPU_NAME")


@pytest.fixture
def places(monkeypatch):
    """Gives this process another environment, in which it looks for its folders again."""

    def moved(**environment):
        for name in PLACES:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value)) if value is not None else monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(tempfile, "tempdir", None)
        forget()

    yield moved
    forget()


def forget():
    cache.folder.cache_clear()
    cache._prewarmed.cache_clear()
