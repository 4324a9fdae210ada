"""One session's scenario, view and language, and the address that holds them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from experiments.permalink import address, decode, decode_view
from experiments.scenario import Problem, Scenario, ScenarioError
from experiments.suggested_rate import suggest
from experiments.view import View
from ravine.session import link_options, stage_events
from ravine.words import Words, choose

# Of what the stage tells: the sidebar shows them too.
FOLLOWED = {"start", "batch", "seed"}


@dataclass(frozen=True)
class Page:
    """How a page keeps its state in its address.

    Attributes:
        name: of the page.
        read: takes a query string, fills the session, returns what could not be used.
        write: what the address must say so that ``read`` brings the session back; it is asked when everything that the
            visitor did is taken in.
    """

    name: str
    read: Callable[[str], tuple[Problem, ...]]
    write: Callable[[], dict[str, str]]


def place() -> tuple[str, str]:
    """The page that the session shows, and of the lessons which one."""
    page = st.session_state.page.name
    return page, st.session_state.get("lesson", "") if page == "lessons" else ""


def first_scenario() -> Scenario:
    """What a visitor sees who brings no link."""
    return suggest(Scenario())


def race_of(query: str, file: str = "") -> tuple[Scenario, View, tuple[Problem, ...]]:
    """What the playground shows for its address; ``file`` as :func:`experiments.permalink.decode` takes it."""
    scenario, problems = decode(query, file)
    view, more = decode_view(query)
    bare = not set(parse_qs(query, keep_blank_values=True)) - {"lang", *link_options.KEYS}
    return first_scenario() if bare else scenario, view, problems + more


def read_race(query: str) -> tuple[Problem, ...]:
    """The playground's address: a race and a view, or nothing."""
    # A link that needs a file finds the one that this session holds.
    columns = st.session_state.get("columns")
    scenario, view, problems = race_of(query, columns.name if columns else "")
    st.session_state["wants-file"] = any(problem.code == "needs-file" for problem in problems)
    st.session_state.scenario = scenario
    st.session_state.view = view
    return problems


def write_race(*, brief: bool = False) -> dict[str, str]:
    """The race and the view; ``brief`` leaves out what is at its default."""
    return address(st.session_state.scenario, st.session_state.view, brief=brief)


PLAYGROUND = Page("playground", read_race, write_race)


def load(page: Page = PLAYGROUND) -> None:
    """Take over the address if it is not the one this session wrote: a link opened, or the browser's back button."""
    query, before = _query(), st.session_state.get("address")
    if before == (page.name, query):
        return
    if before and before[0] == page.name:
        # A link from a page to itself leaves the browser's address as it was; told again, it follows.
        st.query_params.from_dict(st.query_params.to_dict())
    st.session_state.page = page
    st.session_state.lang = language()
    st.session_state.problems = page.read(query) + link_options.problems()
    # Last: a run that had to give way before it was taken over is followed by one that takes it over.
    st.session_state.address = (page.name, query)


def save() -> None:
    """Write the page's state, language and what a teacher set into the address."""
    catch_up()
    _write()


def _write() -> None:
    page = st.session_state.page
    said = page.write() | link_options.kept() | {"lang": st.session_state.lang}
    st.query_params.from_dict(said)
    st.session_state.address = (page.name, urlencode(said))


def language() -> str:
    """What the address asks for, else what the session speaks, else what the browser wants."""
    asked = st.query_params.get("lang")
    return choose(asked, st.session_state.get("lang") or st.context.locale)


def scenario() -> Scenario:
    if not _drawing():
        catch_up()
    return st.session_state.scenario


def view() -> View:
    if not _drawing():
        catch_up()
    return st.session_state.view


def _drawing() -> bool:
    """Whether the page is being drawn: the stage's own callback has then taken in what was done there.

    A page asks for its scenario dozens of times; to look for news each time costs 1.7 of 12.5 ms of CPU a change.
    """
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.has_script_started


def catch_up() -> None:
    """Take in what a visitor did on the stage: it comes before whatever asks for the state, or is about to set it."""
    news = stage_events.news()
    if not news:
        return
    final = news["final"]
    st.session_state.draft = not final
    st.session_state.view = st.session_state.view.with_changes(news["view"])
    if isinstance(news.get("step"), int):
        st.session_state.step = news["step"]
    # A message sent before the page showed another surface must not act on that one.
    if news["surface"] == st.session_state.scenario.surface:
        try:
            _replace(_touched(news), keep_address=not final)
        except ScenarioError:
            # The stage sends nothing that a Scenario refuses; only a forged message comes here.
            return
    # What shows them stands outside the fragment: it follows when the handle is let go.
    st.session_state.whole_page = final and (not news.keys().isdisjoint(FOLLOWED) or _another_best())


def has(key: str, setting: Mapping[str, float]) -> bool:
    """Whether racer ``key`` runs with these values."""
    return setting.items() <= st.session_state.scenario.optimizers.get(key, {}).items()


def _another_best() -> bool:
    """Whether the sidebar's word on a racer's best setting is no longer so: the one is set, or not set."""
    key, setting, was_set = st.session_state.get("best") or ("", {}, True)
    return has(key, setting) != was_set


def _touched(news: dict[str, Any]) -> dict[str, Any]:
    """The fields of the scenario that ``news`` of the stage changes."""
    fields: dict[str, Any] = {"start": news["start"]} if news.get("start") else {}
    fields |= {name: news[name] for name in ("batch", "seed") if name in news}
    optimizers = st.session_state.scenario.optimizers
    rates = {key: rate for key, rate in news["lr"].items() if key in optimizers}
    if rates:
        changed = {key: {**values, "lr": rates.get(key, values["lr"])} for key, values in optimizers.items()}
        fields["optimizers"] = changed
    return fields


def words() -> Words:
    return Words(st.session_state.lang)


def problems() -> tuple[Problem, ...]:
    return st.session_state.problems


def change(**fields: Any) -> None:
    """Replace fields of the scenario; notices about an earlier link have had their time."""
    catch_up()
    _replace(fields)


def _replace(fields: Mapping[str, Any], *, keep_address: bool = False) -> None:
    st.session_state.scenario = replace(st.session_state.scenario, **fields)
    st.session_state.problems = ()
    if not keep_address:
        _write()


def reset() -> None:
    """Back to what a visitor sees who brings no link."""
    catch_up()
    st.session_state.scenario = first_scenario()
    st.session_state.view = View()
    st.session_state.problems = ()
    save()


def change_view(changes: Mapping[str, Any]) -> None:
    """Replace fields of the view; what is not usable is left out."""
    st.session_state.view = view().with_changes(changes)


def _query() -> str:
    return urlencode([(key, value) for key in st.query_params for value in st.query_params.get_all(key)])
