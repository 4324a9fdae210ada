"""A patch replaces functions only where they are what was read, all of them or none, and gives them back."""

import ast
import runpy
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest

from ravine import versions
from ravine.streamlit_internals import PATCHES, patch
from ravine.streamlit_internals.patch import Patch, Target, apply, digest, is_applied, parameters, remove
from tools.server import ROOT

FOREIGN = {"streamlit", "uvicorn", "starlette", "numba"}
HERE = __name__


class Session:
    """In place of a class of Streamlit's."""

    limit = 3

    def run(self, data: str) -> str:
        return f"ran {data}"

    def stop(self) -> str:
        return "stopped"

    @property
    def name(self) -> str:
        return "a session"


class Sealed(type):
    """Classes whose ``send`` cannot be replaced."""

    def __setattr__(cls, name: str, value: object) -> None:
        if name == "send" and value is not vars(cls)["send"]:
            raise TypeError("sealed")
        super().__setattr__(name, value)


class Socket(metaclass=Sealed):
    def open(self) -> str:
        return "opened"

    def send(self) -> str:
        return "sent"


class Compiled:
    """Its function has no source."""

    exec("def run(self): return 'ran'")
    run: ClassVar[Callable]


def target(owner: type, name: str) -> Target:
    found = vars(owner)[name]
    return Target(f"{HERE}:{owner.__name__}.{name}", parameters(found), digest(found))


RUN, STOP = target(Session, "run"), target(Session, "stop")
OPEN, SEND = target(Socket, "open"), target(Socket, "send")


def patch_of(*replaces: Target, **more: Any) -> Patch:
    """A patch that puts functions in place of ``replaces`` which give their addresses."""
    new = {one.address: lambda *_, one=one: one.address for one in replaces}
    facts = {"name": "example", "purpose": "speed", "reason": "", "gain": ""}
    return Patch(**{**facts, "replaces": replaces, "make": lambda: new, **more})


@pytest.fixture(autouse=True)
def given_back(monkeypatch) -> Iterator[None]:
    monkeypatch.setattr(versions, "installed", lambda: versions.WRITTEN_FOR)
    yield
    remove("example")


def test_a_patch_is_applied_once_and_taken_back():
    made: list[int] = []

    def make() -> dict[str, Callable]:
        made.append(1)
        old = Session.run
        return {RUN.address: lambda self, data: old(self, data).upper()}

    before = dict(vars(Session))
    example = patch_of(RUN, make=make, uses=(STOP,))
    assert (apply(example), apply(example)) == ("", "")
    assert is_applied("example")
    assert (Session().run("x"), Session().stop(), len(made)) == ("RAN X", "stopped", 1)
    remove("example")
    remove("example")
    assert not is_applied("example")
    assert dict(vars(Session)) == before
    assert apply(example) == ""
    assert Session().run("x") == "RAN X"


REFUSED = {
    "a gone module": (Target("streamlit.nowhere:Session.run", "self", ""), "streamlit.nowhere:Session.run is gone"),
    "a gone class": (Target(f"{HERE}:Gone.run", "self", ""), f"{HERE}:Gone.run is gone"),
    "a gone method": (Target(f"{HERE}:Session.gone", "self", ""), f"{HERE}:Session.gone is gone"),
    "an inherited method": (Target(f"{HERE}:Session.__eq__", "self other", ""), f"{HERE}:Session.__eq__ is gone"),
    "a number": (Target(f"{HERE}:Session.limit", "", ""), f"{HERE}:Session.limit is no longer a function or a class"),
    "a property": (Target(f"{HERE}:Session.name", "self", "0" * 16), f"{HERE}:Session.name has other source"),
    "other parameters": (
        Target(RUN.address, "self data more", RUN.digest),
        f"{RUN.address} takes (self data) in place of (self data more)",
    ),
    "other source": (Target(RUN.address, "self data", "0" * 16), f"{RUN.address} has other source"),
    "no source": (Target(f"{HERE}:Compiled.run", "self", ""), f"{HERE}:Compiled.run has no source to compare"),
    "a compiled class": (Target("builtins:dict", "self args kwargs", ""), "builtins:dict has no source to compare"),
}


@pytest.mark.parametrize(("changed", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("use", ["replaced", "used"])
def test_what_is_not_as_it_was_read_is_not_replaced(changed: Target, reason: str, use: str):
    before = dict(vars(Session))
    wanted = patch_of(RUN, changed) if use == "replaced" else patch_of(RUN, uses=(STOP, changed))
    assert apply(wanted).startswith(reason)
    assert not is_applied("example")
    assert dict(vars(Session)) == before


@pytest.mark.parametrize("found", ["9.9.9", "1.66.1", ""])
def test_another_version_is_left_alone_though_its_functions_look_the_same(monkeypatch, found):
    monkeypatch.setattr(versions, "installed", lambda: found)
    assert apply(patch_of(RUN)) == f"written for streamlit {versions.WRITTEN_FOR}; {found or 'none'} is installed"
    assert Session().run("x") == "ran x"


def fail() -> dict[str, Callable]:
    raise ImportError("a private name that is gone")


FAILING = {
    "its functions cannot be made": (patch_of(RUN, make=fail), "it failed with ImportError"),
    "one function is missing": (
        patch_of(RUN, STOP, make=lambda: {RUN.address: lambda *_: "replaced"}),
        "it failed with KeyError",
    ),
    "one function too many": (
        patch_of(RUN, make=lambda: dict.fromkeys([RUN.address, STOP.address], len)),
        "it failed with KeyError",
    ),
    "the second cannot be replaced": (patch_of(OPEN, SEND), "it failed with TypeError"),
}


@pytest.mark.parametrize(("failing", "reason"), FAILING.values(), ids=FAILING)
def test_all_functions_of_a_patch_are_replaced_or_none(failing: Patch, reason: str):
    before = dict(vars(Session)), dict(vars(Socket))
    assert apply(failing) == reason
    assert (dict(vars(Session)), dict(vars(Socket))) == before
    assert not is_applied("example")


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.patch(name)) for name in PATCHES])
def test_each_patch_can_be_applied_to_what_is_installed_and_taken_back(applied, name):
    targets = [patch.locate(one.address) for one in PATCHES[name].replaces]
    before = [vars(owner)[attribute] for owner, attribute in targets]
    applied(name)
    assert all(vars(owner)[name] is not old for (owner, name), old in zip(targets, before, strict=True))
    remove(name)
    assert [vars(owner)[attribute] for owner, attribute in targets] == before


@pytest.mark.parametrize("name", PATCHES)
def test_no_patch_reads_what_another_one_replaces(name):
    """Else the guard would refuse the later one, as if Streamlit had changed."""
    others = {one.address for other in PATCHES.values() if other.name != name for one in other.replaces}
    assert not others & {one.address for one in (*PATCHES[name].replaces, *PATCHES[name].uses)}


@pytest.mark.parametrize("name", PATCHES)
def test_each_patch_says_what_it_is_for(name):
    declared = PATCHES[name]
    assert declared.name == name
    assert declared.reason.endswith(".")
    assert declared.gain.endswith(".")


def test_the_table_prints_every_patch_and_each_target_as_it_is_declared(capsys):
    runpy.run_module("ravine.streamlit_internals", run_name="__main__")
    printed = capsys.readouterr().out
    for declared in PATCHES.values():
        assert f"{declared.name} ({declared.purpose}): " in printed
        for one in (*declared.replaces, *declared.uses):
            line = f'Target("{one.address}", "{one.parameters}", "{one.digest}")'
            assert one.difference() or line in printed, one.address


def root(node: ast.expr) -> str:
    """The name that an expression like ``a.b.c`` begins with, and its first attribute: ``a.b``."""
    path = []
    while isinstance(node, ast.Attribute):
        path.append(node.attr)
        node = node.value
    return ".".join([node.id if isinstance(node, ast.Name) else "", *reversed(path)][:2])


def replaced(source: str) -> list[str]:
    """Attributes of foreign modules and classes that ``source`` replaces."""
    tree = ast.parse(source)
    foreign: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in FOREIGN:
            foreign |= {name.asname or name.name for name in node.names}
        elif isinstance(node, ast.Import):
            foreign |= {
                name.asname or name.name.partition(".")[0]
                for name in node.names
                if name.name.partition(".")[0] in FOREIGN
            }
    found = []
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = [target for target in node.targets if isinstance(target, ast.Attribute)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
            targets = node.args[:1]
        places = map(root, targets)
        found += [place for place in places if place.partition(".")[0] in foreign and place != "st.session_state"]
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import streamlit as st\nst.session_state.page = 1", []),
        ("import streamlit as st\nst.write = print", ["st.write"]),
        ("import uvicorn.config\nuvicorn.config.WS = 1", ["uvicorn.config"]),
        ("from streamlit.runtime import Runtime\nsetattr(Runtime, 'start', 1)", ["Runtime"]),
        ("class A: pass\nA.b = 1", []),
    ],
)
def test_what_replaces_foreign_functions_is_found(source, found):
    assert replaced(source) == found


def test_nowhere_else_in_the_app_are_foreign_functions_replaced():
    paths = [path for path in (ROOT / "ravine").rglob("*.py") if path.parent.name != "streamlit_internals"]
    assert {str(path): found for path in paths if (found := replaced(path.read_text(encoding="utf-8")))} == {}
