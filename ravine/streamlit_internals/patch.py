"""Declaration of a patch, and the guard that lets it through only where its targets are what was read."""

import hashlib
import importlib
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Literal

from ravine import versions


@dataclass(frozen=True)
class Target:
    """A function or class of Streamlit, as it was read when a patch was written.

    Attributes:
        address: ``module:name`` or ``module:Class.name``.
        parameters: names of its parameters, of a class those of ``__init__``, separated by spaces.
        digest: of its source, by :func:`digest`.
    """

    address: str
    parameters: str
    digest: str

    def difference(self) -> str:
        """In what the installed one differs from the one that was read; empty when in nothing."""
        try:
            found = installed(self.address)
        except Exception:  # whatever importing a module that has changed may raise
            return f"{self.address} is gone"
        if not isinstance(found, FunctionType | type):
            return f"{self.address} is no longer a function or a class"
        try:
            if parameters(found) != self.parameters:
                return f"{self.address} takes ({parameters(found)}) in place of ({self.parameters})"
            return "" if digest(found) == self.digest else f"{self.address} has other source"
        except (OSError, TypeError, ValueError):  # compiled, or made without a file
            return f"{self.address} has no source to compare"


@dataclass(frozen=True)
class Patch:
    """Attributes of Streamlit that are replaced together.

    Attributes:
        name: in ``RAVINE_PATCHES`` and in the log.
        purpose: what it is for.
        reason: why it is needed, in one sentence.
        gain: what was measured.
        replaces: functions in whose place others are put.
        uses: functions that the new ones call, or do the work of.
        make: the new functions, by the addresses of those that they replace; called once, on the event loop, when the
            guard has let the patch through.
        issue: where upstream deals with it, if anywhere.
    """

    name: str
    purpose: Literal["correctness", "speed"]
    reason: str
    gain: str
    replaces: tuple[Target, ...]
    make: Callable[[], Mapping[str, Any]]
    uses: tuple[Target, ...] = ()
    issue: str = ""

    def difference(self) -> str:
        """What keeps the patch from being applied here; empty when nothing does."""
        if (found := versions.installed()) != versions.WRITTEN_FOR:
            return f"written for streamlit {versions.WRITTEN_FOR}; {found or 'none'} is installed"
        return next(filter(None, (target.difference() for target in (*self.replaces, *self.uses))), "")


_Undo = list[tuple[Any, str, Any]]  # owner, attribute, what stood there
_applied: dict[str, _Undo] = {}


def is_applied(name: str) -> bool:
    return name in _applied


def apply(patch: Patch) -> str:
    """Put the patch's functions in place, all or none of them; why not, if none. Again, it does nothing."""
    if is_applied(patch.name):
        return ""
    if difference := patch.difference():
        return difference
    undo: _Undo = []
    try:
        new = patch.make()
        if new.keys() != {target.address for target in patch.replaces}:
            raise KeyError(patch.name)
        for address, function in new.items():
            owner, name = locate(address)
            undo.append((owner, name, vars(owner)[name]))
            setattr(owner, name, function)
    except Exception as error:
        _put_back(undo)
        return f"it failed with {type(error).__name__}"
    _applied[patch.name] = undo
    return ""


def remove(name: str) -> None:
    """Put back what the patch has replaced, if it is applied."""
    _put_back(_applied.pop(name, []))


def _put_back(undo: _Undo) -> None:
    for owner, name, function in reversed(undo):
        setattr(owner, name, function)


def locate(address: str) -> tuple[Any, str]:
    """The module or class that holds the function at ``address``, and the function's name in it."""
    module, _, path = address.partition(":")
    *classes, name = path.split(".")
    owner = importlib.import_module(module)
    for part in classes:
        owner = getattr(owner, part)
    return owner, name


def installed(address: str) -> Any:
    """What is at ``address``; of a property its getter."""
    owner, name = locate(address)
    found = vars(owner)[name]
    return found.fget if isinstance(found, property) else found


def parameters(found: FunctionType | type) -> str:
    """Names of its parameters, separated by spaces; its own, not those of a function that it wraps."""
    function = found.__init__ if isinstance(found, type) else found
    return " ".join(inspect.signature(function, follow_wrapped=False).parameters)


def digest(found: FunctionType | type) -> str:
    """Hash of its own source, wherever it stands. Raises OSError or TypeError when there is none."""
    # A function's code: of the function itself, Python would give the source of one that it wraps.
    source = inspect.getsource(found if isinstance(found, type) else found.__code__)
    return hashlib.sha256(textwrap.dedent(source).encode()).hexdigest()[:16]
