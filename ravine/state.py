"""One session's scenario, view and language, and the address that holds them all."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from experiments.permalink import decode, decode_view, encode
from experiments.scenario import Problem, Scenario
from experiments.suggest import suggest
from experiments.view import View
from ravine.words import Words, choose


def first_scenario() -> Scenario:
    """What a visitor sees who brings no link."""
    return suggest(Scenario())


def load() -> None:
    """Take over the address if it is not the one this session wrote: a link opened, or the browser's back button."""
    query = _query()
    if st.session_state.get("query") == query:
        return
    st.session_state.query = query
    asked = st.query_params.get("lang")
    if asked or "lang" not in st.session_state:
        st.session_state.lang = choose(asked, st.context.locale)
    # A link that needs a file finds the one that this session holds.
    columns = st.session_state.get("columns")
    scenario, problems = decode(query, columns.name if columns else "")
    st.session_state["wants-file"] = any(problem.code == "needs-file" for problem in problems)
    view, more = decode_view(query)
    bare = not set(st.query_params) - {"lang"}
    st.session_state.scenario = first_scenario() if bare else scenario
    st.session_state.view = view
    st.session_state.problems = problems + more


def save() -> None:
    """Write scenario, view and language into the address."""
    st.query_params.from_dict(dict(parse_qsl(encode(scenario(), view()))) | {"lang": st.session_state.lang})
    st.session_state.query = _query()


def scenario() -> Scenario:
    return st.session_state.scenario


def view() -> View:
    return st.session_state.view


def words() -> Words:
    return Words(st.session_state.lang)


def problems() -> tuple[Problem, ...]:
    return st.session_state.problems


def change(*, keep_address: bool = False, **fields: Any) -> None:
    """Replace fields of the scenario; notices about an earlier link have had their time."""
    st.session_state.scenario = replace(scenario(), **fields)
    st.session_state.problems = ()
    if not keep_address:
        save()


def reset() -> None:
    """Back to what a visitor sees who brings no link."""
    st.session_state.scenario = first_scenario()
    st.session_state.view = View()
    st.session_state.problems = ()
    save()


def change_view(changes: Mapping[str, Any]) -> None:
    """Replace fields of the view; what is not usable is left out."""
    st.session_state.view = view().with_changes(changes)


def _query() -> str:
    return urlencode([(key, value) for key in st.query_params for value in st.query_params.get_all(key)])
