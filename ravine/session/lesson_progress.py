"""Which lesson a session is in, what has been done, and the address that says so."""

from urllib.parse import parse_qsl

import streamlit as st

from experiments.permalink import decode, decode_view
from experiments.race import Race
from experiments.scenario import Problem, shorten
from lessons import LESSONS, Lesson
from ravine.session import link_options, state

FIRST = next(iter(LESSONS))


def lesson() -> Lesson:
    return LESSONS[st.session_state.lesson]


def scene() -> str:
    """Key of the scene that was opened last; the visitor may have changed it since."""
    return st.session_state.scene


def answered() -> str | None:
    """The option chosen in this lesson's question."""
    return st.session_state.setdefault("answers", {}).get(lesson().key)


def done(key: str) -> frozenset[str]:
    """What is done of lesson ``key``: keys of its tries, and ``question``."""
    return frozenset(st.session_state.setdefault("done", {}).get(key, ()))


def tasks(key: str) -> tuple[str, ...]:
    """All that can be done in lesson ``key``, in the order in which the address counts it."""
    return (*(task.key for task in LESSONS[key].tries), "question")


def finish(task: str) -> None:
    """``task`` of this lesson is done, and the address says so."""
    key = lesson().key
    if task not in done(key):
        st.session_state.done[key] = {*done(key), task}
        state.save()


def changed() -> bool:
    """Whether the race is no longer that of the scene which was opened."""
    return state.scenario() != lesson().scenes[scene()].scenario


def look(race: Race) -> None:
    """Tick whatever the visitor has brought about; opening a scene that shows it is no deed."""
    for task in lesson().tries:
        if changed() and lesson().does(task, race):
            finish(task.key)


def open_scene(key: str) -> None:
    """Show scene ``key`` from its beginning."""
    state.catch_up()
    opened = lesson().scenes[key]
    st.session_state.scene = key
    st.session_state.scenario = opened.scenario
    st.session_state.view = opened.view
    st.session_state.problems = ()
    replay()
    state.save()


def answer(option: str) -> None:
    """The visitor has predicted ``option``: run it."""
    st.session_state.setdefault("answers", {})[lesson().key] = option
    finish("question")
    open_scene(lesson().question.scene)


def replay() -> None:
    """Have the stage run the race from its start."""
    st.session_state.replay = st.session_state.get("replay", 0) + 1


def read(query: str) -> tuple[Problem, ...]:
    """A lesson's address: lesson, scene, what differs from the scene, the answer given and the progress."""
    given = dict(parse_qsl(query, keep_blank_values=True))
    problems: tuple[Problem, ...] = ()
    key = given.get("l", FIRST)
    if key not in LESSONS:
        problems = (Problem("unknown-lesson", "l", shorten(key), used=FIRST),)
        key = FIRST
    before = (st.session_state.get("lesson"), st.session_state.get("scene"))
    found = given.get("scene", LESSONS[key].first)
    if found not in LESSONS[key].scenes:
        problems += (Problem("unknown-scene", "scene", shorten(found), used=LESSONS[key].first),)
        found = LESSONS[key].first
    # First: a run that has to give way here finds a lesson that is still another one.
    if before != (key, found):
        replay()
    st.session_state.lesson, st.session_state.scene = key, found
    if "s" in given:
        (scenario, wrong), (view, more) = decode(query), decode_view(query)
        problems += wrong + more
    else:
        scenario, view = LESSONS[key].scenes[found].scenario, LESSONS[key].scenes[found].view
    st.session_state.scenario, st.session_state.view = scenario, view
    answers = st.session_state.setdefault("answers", {})
    if given.get("answer") in LESSONS[key].question.options:
        answers[key] = given["answer"]
    merge(given.get("p", ""))
    return problems


def write(*, brief: bool = False) -> dict[str, str]:
    """Lesson and scene; the race only where it is no longer the scene's; ``brief`` as for a race."""
    opened = lesson().scenes[scene()]
    said = {"l": lesson().key}
    if scene() != lesson().first:
        said["scene"] = scene()
    if (st.session_state.scenario, st.session_state.view) != (opened.scenario, opened.view):
        said |= state.write_race(brief=brief)
    return said | ({"answer": given} if (given := answered()) else {}) | progress()


def progress() -> dict[str, str]:
    """All that is done, as ``p=gradient.3,too_large.1``: a bit a task, the first task the lowest."""
    finished = st.session_state.setdefault("done", {})
    counted = {
        key: sum(1 << i for i, task in enumerate(tasks(key)) if task in finished[key])
        for key in LESSONS
        if key in finished
    }
    text = ",".join(f"{key}.{bits:x}" for key, bits in counted.items() if bits)
    return {"p": text} if text else {}


def merge(text: str) -> None:
    """Add the progress in ``text`` to the session's; what another version of the course counted is left out."""
    for entry in text.split(","):
        key, _, bits = entry.partition(".")
        if key not in LESSONS or not 0 < len(bits) < 8 or set(bits) - set("0123456789abcdef"):
            continue
        found = {task for i, task in enumerate(tasks(key)) if int(bits, 16) >> i & 1}
        st.session_state.setdefault("done", {})[key] = {*done(key), *found}


COURSE = state.Page("lessons", read, write)


def neighbours() -> tuple[str | None, str | None]:
    """Keys of the lessons before and after this one."""
    order = list(LESSONS)
    here = order.index(lesson().key)
    return (order[here - 1] if here else None), (order[here + 1] if here + 1 < len(order) else None)


def link(key: str) -> dict[str, str]:
    """Address of lesson ``key``, with language, progress and what a teacher set."""
    return {"l": key} | progress() | link_options.kept() | {"lang": st.session_state.lang}


def share(*, brief: bool = False) -> dict[str, str]:
    """Address of what is shown, without this visitor's progress and answer."""
    return {key: value for key, value in write(brief=brief).items() if key not in ("p", "answer")}
