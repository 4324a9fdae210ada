"""A lesson: a few sentences, a live stage, something to bring about, a prediction."""

import streamlit as st

from experiments.link_writing import query_of, shortened
from experiments.permalink import encode
from lessons import CHAPTERS, LESSONS, raw, text
from ravine.session import actions, address, lesson_progress, link_options
from ravine.session.session import LESSONS_PAGE, MAPS, PLAYGROUND, Session, current
from ravine.stage.payload.cost import race_at_once
from ravine.views import navigation, parts
from ravine.views.controls import show_option
from ravine.views.lesson_controls import controls
from ravine.views.panels.keep import keep_buttons
from ravine.views.panels.seeds import seeds_panel
from ravine.views.panels.share import share_button
from ravine.views.panels.step_inspector import inspector
from ravine.views.panels.take import take_button
from ravine.views.sidebar.language import language_switch
from ravine.views.undo import undo_buttons
from ravine.words import Words

SWITCHES = ("three", *link_options.TOGGLES)


def show() -> None:
    """Draw the page."""
    session = current()
    address.load(session, LESSONS_PAGE)
    parts.style(session, "page", "undo", "lessons", "screens", "heading")
    words = Words(session.language)
    if session.options.shows("sidebar"):
        with st.sidebar:
            contents(session, words)
            parts.fold_button(words("fold-lessons"))
    heading(session, words)
    parts.notices(session, words)
    parts.warming(session, words)
    body()


def heading(session: Session, words: Words) -> None:
    """Draw the page's name and links."""
    if not session.options.shows("heading"):
        parts.without_heading(session)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="heading"):
        st.markdown(f"**{words('app-title')}**", width="content")
        navigation.row(session, words)
        undo_buttons(words)
        if session.options.shows("pages"):  # to open a kept race leaves the lesson
            keep_buttons(session, words)
        take_button(session, words)
        share_button(session, words, lambda **options: lesson_progress.share(session, **options))


def contents(session: Session, words: Words) -> None:
    """Draw the language switch and the table of contents."""
    if session.options.shows("language"):
        language_switch(words)
    if not session.options.shows("pages"):
        return
    number = 0
    for chapter in CHAPTERS:
        keys = [key for key, lesson in LESSONS.items() if lesson.chapter == chapter]
        if keys:
            st.caption(words(f"chapter-{chapter}"))
        for key in keys:
            number += 1
            link = lesson_progress.link(session, key)
            with st.container(key=f"contents-{'here' if key == session.lesson else key}"):
                label = contents_label(session, number, key, words)
                navigation.link_to(LESSONS_PAGE, label, link, words, width="stretch")


def contents_label(session: Session, number: int, key: str, words: Words) -> str:
    """Number, title, and how much is done."""
    count, whole = len(lesson_progress.done(session, key)), len(lesson_progress.tasks(key))
    mark = " ✓" if count == whole else f" · {count}/{whole}" if count else ""
    return f"{number}. {raw(key, words.language).title}{mark}"


@st.fragment
def body() -> None:
    """Draw all of the lesson. A fragment: what happens on the stage reruns nothing else."""
    session = current()
    words = Words(session.language)
    race = race_at_once(session.scenario, session.view)
    if race and lesson_progress.tick(session, race):
        address.write(session)
    with st.container(key="lesson"):
        with st.container(key="lesson-text"):
            lecture(session, words)
        with st.container(key="lesson-question"):
            if session.options.shows("question"):
                question(session, words)
        with st.container(key="lesson-stage"):
            # Both containers are in every lesson: Streamlit would mount the stage again if its place changed.
            with st.container(key="lesson-scenes"):
                scenes(session, words)
            with st.container(key="lesson-controls"):
                if session.options.shows("controls"):
                    controls(session, words)
            stage(session)
        with st.container(key="lesson-tasks"):
            if session.options.shows("tasks"):
                tries(session, words)
            ways_on(session, words)
        with st.container(key="lesson-inspector"):
            if "inspector" in session.here.panels and session.options.shows("inspector"):
                inspector(session, race, words)
    if "many" in session.here.panels and session.options.shows("many"):
        seeds_panel(session, words)


def lecture(session: Session, words: Words) -> None:
    """Draw the lesson's text, with the measured figures."""
    lesson_text = text(session.lesson, words.language)
    if not session.options.shows("text"):
        return
    st.title(lesson_text.title, anchor=False)
    st.caption(lesson_text.summary)
    st.latex(session.here.formula)
    st.markdown(lesson_text.body)
    if session.options.shows("look"):
        st.markdown(f"**{words('lesson-look')}** {lesson_text.look}")


def _offered(session: Session, key: str) -> bool:
    """A scene that is shown, because a link names it, is offered in any case."""
    return key == session.scene or lesson_progress.offered(session, key)


def scenes(session: Session, words: Words) -> None:
    """Draw a switch between the lesson's scenes."""
    named = text(session.lesson, words.language).scenes
    keys = [key for key in session.here.scenes if key in named and _offered(session, key)]
    if len(keys) < 2:
        return
    widget = f"scene.{session.lesson}"
    shown = session.scene if session.scene in keys else None
    show_option(widget, shown)

    def chosen() -> None:
        # A label of the language before is no option; Streamlit brings it when the page changes language.
        now = st.session_state[widget]
        if now != shown and now in (None, *keys):
            actions.open_scene(now or session.scene)

    st.pills(
        words("lesson-scene"),
        keys,
        format_func=named.__getitem__,
        key=widget,
        on_change=actions.while_here(chosen),
        label_visibility="collapsed",
    )


def stage(session: Session) -> None:
    """Draw the stage with what this lesson needs of it."""
    lesson = session.here
    rates = any(control.endswith(".lr") for control in lesson.controls)
    off = {switch for switch in SWITCHES if switch not in lesson.toggles}
    off |= {part for part in ("board", "loss", "transport") if part not in lesson.panels}
    off |= {"menu"} if rates else {"menu", "rates"}
    off |= {control for control in ("start", "batch") if control not in lesson.controls}
    if "three" in lesson.panels:
        off -= {"three"}
    if not session.options.shows("pages"):
        off |= {"keep"}
    link = query_of(shortened(lesson_progress.share(session)))
    frame = {"replay": session.replay, "predicted": session.predicted, "place": lesson.key}
    parts.stage(session, off, link=link, ghost=ghost(session), **frame)


def ghost(session: Session) -> dict[str, str] | None:
    """The race that this scene is compared with, as the stage asks for it, under its name in this lesson."""
    key = session.here.scenes[session.scene].ghost
    if not key:
        return None
    scene = session.here.scenes[key]
    return {"name": text(session.lesson, session.language).scenes[key], "query": encode(scene.scenario, scene.view)}


def tries(session: Session, words: Words) -> None:
    """Draw what to bring about; ticked when it has been."""
    lesson, lesson_text = session.here, text(session.lesson, words.language)
    with st.container(border=True):
        st.markdown(f"**{words('lesson-try')}**")
        for task in lesson.tries:
            if not lesson_progress.offered(session, task.key):
                continue
            done = task.key in lesson_progress.done(session, lesson.key)
            # Signs, not icons: Streamlit reads an icon's English name aloud.
            tail = f" **{words('lesson-done')}**" if done else ""
            st.markdown(f"{'✓' if done else '○'} {lesson_text.tries[task.key]}{tail}")
        if lesson_progress.is_changed(session):
            st.button(
                words("lesson-again"),
                key="lesson-again",
                icon=":material/restart_alt:",
                on_click=actions.while_here(lambda: actions.open_scene(session.scene)),
                type="tertiary",
            )


def question(session: Session, words: Words) -> None:
    """Draw the question: predict, then see it run."""
    lesson, lesson_text = session.here, text(session.lesson, words.language)
    widget, given = f"question.{lesson.key}", session.answers.get(lesson.key)
    show_option(widget, given)

    def chosen() -> None:
        # As in scenes: it may be a label of the language before.
        if st.session_state[widget] in lesson.question.options:
            actions.answer(st.session_state[widget])

    with st.container(border=True):
        st.markdown(f"**{words('lesson-predict')}** {lesson_text.question}")
        st.radio(
            words("lesson-predict"),
            lesson.question.options,
            format_func=lesson_text.options.__getitem__,
            index=None,
            key=widget,
            on_change=actions.while_here(chosen),
            label_visibility="collapsed",
        )
        # It is there before there is an answer, so that the stage can have screen readers read what is put into it.
        with st.container(key="lesson-answer"):
            if given is None:
                st.caption(words("lesson-choose"))
            else:
                answer(session, given, words)


def answer(session: Session, given: str, words: Words) -> None:
    """Draw the answer; while the stage plays the predicted run, the style sheet shows the other line instead."""
    question, lesson_text = session.here.question, text(session.lesson, words.language)
    right = question.truth(session.here.races)
    verdict = words("lesson-right") if given == right else words("lesson-other", truth=lesson_text.options[right])
    parity = session.predicted % 2
    with st.container(key=f"lesson-watch-{parity}"):
        st.caption(words("lesson-watch"))
    with st.container(key=f"lesson-told-{parity}"):
        st.markdown(f"**{verdict}** {lesson_text.answer}")


def ways_on(session: Session, words: Words) -> None:
    """Draw links to the neighbours, and to the playground with what is shown."""
    if not session.options.shows("pages"):
        return
    before, after = lesson_progress.neighbours(session)
    with st.container(horizontal=True, key="lesson-ways"):
        for key, icon, way in ((before, "arrow_back", "lesson-before"), (after, "arrow_forward", "lesson-after")):
            if key:
                label = f"{words(way)}: {raw(key, words.language).title}"
                link = lesson_progress.link(session, key)
                navigation.link_to(LESSONS_PAGE, label, link, words, icon=f":material/{icon}:")
        free = address.write_race(session) | session.options.kept | {"lang": words.language}
        navigation.link_to(PLAYGROUND, words("lesson-free"), free, words, icon=":material/landscape:")
        # Not before the question is answered: it shows everything.
        if session.here.map and session.lesson in session.answers:
            mapped = free | dict(session.here.map)
            navigation.link_to(MAPS, words("lesson-map"), mapped, words, icon=f":material/{navigation.ICONS[MAPS]}:")
