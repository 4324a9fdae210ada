"""Cache compiled kernels on disk, so that a second start compiles nothing; disk errors never stop the app.

Each kernel has one file, named by a hash of everything that its machine code depends on, and written by renaming, so
that readers see a whole file or none and processes can fill one folder at the same time. A checksum in the file guards
against executing truncated machine code.
"""

import contextlib
import hashlib
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

_MAGIC = b"ravine kernel 1\n"
_KEPT = 8  # stored versions of one kernel; every change of the engine or the unit adds one
_counts: Counter[str] = Counter()
_lock = threading.Lock()


def statistics() -> dict[str, int]:
    """Counts since the process began: ``hits`` (loaded), ``misses`` (compiled), ``saved``, ``unsaved`` (disk error)."""
    with _lock:
        return {name: _counts[name] for name in ("hits", "misses", "saved", "unsaved")}


def _count(name: str) -> None:
    with _lock:
        _counts[name] += 1


@cache
def folder() -> Path | None:
    """Folder of the cache: ``NUMBA_CACHE_DIR``, else a folder of this user; None if none can be written to."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return path if _usable(path := Path(chosen).absolute(), private=False) else None
    return next((path for path in _own_folders() if _usable(path, private=True)), None)


def _own_folders() -> list[Path]:
    folders = []
    if configured := os.environ.get("XDG_CACHE_HOME"):
        folders.append(Path(configured) / "ravine")
    with contextlib.suppress(RuntimeError):  # no HOME and no entry in the user table
        folders.append(Path.home() / ".cache" / "ravine")
    with contextlib.suppress(OSError):  # no folder for temporary files can be written
        folders.append(Path(tempfile.gettempdir()) / f"ravine-{os.getuid() if hasattr(os, 'getuid') else 'kernels'}")
    return [path for path in folders if path.is_absolute()]


def _usable(path: Path, private: bool) -> bool:
    """Whether ``path`` exists or can be created, is writable, and, if ``private``, is not writable by other users.

    Its files are executed, and in a shared temporary folder another user may have created our folder first.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = path.stat()
        if private and hasattr(os, "getuid"):
            shared = about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
            if about.st_uid != os.getuid() or shared:
                return False
        tempfile.TemporaryFile(dir=path).close()
    except OSError:
        return False
    return True


def _sources() -> list[Path]:
    """Folders to look up kernels in: our own, then the one that an image contains."""
    baked = os.environ.get("RAVINE_PREWARMED")
    return [path for path in (folder(), Path(baked) if baked else None) if path]


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
        for source in _sources():
            # An entry may be unreadable, truncated or incompatible; in all cases compile instead.
            with contextlib.suppress(Exception):
                payload = _unwrap((source / name).read_bytes())
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
        payload = dumps(data._reduce())
        try:
            _write(home / self._file(sig, data.codegen), _MAGIC + hashlib.sha256(payload).digest() + payload)
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


def _unwrap(raw: bytes) -> bytes:
    head = len(_MAGIC)
    payload = raw[head + 32 :]
    if raw[:head] != _MAGIC or hashlib.sha256(payload).digest() != raw[head : head + 32]:
        raise ValueError("not a whole kernel")
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
