"""RAVINE_PATCHES chooses patches; what is left out is reported, with the reason."""

from collections.abc import Iterator

import pytest

from ravine import streamlit_internals, versions
from ravine.streamlit_internals import PATCHES, VARIABLE, Report, chosen, install, is_applied, remove

ALL = frozenset(PATCHES)
FIRST, SECOND, *_ = PATCHES


@pytest.fixture(autouse=True)
def given_back() -> Iterator[None]:
    yield
    for name in PATCHES:
        remove(name)


CHOICES = {
    "": ALL,
    " ": ALL,
    "all": ALL,
    "none": frozenset(),
    FIRST: {FIRST},
    f"{FIRST}, {SECOND}": {FIRST, SECOND},
    f"-{FIRST}": ALL - {FIRST},
    f" -{FIRST} ,-{SECOND},": ALL - {FIRST, SECOND},
    f"all,-{FIRST}": ALL - {FIRST},
    f"none,{FIRST}": {FIRST},
    f"{FIRST},{SECOND},-{FIRST}": {SECOND},
}


@pytest.mark.parametrize(("asked", "wanted"), CHOICES.items())
def test_patches_are_chosen_by_name(asked, wanted):
    assert chosen(asked) == (wanted, ())


@pytest.mark.parametrize(
    ("asked", "wanted", "unknown"),
    [
        ("typo", ALL, ("typo",)),
        ("-typo", ALL, ("-typo",)),
        (f"-typo,-{FIRST}", ALL - {FIRST}, ("-typo",)),
        (f"{FIRST},typo", {FIRST}, ("typo",)),
        ("none,typo", frozenset(), ("typo",)),
        ("-all", ALL, ("-all",)),
        ("ALL", ALL, ("ALL",)),
    ],
)
def test_names_that_are_no_patch_s_change_nothing_and_are_reported(asked, wanted, unknown):
    assert chosen(asked) == (wanted, unknown)


def test_an_unknown_name_is_a_line_of_the_log():
    report = install("none,typo,-another")
    assert report.unknown == ("typo", "-another")
    *_, one, other = report.lines()
    assert one["problem"].startswith(f"{VARIABLE} names 'typo', which is no patch; there are {FIRST}, {SECOND}")
    assert "'-another'" in other["problem"]


def test_none_leaves_streamlit_as_it_is(monkeypatch):
    monkeypatch.setenv(VARIABLE, "none")
    report = install()
    assert report == Report((), dict.fromkeys(PATCHES, f"{VARIABLE}=none"), ())
    assert not any(map(is_applied, PATCHES))
    assert list(report.lines()) == [{"left_out": list(PATCHES), "because": f"{VARIABLE}=none"}]


@pytest.mark.patch(*PATCHES)
def test_all_are_applied_together_and_there_is_nothing_to_say():
    report = install("all")
    assert report == Report(tuple(PATCHES), {}, ())
    assert all(map(is_applied, PATCHES))
    assert not list(report.lines())
    assert install("") == report, "again, as by a server that is started again in the same process"


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.patch(*PATCHES)) for name in PATCHES])
def test_any_one_can_be_left_out(name):
    report = install(f"-{name}")
    assert report.left_out == {name: f"{VARIABLE}=-{name}"}
    assert [other for other in PATCHES if is_applied(other)] == [other for other in PATCHES if other != name]


@pytest.mark.patch(*PATCHES)
def test_patches_of_another_version_are_left_out_with_one_line(monkeypatch):
    """On the next Streamlit release the app is on plain Streamlit, and says so."""
    monkeypatch.setattr(versions, "installed", lambda: "9.9.9")
    report = install("")
    (line,) = report.lines()
    assert line["left_out"] == list(PATCHES)
    assert line["because"] == f"written for streamlit {versions.WRITTEN_FOR}; 9.9.9 is installed"
    assert report.applied == ()


@pytest.mark.patch(*PATCHES)
def test_one_patch_that_cannot_be_applied_costs_no_other_one(monkeypatch):
    apply = streamlit_internals.apply
    monkeypatch.setattr(
        streamlit_internals, "apply", lambda patch: "its target is gone" if patch.name == FIRST else apply(patch)
    )
    report = install("")
    assert report.left_out == {FIRST: "its target is gone"}
    assert report.applied == tuple(name for name in PATCHES if name != FIRST)
