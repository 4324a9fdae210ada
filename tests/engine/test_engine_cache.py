"""The kernel cache saves compilation, and the app runs whatever is wrong with the disk."""

import errno
import os
import shutil
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest

from engine import cache

ROOT = Path(__file__).parents[2]
KERNELS = 5
# It needs five kernels, the quickest to compile: a surface, a rule and its coefficients, two drivers.
PROGRAM = """
from engine import cache, trace
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
surface = LANDSCAPES["booth"]
seen = trace(surface, surface.values({}), OPTIMIZERS["gd"], {"lr": 0.01}, (-3.4, 4.2), 30)
counts = cache.statistics()
print(counts["hits"], counts["misses"], counts["saved"], seen.loss[-1].hex())
"""


def begin(first="", **environment):
    """Start a process that executes ``first`` and then the run; an environment variable of None is removed."""
    names = ("NUMBA_CACHE_DIR", "RAVINE_PREWARMED", "XDG_CACHE_HOME", "NUMBA_CPU_NAME")
    env = {name: value for name, value in os.environ.items() if name not in names}
    env |= {name: str(value) for name, value in environment.items() if value is not None}
    for name in [name for name, value in environment.items() if value is None]:
        env.pop(name, None)
    command = [sys.executable, "-W", "error", "-c", first + PROGRAM]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process):
    """(hits, misses, saved, last loss in hex) of a process, which must exit with 0 and print nothing else."""
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, f"the app would not have started:\n{err}"
    assert err == ""
    hits, misses, saved, loss = out.split()
    return int(hits), int(misses), int(saved), loss


def start(first="", **environment):
    return end(begin(first, **environment))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A cache folder filled by two processes at the same time, and the loss that both computed."""
    folder = tmp_path_factory.mktemp("kernels")
    first, second = [end(process) for process in [begin(NUMBA_CACHE_DIR=folder) for _ in range(2)]]
    assert first[3] == second[3]
    assert first[0] + first[1] == second[0] + second[1] == KERNELS
    assert len(list(folder.iterdir())) == KERNELS, "both write the same files and leave nothing else"
    return folder, first[3]


def test_caches_of_another_numba_and_another_cpu_are_not_used_and_all_share_a_folder(filled, tmp_path):
    folder, loss = shutil.copytree(filled[0], tmp_path / "shared"), filled[1]
    compiled, loaded = (0, KERNELS, KERNELS, loss), (KERNELS, 0, 0, loss)
    other = "import numba\nnumba.__version__ = '0.0.1'\n"
    assert start(other, NUMBA_CACHE_DIR=folder) == compiled
    assert start(NUMBA_CACHE_DIR=folder, NUMBA_CPU_NAME="generic") == compiled, "other kernels, or other numbers"
    assert start(NUMBA_CACHE_DIR=folder) == loaded, "a second start compiles"
    assert start(other, NUMBA_CACHE_DIR=folder) == loaded


def test_a_baked_folder_is_read_and_never_written(filled, tmp_path):
    folder, loss = filled
    before = sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir())
    assert start(NUMBA_CACHE_DIR=tmp_path, RAVINE_PREWARMED=folder) == (KERNELS, 0, 0, loss)
    assert sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir()) == before
    # With a read-only root file system the baked folder still serves.
    (tmp_path / "file").touch()
    assert start(NUMBA_CACHE_DIR=tmp_path / "file" / "below", RAVINE_PREWARMED=folder) == (KERNELS, 0, 0, loss)


def test_truncated_and_foreign_entries_are_compiled_again(filled, tmp_path):
    folder, loss = filled
    contents = {path.name: path.read_bytes() for path in folder.iterdir()}
    flipped = bytearray(next(iter(contents.values())))
    flipped[len(flipped) // 2] ^= 1
    damage = [lambda raw: raw[: len(raw) // 2], lambda raw: b"", lambda raw: bytes(flipped)]
    for (name, raw), spoil in zip(contents.items(), cycle(damage)):
        (tmp_path / name).write_bytes(spoil(raw))
    assert start(NUMBA_CACHE_DIR=tmp_path) == (0, KERNELS, KERNELS, loss)
    whole = [cache._unwrap((tmp_path / name).read_bytes()) for name in contents]
    assert all(whole), "the damaged entries were not replaced"


def test_nowhere_to_write(filled, tmp_path):
    (tmp_path / "file").touch()
    assert start(HOME=None, NUMBA_CACHE_DIR=tmp_path / "file" / "below") == (0, KERNELS, 0, filled[1])


def test_without_a_home_a_private_folder_for_temporary_files_serves(filled, tmp_path):
    folder, loss = filled
    (tmp_path / "file").touch()
    (tmp_path / "tmp").mkdir()
    nowhere = tmp_path / "file" / "below"
    seen = start(HOME=nowhere, XDG_CACHE_HOME=nowhere, TMPDIR=tmp_path / "tmp", RAVINE_PREWARMED=folder)
    assert seen == (KERNELS, 0, 0, loss)
    (made,) = (tmp_path / "tmp").iterdir()
    assert made.stat().st_mode & 0o777 == 0o700


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


def test_a_disk_on_which_no_kernel_fits(filled, tmp_path):
    # With a file size limit of 1 KB the system fails in the middle of a write.
    full = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))\n"
    assert start(full, NUMBA_CACHE_DIR=tmp_path) == (0, KERNELS, 0, filled[1])
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
