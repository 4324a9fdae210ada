"""A lesson: a few sentences, a live stage, something to bring about, a prediction."""

from pathlib import Path

import streamlit as st

from experiments.race import Race
from experiments.run_cache import run
from lessons import CHAPTERS, LESSONS, raw, text
from ravine.session import lesson_progress, link_options, stage_events, state
from ravine.stage import component
from ravine.stage.page_options import Frame
from ravine.stage.payload.build import build
from ravine.views import navigation, playground
from ravine.views.controls import while_here
from ravine.views.lesson_controls import controls
from ravine.views.panels.seeds import found, seeds_panel
from ravine.views.panels.share import share_button
from ravine.views.panels.step_inspector import inspector
from ravine.views.sidebar.racers import language_switch
from ravine.words import Words

STYLE = Path(__file__).with_name("lessons.css")

SWITCHES = ("three", *link_options.TOGGLES)


def show() -> None:
    """Draw the page."""
    st.html(playground.STYLE)
    st.html(STYLE)
    state.load(lesson_progress.COURSE)
    words = state.words()
    teaching_style()
    if link_options.shows("sidebar"):
        with st.sidebar:
            contents(words)
    heading(words)
    playground.notices(words)
    playground.warming(words)
    body()


def teaching_style() -> None:
    if link_options.projector():
        st.html(STYLE.with_name("projector.css"))


def heading(words: Words) -> None:
    if not link_options.shows("heading"):
        playground.without_heading()
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="heading"):
        st.markdown(f"**{words('app-title')}**", width="content")
        navigation.row(words, navigation.LESSONS)
        share_button(words, lesson_progress.share)


def contents(words: Words) -> None:
    """Language and table of contents."""
    if link_options.shows("language"):
        language_switch(words)
    if not link_options.shows("pages"):
        return
    number = 0
    for chapter in CHAPTERS:
        keys = [key for key, lesson in LESSONS.items() if lesson.chapter == chapter]
        if keys:
            st.caption(words(f"chapter-{chapter}"))
        for key in keys:
            number += 1
            here = key == lesson_progress.lesson().key
            with st.container(key=f"contents-{'here' if here else key}"):
                navigation.to_lessons(contents_label(number, key, words), lesson_progress.link(key), width="stretch")


def contents_label(number: int, key: str, words: Words) -> str:
    """Number, title, and how much is done."""
    count, whole = len(lesson_progress.done(key)), len(lesson_progress.tasks(key))
    mark = " ✓" if count == whole else f" · {count}/{whole}" if count else ""
    return f"{number}. {raw(key, words.language).title}{mark}"


@st.fragment
def body() -> None:
    """All of the lesson. A fragment: what happens on the stage reruns nothing else."""
    st.session_state.pop("whole_page", None)
    words = state.words()
    race = run(state.scenario())
    lesson_progress.look(race)
    with st.container(key="lesson"):
        with st.container(key="lesson-text"):
            lecture(words)
        with st.container(key="lesson-stage"):
            # Both have their place in every lesson: a stage that changes its own would be built anew.
            with st.container(key="lesson-scenes"):
                scenes(words)
            with st.container(key="lesson-controls"):
                if link_options.shows("controls"):
                    controls(lesson_progress.lesson(), race, words)
            stage(race, words)
        with st.container(key="lesson-tasks"):
            if link_options.shows("tasks"):
                tries(words)
            if link_options.shows("question"):
                question(words)
            ways_on(words)
    if "many" in lesson_progress.lesson().panels and link_options.shows("many"):
        seeds_panel(words)
    if "inspector" in lesson_progress.lesson().panels and link_options.shows("inspector"):
        inspector(race, words)


def lecture(words: Words) -> None:
    """What is to be said, with the measured figures."""
    said = text(lesson_progress.lesson().key, words.language)
    if not link_options.shows("text"):
        return
    st.title(said.title, anchor=False)
    st.caption(said.summary)
    st.latex(lesson_progress.lesson().formula)
    st.markdown(said.body)
    if link_options.shows("look"):
        st.markdown(f"**{words('lesson-look')}** {said.look}")


def scenes(words: Words) -> None:
    """A switch between the lesson's scenes."""
    named = text(lesson_progress.lesson().key, words.language).scenes
    keys = [key for key in lesson_progress.lesson().scenes if key in named]
    if len(keys) < 2:
        return
    widget = f"scene.{lesson_progress.lesson().key}"
    shown = lesson_progress.scene() if lesson_progress.scene() in keys else None
    if st.session_state.get(widget) != shown:
        st.session_state[widget] = shown

    def chosen() -> None:
        # A label of the language before is no option; Streamlit brings it when the page changes language.
        now = st.session_state[widget]
        if now != shown and now in (None, *keys):
            lesson_progress.open_scene(now or lesson_progress.scene())

    st.pills(
        words("lesson-scene"),
        keys,
        format_func=named.__getitem__,
        key=widget,
        on_change=while_here(chosen),
        label_visibility="collapsed",
    )


def stage(race: Race, words: Words) -> None:
    """The stage with what this lesson needs of it."""
    lesson = lesson_progress.lesson()
    rates = any(control.endswith(".lr") for control in lesson.controls)
    off = {switch for switch in SWITCHES if switch not in lesson.toggles}
    off |= {part for part in ("board", "loss", "transport") if part not in lesson.panels}
    off |= set() if rates else {"rates"}
    off |= {control for control in ("start", "batch") if control not in lesson.controls}
    if "three" in lesson.panels:
        off -= {"three"}
    frame = Frame(
        hide=tuple(sorted(off | link_options.hidden())),
        link=navigation.query(lesson_progress.share()),
        replay=st.session_state.get("replay", 0),
        place=lesson.key,
        large=link_options.projector(),
        autoplay=link_options.autoplay(),
    )
    blob = build(
        race,
        state.view(),
        words,
        have=stage_events.held(),
        ack=stage_events.answered(),
        draft=st.session_state.get("draft", False),
        many=found(),
        frame=frame,
    )
    component.stage(blob, state.catch_up)


def tries(words: Words) -> None:
    """What to bring about; ticked when it has been."""
    lesson, said = lesson_progress.lesson(), text(lesson_progress.lesson().key, words.language)
    with st.container(border=True):
        st.markdown(f"**{words('lesson-try')}**")
        for task in lesson.tries:
            done = task.key in lesson_progress.done(lesson.key)
            # Signs, not icons: Streamlit reads an icon's English name aloud.
            tail = f" **{words('lesson-done')}**" if done else ""
            st.markdown(f"{'✓' if done else '○'} {said.tries[task.key]}{tail}")
        if lesson_progress.changed():
            st.button(
                words("lesson-again"),
                key="lesson-again",
                icon=":material/restart_alt:",
                on_click=lambda: lesson_progress.open_scene(lesson_progress.scene()),
                type="tertiary",
            )


def question(words: Words) -> None:
    """Predict, then see it run."""
    lesson, said = lesson_progress.lesson(), text(lesson_progress.lesson().key, words.language)
    widget, given = f"question.{lesson.key}", lesson_progress.answered()
    if st.session_state.get(widget) != given:
        st.session_state[widget] = given

    def chosen() -> None:
        # As in scenes: it may be a label of the language before.
        if st.session_state[widget] in lesson.question.options:
            lesson_progress.answer(st.session_state[widget])

    with st.container(border=True):
        st.markdown(f"**{words('lesson-predict')}** {said.question}")
        st.radio(
            words("lesson-predict"),
            lesson.question.options,
            format_func=said.options.__getitem__,
            index=None,
            key=widget,
            on_change=while_here(chosen),
            label_visibility="collapsed",
        )
        if given is None:
            st.caption(words("lesson-choose"))
            return
        right = lesson.question.truth(lesson.races)
        verdict = words("lesson-right") if given == right else words("lesson-other", truth=said.options[right])
        st.markdown(f"**{verdict}** {said.answer}")


def ways_on(words: Words) -> None:
    """To the neighbours, and to the playground with what is shown."""
    if not link_options.shows("pages"):
        return
    before, after = lesson_progress.neighbours()
    with st.container(horizontal=True, key="lesson-ways"):
        for key, icon, way in ((before, "arrow_back", "lesson-before"), (after, "arrow_forward", "lesson-after")):
            if key:
                label = f"{words(way)}: {raw(key, words.language).title}"
                navigation.to_lessons(label, lesson_progress.link(key), icon=f":material/{icon}:")
        free = state.write_race() | link_options.kept() | {"lang": words.language}
        navigation.to_playground(words("lesson-free"), free, icon=":material/landscape:")
