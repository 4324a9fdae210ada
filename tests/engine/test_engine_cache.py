"""The kernel cache saves compilation, and the app runs whatever is wrong with the disk."""

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import vecmath
from engine import cache, kernels

ROOT = Path(__file__).parents[2]
PLACES = ("NUMBA_CACHE_DIR", "RAVINE_PREWARMED", "XDG_CACHE_HOME", "NUMBA_CPU_NAME")
COUNTS = """
counts = cache.statistics()
print(counts["hits"], counts["misses"], counts["saved"], seen)
"""
# A race needs five kernels, the quickest to compile: a surface, a rule and its coefficients, two drivers.
KERNELS = 5
RACE = """
from engine import cache, trace
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
surface = LANDSCAPES["booth"]
seen = trace(surface, surface.values({}), OPTIMIZERS["gd"], {"lr": 0.01}, (-3.4, 4.2), 30).loss[-1].hex()
"""
ONE = """
from engine import cache, compiled
from vecmath import cosh
seen = compiled(cosh, float)(0.3).hex()
"""
TAKEN = vecmath.cosh(0.3).hex()
FEW = {vecmath.cosh: (0.3,), vecmath.hypot: (0.3, 2.0), vecmath.exp: (0.3,)}
LOADED, COMPILED, UNSAVED = (len(FEW), 0, 0), (0, len(FEW), len(FEW)), (0, len(FEW), 0)


def begin(program, **environment):
    """A process that executes ``program``; an environment variable of None is removed."""
    env = {name: value for name, value in os.environ.items() if name not in {*PLACES, *environment}}
    env |= {name: str(value) for name, value in environment.items() if value is not None}
    command = [sys.executable, "-W", "error", "-c", program + COUNTS]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process):
    """(hits, misses, saved, number computed in hex) of a process, which must exit with 0 and print nothing else."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, f"the app would not have started:\n{err}"
    assert err == ""
    hits, misses, saved, number = out.split()
    return int(hits), int(misses), int(saved), number


def start(program, **environment):
    return end(begin(program, **environment))


@pytest.fixture
def here(monkeypatch):
    """Makes a few kernels in this process, as if it had begun with another environment: (hits, misses, saved)."""

    def begun(**environment):
        for name in PLACES:
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value)) if value is not None else monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(tempfile, "tempdir", None)
        cache.folder.cache_clear()
        before = cache.statistics()
        for function, given in FEW.items():
            assert kernels._function(function, (float,) * len(given))(*given) == function(*given)
        after = cache.statistics()
        return tuple(after[name] - before[name] for name in ("hits", "misses", "saved"))

    yield begun
    cache.folder.cache_clear()


def test_two_processes_fill_a_folder_and_a_second_start_compiles_nothing(tmp_path):
    first, second = [end(process) for process in [begin(RACE, NUMBA_CACHE_DIR=tmp_path) for _ in range(2)]]
    assert first[3] == second[3]
    assert first[0] + first[1] == second[0] + second[1] == KERNELS
    assert len(list(tmp_path.iterdir())) == KERNELS, "both write the same files and leave nothing else"
    assert start(RACE, NUMBA_CACHE_DIR=tmp_path) == (KERNELS, 0, 0, first[3])


def test_caches_of_another_numba_and_another_cpu_are_not_used_and_all_share_a_folder(here, tmp_path):
    assert here(NUMBA_CACHE_DIR=tmp_path) == COMPILED
    other = "import numba\nnumba.__version__ = '0.0.1'\n"
    assert start(other + ONE, NUMBA_CACHE_DIR=tmp_path) == (0, 1, 1, TAKEN)
    generic = {"NUMBA_CACHE_DIR": tmp_path, "NUMBA_CPU_NAME": "generic"}
    assert start(ONE, **generic) == (0, 1, 1, TAKEN), "other kernels, or other numbers"
    assert here(NUMBA_CACHE_DIR=tmp_path) == LOADED
    assert start(other + ONE, NUMBA_CACHE_DIR=tmp_path) == (1, 0, 0, TAKEN)


def test_a_baked_folder_is_read_and_never_written(here, tmp_path):
    baked, own = tmp_path / "baked", tmp_path / "own"
    assert here(NUMBA_CACHE_DIR=baked) == COMPILED
    before = sorted((path.name, path.stat().st_mtime_ns) for path in baked.iterdir())
    assert here(NUMBA_CACHE_DIR=own, RAVINE_PREWARMED=baked) == LOADED
    assert sorted((path.name, path.stat().st_mtime_ns) for path in baked.iterdir()) == before
    # With a read-only root file system the baked folder still serves.
    (tmp_path / "file").touch()
    nowhere = tmp_path / "file" / "below"
    assert here(NUMBA_CACHE_DIR=nowhere, RAVINE_PREWARMED=baked) == LOADED
    # Without a home a private folder for temporary files is used.
    (tmp_path / "tmp").mkdir()
    assert here(HOME=nowhere, XDG_CACHE_HOME=nowhere, TMPDIR=tmp_path / "tmp", RAVINE_PREWARMED=baked) == LOADED
    (made,) = (tmp_path / "tmp").iterdir()
    assert made.stat().st_mode & 0o777 == 0o700


def test_truncated_and_foreign_entries_are_compiled_again(here, tmp_path):
    assert here(NUMBA_CACHE_DIR=tmp_path) == COMPILED
    contents = {path: path.read_bytes() for path in tmp_path.iterdir()}
    flipped = bytearray(next(iter(contents.values())))
    flipped[len(flipped) // 2] ^= 1
    damage = [lambda raw: raw[: len(raw) // 2], lambda raw: b"", lambda raw: bytes(flipped)]
    for (path, raw), spoil in zip(contents.items(), damage, strict=True):
        path.write_bytes(spoil(raw))
    assert here(NUMBA_CACHE_DIR=tmp_path) == COMPILED
    assert all(cache._unwrap(path.read_bytes()) for path in contents), "the damaged entries were not replaced"


def test_nowhere_to_write(here, tmp_path):
    (tmp_path / "file").touch()
    assert here(HOME=None, NUMBA_CACHE_DIR=tmp_path / "file" / "below") == UNSAVED


def test_a_folder_that_others_can_write_to_is_not_trusted(tmp_path):
    tmp_path.chmod(0o777)
    assert not cache._usable(tmp_path, private=True), "somebody else could put code there for us to run"
    tmp_path.chmod(0o700)
    assert cache._usable(tmp_path, private=True)


def test_a_full_disk_loses_the_entry_and_leaves_no_files(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        cache._write(tmp_path / "kernel", b"code")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_on_which_no_kernel_fits(tmp_path):
    # With a file size limit of 1 KB the system fails in the middle of a write.
    full = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))\n"
    assert start(full + ONE, HOME=None, NUMBA_CACHE_DIR=tmp_path) == (0, 1, 0, TAKEN)
    assert list(tmp_path.iterdir()) == []


def test_old_versions_of_a_kernel_are_dropped(tmp_path):
    for age in range(12):
        path = tmp_path / f"update_adam-{age:02}.kernel"
        path.touch()
        os.utime(path, (1e9 - age, 1e9 - age))
    (tmp_path / "update_adamw-0.kernel").touch()
    cache._prune(tmp_path, "update_adam")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *(f"update_adam-{age:02}.kernel" for age in range(cache._KEPT)),
        "update_adamw-0.kernel",
    ]
