"""Cache compiled kernels on disk, so that a second start compiles nothing; disk errors never stop the app.

Each kernel has one file, named by a hash of everything that its machine code depends on, and written by renaming, so
that readers see a whole file or none and processes can fill one folder at the same time. A checksum over the name and
the machine code guards against executing a truncated file, or one that has been renamed to another kernel's name.

The files are unpickled and executed, so another user of the machine must not be able to write them. A folder is used if
it belongs to this process's user and no other user can write to it, and a file in it is read under the same two
conditions, checked on the open file. The folders above may be shared, as ``/tmp`` is, or be symbolic links: another
user who puts a different folder in the place of ours cannot make files that belong to us.
"""

import contextlib
import hashlib
import logging
import os
import pickle
import stat
import sys
import tempfile
import threading
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import llvmlite
import numba

# Numba has no public interface for custom caches: these, CompileResult._reduce and _rebuild are internals of 0.68.1.
# requirements.txt pins that version; tests/engine/test_engine_cache.py fails when they change.
from numba.core.caching import _Cache
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

import vecmath

_MAGIC = b"ravine kernel 2\n"
_KEPT = 8  # stored versions of one kernel; every change of the engine or the unit adds one
_counts: Counter[str] = Counter()
_lock = threading.Lock()
_log = logging.getLogger("ravine.cache")


def statistics() -> dict[str, int]:
    """Counts since the process began: ``hits`` (loaded), ``misses`` (compiled), ``saved``, ``unsaved`` (disk error)."""
    with _lock:
        return {name: _counts[name] for name in ("hits", "misses", "saved", "unsaved")}


def _count(name: str) -> None:
    with _lock:
        _counts[name] += 1


@cache
def folder() -> Path | None:
    """Folder that this process stores kernels in: ``NUMBA_CACHE_DIR``, else a folder of this user's own.

    None if none of them can be written to. A folder that other users can write to is left out, with a line in the log.
    """
    return next((path for path in _candidates() if _writable(path) and _trusted(path, _own_users())), None)


@cache
def _prewarmed() -> Path | None:
    """Folder of the kernels that an image contains, ``RAVINE_PREWARMED``; root may own it too, and it is only read."""
    chosen = os.environ.get("RAVINE_PREWARMED")
    path = Path(chosen).absolute() if chosen else None
    return path if path and path.is_dir() and _trusted(path, _own_users() | {0}) else None


def _candidates() -> list[Path]:
    folders = []
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        folders.append(Path(chosen).absolute())
    if configured := os.environ.get("XDG_CACHE_HOME"):
        folders.append(Path(configured) / "ravine")
    with contextlib.suppress(RuntimeError):  # no HOME and no entry in the user table
        folders.append(Path.home() / ".cache" / "ravine")
    with contextlib.suppress(OSError):  # no folder for temporary files can be written
        folders.append(Path(tempfile.gettempdir()) / f"ravine-{os.getuid() if hasattr(os, 'getuid') else 'kernels'}")
    return [path for path in folders if path.is_absolute()]


def _writable(path: Path) -> bool:
    """Whether ``path`` is a folder, or can be made one, in which files can be created."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=path).close()
    except OSError:
        return False
    return True


def _trusted(path: Path, owners: set[int]) -> bool:
    """Whether only ``owners`` can write to a folder; if not, say so in the log."""
    reason = _exposed(path.stat(), owners)
    if path.is_symlink() and path.lstat().st_uid not in owners | {0}:  # root's links lead to where a service keeps it
        reason = "it is another user's symbolic link"
    if reason:
        facts = {"event": "cache", "refused": str(path), "because": reason}
        _log.warning("kernels are neither read from %s nor stored there: %s", path, reason, extra={"said": facts})
    return not reason


def _exposed(about: os.stat_result, owners: set[int]) -> str:
    """How users other than ``owners`` can write to a file or folder; empty if they cannot."""
    if not hasattr(os, "getuid"):  # Windows has no such owners and modes
        return ""
    if about.st_uid not in owners:
        return "it belongs to another user"
    if about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return "other users can write to it"
    return ""


def _own_users() -> set[int]:
    return {os.getuid()} if hasattr(os, "getuid") else set()


def _read(path: Path, owners: set[int]) -> bytes:
    """Content of a file that only ``owners`` can write. Raises OSError if it is not there, or not such a file."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or _exposed(about, owners):
            raise PermissionError(f"{path} may have been written by another user")
        return file.read()


def _sources() -> list[tuple[Path, set[int]]]:
    """Folders to look up kernels in, with the users who may own their files: our own, then the image's."""
    found = [(folder(), _own_users()), (_prewarmed(), _own_users() | {0})]
    return [(path, owners) for path, owners in found if path]


def _compiler_sources() -> str:
    """Hash of the sources that can be part of compiled code without being named by a unit."""
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, Path(vecmath.__file__).parent):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


# Dependencies of all kernels; computed at import, so that later edits of imported files do not count.
_PLATFORM = (numba.__version__, llvmlite.__version__, sys.version_info[:2], _compiler_sources())


class KernelCache(_Cache):
    """Numba's cache interface for one kernel with one signature."""

    def __init__(self, name: str, fingerprint: str) -> None:
        self.name = name
        self.fingerprint = fingerprint

    @property
    def cache_path(self) -> str:
        return str(folder())

    def _file(self, signature: Any, codegen: Any) -> str:
        # magic_tuple: operating system, CPU and its features, so that another machine's files do not match.
        parts = (self.name, self.fingerprint, str(signature), codegen.magic_tuple(), _PLATFORM)
        return f"{self.name}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}.kernel"

    def load_overload(self, sig: Any, target_context: Any) -> CompileResult | None:
        """The compiled kernel; None if no folder has a valid one."""
        target_context.refresh()
        name = self._file(sig, target_context.codegen())
        for source, owners in _sources():
            # An entry may be unreadable, truncated, incompatible or another user's; in all cases compile instead.
            with contextlib.suppress(Exception):
                payload = _unwrap(name, _read(source / name, owners))
                result = CompileResult._rebuild(target_context, *pickle.loads(payload))
                _count("hits")
                return result
        _count("misses")
        return None

    def save_overload(self, sig: Any, data: CompileResult) -> None:
        """Store the kernel, if possible."""
        home = folder()
        if home is None or data.library.has_dynamic_globals:
            return
        name = self._file(sig, data.codegen)
        content = _wrap(name, dumps(data._reduce()))
        try:
            _write(home / name, content)
            _count("saved")
            _prune(home, self.name)
        except OSError:  # disk full, folder deleted, read-only
            _count("unsaved")

    def enable(self) -> None:
        """Part of the interface; the cache is always on."""

    def disable(self) -> None:
        """Part of the interface; the cache is always on."""

    def flush(self) -> None:
        """Part of the interface; entries cannot be stale, since their names are hashes of their dependencies."""


def _checksum(name: str, payload: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + payload).digest()


def _wrap(name: str, payload: bytes) -> bytes:
    """Content of the file ``name``: a mark, a checksum over name and payload, and the payload."""
    return _MAGIC + _checksum(name, payload) + payload


def _unwrap(name: str, raw: bytes) -> bytes:
    """The payload of the file ``name``. Raises ValueError if ``raw`` is truncated, altered or another file's."""
    head = len(_MAGIC)
    payload = raw[head + 32 :]
    if raw[:head] != _MAGIC or _checksum(name, payload) != raw[head : head + 32]:
        raise ValueError("not a whole kernel of this name")
    return payload


def _write(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _prune(home: Path, name: str) -> None:
    entries = sorted(home.glob(f"{name}-*.kernel"), key=lambda path: path.stat().st_mtime)
    for path in entries[:-_KEPT]:
        path.unlink(missing_ok=True)
