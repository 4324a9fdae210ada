"""The kernel cache saves compilation, and the app runs whatever is wrong with the disk."""

import errno
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import vecmath
from engine import cache, kernels
from ravine.server.json_log import Lines

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


# What another user of the machine could have done to a folder, and what the log says of it.
def open_to_the_group(folder):
    folder.chmod(0o770)


def open_to_all(folder):
    folder.chmod(0o1777)


def given_away(folder):
    os.chown(folder, 65534, -1)


def linked_by_another(folder):
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to("elsewhere")
    os.lchown(folder, 65534, -1)


EXPOSED = {
    open_to_the_group: "other users can write to it",
    open_to_all: "other users can write to it",
    given_away: "it belongs to another user",
    linked_by_another: "it is another user's symbolic link",
}
ROOT_ONLY = {given_away, linked_by_another}


@pytest.mark.parametrize("done", EXPOSED, ids=lambda done: done.__name__)
@pytest.mark.parametrize("variable", ["NUMBA_CACHE_DIR", "RAVINE_PREWARMED"])
def test_a_folder_that_another_user_can_write_to_is_refused_with_one_line(places, tmp_path, caplog, variable, done):
    if done in ROOT_ONLY and os.getuid():
        pytest.skip("only root can give a file away")
    chosen, home = tmp_path / "kernels", tmp_path / "home"
    chosen.mkdir()
    done(chosen)
    places(**{"HOME": home, variable: chosen})
    for _ in range(2):
        assert [source for source, _ in cache._sources()] == [home / ".cache" / "ravine"], "the next folder serves"
    (line,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    told = {"event": "cache", "refused": str(chosen), "because": EXPOSED[done]}
    assert told.items() <= json.loads(Lines().format(line)).items()


def test_what_another_user_could_have_written_is_not_executed(here, tmp_path):
    kernels, elsewhere = tmp_path / "kernels", {"HOME": tmp_path / "home"}
    assert here(NUMBA_CACHE_DIR=kernels) == COMPILED
    first, *_ = kernels.iterdir()
    first.chmod(0o620)
    assert here(NUMBA_CACHE_DIR=kernels) == (len(FEW) - 1, 1, 1), "a file that the group can write to"
    kernels.chmod(0o777)
    assert here(**elsewhere, NUMBA_CACHE_DIR=kernels) == COMPILED, "a folder that all can write to"


def test_only_a_file_of_an_owner_s_that_nobody_else_can_write_is_read(tmp_path):
    """So nothing comes of it if another user puts his own folder in the place of ours, in a shared folder above."""
    kernel, ours, other = tmp_path / "kernel", {os.getuid()}, {os.getuid() + 1}
    kernel.write_bytes(b"code")
    assert cache._read(kernel, ours) == cache._read(kernel, ours | other) == b"code"
    (tmp_path / "link").symlink_to(kernel)
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name, mode in ("group", 0o620), ("all", 0o602):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    for name, owners in ("kernel", other), ("link", ours), ("pipe", ours), ("group", ours), ("all", ours):
        with pytest.raises(OSError, match=r"another user|symbolic links"):
            cache._read(tmp_path / name, owners)


def test_a_service_s_folder_and_a_container_s_are_used(places, tmp_path):
    # systemd: the cache folder is a link to one that this user owns, beneath one of root's.
    (tmp_path / "private").mkdir()
    (tmp_path / "service").symlink_to("private")
    # A container: one that the app makes, below a folder for temporary files in which all may write.
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp").chmod(0o777)
    for chosen in tmp_path / "service", tmp_path / "tmp" / "kernels":
        places(NUMBA_CACHE_DIR=chosen)
        assert cache.folder() == chosen


@pytest.mark.skipif(bool(os.getuid()), reason="only root has folders that are root's")
def test_root_may_own_an_image_s_kernels_but_not_a_folder_that_is_written_to(places, tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_own_users", lambda: {10001})
    monkeypatch.setattr(cache, "_candidates", lambda: [tmp_path])
    places(RAVINE_PREWARMED=tmp_path)
    assert cache._sources() == [(tmp_path, {10001, 0})]


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
