"""The kernel cache saves compilation, and the app runs whatever is wrong with the disk."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import vecmath
from engine import cache, kernels
from tests.engine.conftest import PLACES

ROOT = Path(__file__).parents[2]
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
def here(places):
    """Makes a few kernels in this process, as if it had begun with another environment: (hits, misses, saved)."""

    def begun(**environment):
        places(**environment)
        before = cache.statistics()
        for function, given in FEW.items():
            assert kernels._function(function, (float,) * len(given))(*given) == function(*given)
        after = cache.statistics()
        return tuple(after[name] - before[name] for name in ("hits", "misses", "saved"))

    return begun


@pytest.fixture
def no_other_folder(monkeypatch):
    """Leaves no folder but the one that ``NUMBA_CACHE_DIR`` names."""
    chosen = cache._candidates
    monkeypatch.setattr(cache, "_candidates", lambda: chosen()[:1])


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


def test_a_baked_folder_is_read_and_never_written(here, tmp_path, no_other_folder):
    baked, own = tmp_path / "baked", tmp_path / "own"
    assert here(NUMBA_CACHE_DIR=baked) == COMPILED
    before = sorted((path.name, path.stat().st_mtime_ns) for path in baked.iterdir())
    assert here(NUMBA_CACHE_DIR=own, RAVINE_PREWARMED=baked) == LOADED
    assert sorted((path.name, path.stat().st_mtime_ns) for path in baked.iterdir()) == before
    # With a read-only root file system the baked folder still serves.
    (tmp_path / "file").touch()
    nowhere = tmp_path / "file" / "below"
    assert here(NUMBA_CACHE_DIR=nowhere, RAVINE_PREWARMED=baked) == LOADED


@pytest.mark.parametrize("chosen", [None, "file/below"])
def test_a_folder_for_temporary_files_serves_where_no_other_can_be_written_to(here, tmp_path, chosen):
    (tmp_path / "file").touch()
    nowhere = tmp_path / "file" / "below"
    (tmp_path / "tmp").mkdir()
    places = {"HOME": nowhere, "XDG_CACHE_HOME": nowhere, "TMPDIR": tmp_path / "tmp"}
    assert here(**places, NUMBA_CACHE_DIR=chosen and tmp_path / chosen) == COMPILED
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
    replaced = [cache._unwrap(path.name, path.read_bytes()) for path in contents]
    assert all(replaced), "the damaged entries were not replaced"


def test_a_valid_file_under_another_kernel_s_name_is_not_executed(here, tmp_path):
    assert here(NUMBA_CACHE_DIR=tmp_path) == COMPILED
    first, second, _ = sorted(tmp_path.iterdir())
    shutil.copy(first, second)
    assert here(NUMBA_CACHE_DIR=tmp_path) == (len(FEW) - 1, 1, 1)


def test_nowhere_to_write(here, tmp_path, no_other_folder):
    (tmp_path / "file").touch()
    assert here(HOME=None, NUMBA_CACHE_DIR=tmp_path / "file" / "below") == UNSAVED


def test_what_another_user_could_have_written_is_not_executed(here, tmp_path):
    kernels, elsewhere = tmp_path / "kernels", {"HOME": tmp_path / "home"}
    assert here(NUMBA_CACHE_DIR=kernels) == COMPILED
    first, *_ = kernels.iterdir()
    first.chmod(0o620)
    assert here(NUMBA_CACHE_DIR=kernels) == (len(FEW) - 1, 1, 1), "a file that the group can write to"
    kernels.chmod(0o777)
    assert here(**elsewhere, NUMBA_CACHE_DIR=kernels) == COMPILED, "a folder that all can write to"


def test_without_the_compiler_the_engine_says_what_to_unset():
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "import engine"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("ImportError: ")
    assert "NUMBA_DISABLE_JIT" in last
    assert "unset it" in last


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
