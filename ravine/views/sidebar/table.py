"""The sidebar's part about a table of the visitor's own: a file or pasted cells, and two of its columns."""

import streamlit as st

from experiments import datasets
from experiments.scenario import Problem, Scenario
from experiments.surface_data import Columns
from landscapes import LANDSCAPES
from ravine.session import actions
from ravine.session.actions import while_here
from ravine.session.session import ReadTable, Session, current
from ravine.views.digits import grouped
from ravine.words import Words

# Endings of files that hold tables of text.
FILES = ("csv", "tsv", "tab", "txt", "dat", "asc", "prn")
# Characters that the browser sends; a table of so many is refused in a sentence, more would end the connection.
MOST_PASTED = 4 * datasets.MOST_BYTES


def table_controls(session: Session, words: Words) -> None:
    """Take a table, say what cannot be used in it, and have two of its columns chosen."""
    _take_file(session, words)
    _paste_field(words)
    read = session.table
    if read is None:
        if not session.scenario.data:
            st.caption(words("file-wanted"))
        return
    if read.table and not read.upload:
        st.caption(words("pasted-read", rows=len(read.table.columns[0].numbers), columns=len(read.table.names)))
    _tell(read.problems, words)
    if read.table:
        _choose_columns(session, read.table, words)


def _take_file(session: Session, words: Words) -> None:
    """The newest of a file and pasted cells is the table; a file that is taken away leaves pasted cells."""
    file = st.file_uploader(words("file"), type=list(FILES), key="file", help=words("file-help"))
    upload = file.file_id if file else ""
    if file and upload != session.upload:
        session.table = ReadTable(upload, *datasets.read(file.getvalue()))
    elif not file and session.table and session.table.upload:
        session.table = None
    session.upload = upload


def _paste_field(words: Words) -> None:
    st.text_area(
        words("paste"),
        key="pasted",
        height=70,
        max_chars=MOST_PASTED,
        help=words("paste-help"),
        placeholder=words("paste-here"),
        on_change=while_here(take_pasted),
    )


def take_pasted() -> None:
    """Read what was pasted. What can be used leaves the field, or the browser would send it with whatever is done."""
    text = st.session_state["pasted"]
    if not text.strip():
        return
    raw = text.encode("utf-8", "replace")
    session = current()
    session.table = ReadTable("", *datasets.read(raw))
    if session.table.table or len(raw) > datasets.MOST_BYTES:
        st.session_state["pasted"] = ""


def _choose_columns(session: Session, table: datasets.Table, words: Words) -> None:
    names = list(table.numeric())
    target = LANDSCAPES[session.scenario.surface].target  # type: ignore[attr-defined]
    held = [st.session_state.get(key) for key in ("column-x", "column-y")]
    # What was chosen of a table with other columns means nothing in this one.
    if not set(held) <= set(names):
        st.session_state["column-x"], st.session_state["column-y"] = table.likely(target)
    one, two = st.columns(2)
    x = one.selectbox(words("column-x"), names, key="column-x")
    y = two.selectbox(words("column-y"), names, key="column-y")
    scenario = session.scenario
    found, problems = datasets.choose(table, x, y, target)
    _tell(problems, words)
    if found is None:
        return
    if found.name == scenario.data:
        _scaling(scenario, found, words)
        return
    session.columns = found
    actions.change({"data": found.name})


def _scaling(scenario: Scenario, columns: Columns, words: Words) -> None:
    """Say what the model sees of the file's numbers."""
    for axis, name in zip(("input", "target"), columns.columns, strict=True):
        centre = scenario.surface_parameters.get(f"{axis}_center")
        if centre is not None:  # classes are not rescaled
            scale = scenario.surface_parameters[f"{axis}_scale"]
            # Never through markdown: it quotes the visitor's file.
            st.text(words(f"file-scaled-{axis}", name=name, centre=grouped(centre), scale=grouped(scale)))


def _tell(problems: tuple[Problem, ...], words: Words) -> None:
    for problem in problems:
        # Never through markdown: it quotes the visitor's file.
        st.text(words.problem(problem))
