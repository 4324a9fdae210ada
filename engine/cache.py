"""Keep compiled kernels on disk, so that a second start compiles nothing; no fault of the disk stops the app.

One file a kernel, named by a hash of everything its machine code depends on, written beside and then renamed: a reader
sees a whole file or none, and two processes that fill one folder at a time write the same thing. A file carries its own
checksum: truncated machine code must not be run to find out.
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

# Numba has no public interface for a cache of one's own: these and CompileResult._reduce / _rebuild are internals,
# read in 0.68.1. requirements.txt pins that version; tests/engine/test_engine_cache.py fails when they move.
from numba.core.caching import _Cache
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

import vecmath

_MAGIC = b"ravine kernel 1\n"
_KEPT = 8  # versions of one kernel: every change of engine or unit makes another
_counts: Counter[str] = Counter()
_lock = threading.Lock()


def statistics() -> dict[str, int]:
    """Since the process began: ``hits`` (loaded), ``misses`` (compiled), ``saved``, ``unsaved`` (disk refused)."""
    with _lock:
        return {name: _counts[name] for name in ("hits", "misses", "saved", "unsaved")}


def _count(name: str) -> None:
    with _lock:
        _counts[name] += 1


@cache
def folder() -> Path | None:
    """Where kernels are kept: ``NUMBA_CACHE_DIR``, else a folder of this user's own; None if nothing can be written."""
    if chosen := os.environ.get("NUMBA_CACHE_DIR"):
        return path if _usable(path := Path(chosen).absolute(), private=False) else None
    return next((path for path in _own_folders() if _usable(path, private=True)), None)


def _own_folders() -> list[Path]:
    found = []
    if configured := os.environ.get("XDG_CACHE_HOME"):
        found.append(Path(configured) / "ravine")
    with contextlib.suppress(RuntimeError):  # no HOME and no entry in the user table
        found.append(Path.home() / ".cache" / "ravine")
    with contextlib.suppress(OSError):  # no folder for temporary files can be written
        found.append(Path(tempfile.gettempdir()) / f"ravine-{os.getuid() if hasattr(os, 'getuid') else 'kernels'}")
    return [path for path in found if path.is_absolute()]


def _usable(path: Path, private: bool) -> bool:
    """Whether ``path`` exists or can be made, takes a file, and, if ``private``, lets no other user put one there.

    The files in it get executed: in a shared folder another user may have made one of our name first.
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
    """Files to look a kernel up in, best first: our own folder, then the one baked into an image."""
    baked = os.environ.get("RAVINE_PREWARMED")
    return [path for path in (folder(), Path(baked) if baked else None) if path]


def _compiler_sources() -> str:
    """Hash of what may stand in compiled code without a unit naming it."""
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, Path(vecmath.__file__).parent):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


# Everything that kernels depend on besides their own code; read at import, before a file already imported is edited.
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
        # magic_tuple: operating system, CPU and its features. A cache from another machine is simply never found.
        parts = (self.name, self.fingerprint, str(signature), codegen.magic_tuple(), _PLATFORM)
        return f"{self.name}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}.kernel"

    def load_overload(self, sig: Any, target_context: Any) -> CompileResult | None:
        """The compiled kernel, or None if no sound entry is found anywhere."""
        target_context.refresh()
        name = self._file(sig, target_context.codegen())
        for source in _sources():
            # An entry may be unreadable, torn or meant for something else: none of that is worth more than compiling.
            with contextlib.suppress(Exception):
                payload = _unwrap((source / name).read_bytes())
                result = CompileResult._rebuild(target_context, *pickle.loads(payload))
                _count("hits")
                return result
        _count("misses")
        return None

    def save_overload(self, sig: Any, data: CompileResult) -> None:
        """Keep the kernel if it can be kept."""
        home = folder()
        if home is None or data.library.has_dynamic_globals:
            return
        payload = dumps(data._reduce())
        try:
            _write(home / self._file(sig, data.codegen), _MAGIC + hashlib.sha256(payload).digest() + payload)
            _count("saved")
            _prune(home, self.name)
        except OSError:  # disk full, folder gone, read-only after all
            _count("unsaved")

    def enable(self) -> None:
        """Part of the interface; always on."""

    def disable(self) -> None:
        """Part of the interface; always on."""

    def flush(self) -> None:
        """Part of the interface; entries are never stale, their names say what they hold."""


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
