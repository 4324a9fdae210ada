"""What a visitor does: each action takes in the stage's news, changes the session, writes the address, redraws.

An action ends by raising Streamlit's request to run the script again: nothing may follow it in a callback.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from experiments.change import Change, apply
from experiments.racers import is_racer
from experiments.scenario import Problem
from experiments.view import NAMES, View
from ravine.session import address, fragments, lesson_progress, stage_events
from ravine.session.session import Session, current, first_scenario
from ravine.streamlit_internals import visitor


@contextmanager
def action(session: Session) -> Iterator[None]:
    """Everything that an action has in common; the body changes attributes of ``session``."""
    before, addressed, led_away = _content(session), _addressed(session), _is_led_away(session)
    take_event(session)
    yield
    # Callbacks of widgets that are no longer on the page change nothing. Not writing the address for them took a change
    # of who races from 34 to 26 ms of CPU (one session, 29 November 2026).
    if _content(session) != before:
        # A link that leaves something to us stays as it is until something else is shown: each address is a step.
        if _addressed(session) != addressed:
            address.write(session)
        if not led_away:
            fragments.redraw(session)


def _is_led_away(session: Session) -> bool:
    """Whether this run is to load another address, as after the browser's Back: it must not give way to fragments.

    A run of fragments has the address that the browser had before an answer that is still on its way to it.
    """
    return visitor.draws_whole_page() and address.is_left(session)


def _addressed(session: Session) -> tuple[Any, ...]:
    """All that actions change and the address holds."""
    shown = session.scenario, session.view, session.language
    return *shown, session.scene, session.answers.get(session.lesson)


def _content(session: Session) -> tuple[Any, ...]:
    """All that actions change."""
    told = session.problems, dict(session.refused), session.answered, session.replay
    return *_addressed(session), *told


def while_here(act: Callable[..., Any]) -> Callable[..., None]:
    """``act`` as a widget's callback; it does nothing once the session shows another page or another lesson.

    A browser that has missed the end of a run still knows widgets that are gone, and Streamlit takes what it says of
    them for changes and calls their callbacks.
    """
    place = current().place

    def act_here(*args: Any) -> None:
        if current().place == place:
            act(*args)

    return act_here


def take_event(session: Session) -> None:
    """Take in what a visitor did on the stage since the last time."""
    event = stage_events.take(session)
    if event is None:
        return
    step = event.change.get("step")
    if isinstance(step, int):
        session.step = step
    session.view = session.view.with_changes({key: event.change[key] for key in NAMES if key in event.change})
    if is_racer(event.change.get("settings_of")):
        session.settings_of = event.change["settings_of"]
    settings = {key: value for key, value in event.change.items() if key not in (*NAMES, "step", "settings_of")}
    # An event from before the page showed another surface must not act on that one.
    _apply(session, settings, {"s": event.surface})


def on_stage_event() -> None:
    """The stage's own callback."""
    with action(current()):
        pass


def change(settings: Change, where: Change | None = None, refused: Mapping[str, Problem] | None = None) -> None:
    """Change settings of the race, by their keys in a link, if those of ``where`` are as they were.

    ``refused``: what was typed for them and cannot be used, by the fields' keys.
    """
    session = current()
    with action(session):
        _apply(session, settings, where)
        session.refused = dict(refused or {})


def move_start(axis: int, value: float, refused: Mapping[str, Problem]) -> None:
    """Change one coordinate of the start; the other stays where the stage has moved it."""
    session = current()
    with action(session):
        start = list(session.scenario.start)
        start[axis] = value
        _apply(session, {"start": tuple(start)}, None)
        session.refused = dict(refused)


def _apply(session: Session, settings: Change, where: Change | None) -> None:
    if settings:
        session.scenario, _ = apply(session.scenario, settings, where)
        # Notices about a link, and about what was typed, have had their time.
        session.problems, session.refused = (), {}


def change_view(changes: Mapping[str, Any]) -> None:
    """Change how the race is drawn; what is not usable is left out."""
    session = current()
    with action(session):
        session.view = session.view.with_changes(changes)


def set_language(language: str) -> None:
    session = current()
    with action(session):
        session.language = language


def reset() -> None:
    """Back to the race of a page whose address names none."""
    session = current()
    with action(session):
        session.scenario, session.view, session.problems, session.refused = first_scenario(), View(), (), {}


def open_scene(key: str) -> None:
    """Show a scene of the lesson from its beginning."""
    session = current()
    with action(session):
        lesson_progress.show_scene(session, key)


def answer(option: str) -> None:
    """The visitor has predicted ``option``: run it."""
    session = current()
    with action(session):
        session.answers[session.lesson] = option
        session.predicted += 1
        lesson_progress.finish(session, "question")
        lesson_progress.show_scene(session, session.here.question.scene)
