"""A session's way through the lessons: scenes, tries, answers, and the part of the address that holds them."""

from collections.abc import Collection

from experiments.link_pairs import meant
from experiments.link_spelling import trimmed
from experiments.permalink import address, decode, decode_view
from experiments.race import Race
from experiments.scenario import Problem, shorten
from lessons import LESSONS, Lesson
from ravine.session.link_options import TOGGLES
from ravine.session.session import FIRST_LESSON, Session
from ravine.session.spoken_names import spoken

# Switches of the view that a lesson names if it needs them.
SWITCHES = ("three", *TOGGLES)


def done(session: Session, key: str) -> frozenset[str]:
    """What is done of lesson ``key``: keys of its tries, and ``question``."""
    return session.done.get(key, frozenset())


def tasks(key: str) -> tuple[str, ...]:
    """All that can be done in lesson ``key``, in the order in which the address counts it."""
    return (*(task.key for task in LESSONS[key].tries), "question")


def finish(session: Session, task: str) -> None:
    """``task`` of this lesson is done."""
    session.done[session.lesson] = done(session, session.lesson) | {task}


def offered(session: Session, key: str) -> bool:
    """Whether the scene or try ``key`` is offered: not before the question is answered if it would show the answer."""
    question = session.here.question
    answered = session.lesson in session.answers or "question" in done(session, session.lesson)
    return answered or not session.options.shows("question") or key not in (question.scene, *question.spoilers)


def is_changed(session: Session) -> bool:
    """Whether the race is no longer that of the scene that was opened."""
    return session.scenario != session.here.scenes[session.scene].scenario


def tick(session: Session, race: Race) -> bool:
    """Finish the tries that the visitor has brought about (a scene that shows one does not count); whether any is."""
    if not is_changed(session):
        return False
    open_tasks = [task for task in session.here.tries if task.key not in done(session, session.lesson)]
    brought = [task.key for task in open_tasks if session.here.does(task, race)]
    for key in brought:
        finish(session, key)
    return bool(brought)


def show_scene(session: Session, key: str) -> None:
    """Show scene ``key`` from its beginning."""
    opened = session.here.scenes[key]
    session.scene, session.scenario, session.view = key, opened.scenario, opened.view
    session.problems, session.refused = (), {}
    session.replay += 1


def read(session: Session, query: str) -> tuple[Problem, ...]:
    """Fill ``session`` from a lesson's address; returns what cannot be used."""
    given = meant(query)
    problems: tuple[Problem, ...] = ()
    key = _meant(given.get("l", FIRST_LESSON), LESSONS)
    if key not in LESSONS:
        problems = (Problem("unknown-lesson", "l", shorten(key), used=FIRST_LESSON),)
        key = FIRST_LESSON
    lesson = LESSONS[key]
    scene = _meant(given.get("scene", lesson.first), lesson.scenes)
    if scene not in lesson.scenes:
        problems += (Problem("unknown-scene", "scene", shorten(scene), used=lesson.first),)
        scene = lesson.first
    if (session.lesson, session.scene) != (key, scene):
        session.replay += 1
    session.lesson, session.scene = key, scene
    if "s" in given:
        (scenario, wrong), (view, more) = decode(query, spoken=spoken()), decode_view(query, spoken())
        problems += wrong + more
    else:
        scenario, view = lesson.scenes[scene].scenario, lesson.scenes[scene].view
    session.scenario, session.view = scenario, view
    if given.get("answer") in lesson.question.options:
        session.answers[key] = given["answer"]
    merge(session, given.get("p", ""))
    return problems


def _meant(text: str, known: Collection[str]) -> str:
    """The key of ``known`` that is ``text`` but for capitals and what was glued to it; ``text`` if none is."""
    bare = trimmed(text).lower().replace("-", "_")
    return bare if text not in known and bare in known else text


def write(session: Session, *, brief: bool = False) -> dict[str, str]:
    """Lesson and scene; the race only where it is no longer the scene's; ``brief`` as for a race."""
    opened = session.here.scenes[session.scene]
    keys = {"l": session.lesson}
    if session.scene != session.here.first:
        keys["scene"] = session.scene
    if (session.scenario, session.view) != (opened.scenario, opened.view):
        keys |= address(session.scenario, session.view, brief=brief)
    answer = session.answers.get(session.lesson)
    return keys | ({"answer": answer} if answer else {}) | progress(session)


def progress(session: Session) -> dict[str, str]:
    """All that is done, as ``p=gradient.3,too_large.1``: a bit a task, the first task the lowest."""
    counted = {
        key: sum(1 << i for i, task in enumerate(tasks(key)) if task in session.done[key])
        for key in LESSONS
        if key in session.done
    }
    text = ",".join(f"{key}.{bits:x}" for key, bits in counted.items() if bits)
    return {"p": text} if text else {}


def merge(session: Session, text: str) -> None:
    """Add the progress in ``text`` to the session's; what another version of the course counted is left out."""
    for entry in text.split(","):
        key, _, bits = entry.partition(".")
        if key not in LESSONS or not 0 < len(bits) < 8 or set(bits) - set("0123456789abcdef"):
            continue
        counted = {task for i, task in enumerate(tasks(key)) if int(bits, 16) >> i & 1}
        session.done[key] = done(session, key) | counted


def neighbours(session: Session) -> tuple[str | None, str | None]:
    """Keys of the lessons before and after this one."""
    order = list(LESSONS)
    here = order.index(session.lesson)
    return (order[here - 1] if here else None), (order[here + 1] if here + 1 < len(order) else None)


def link(session: Session, key: str) -> dict[str, str]:
    """Address of lesson ``key``, with language, progress and what a teacher set."""
    return {"l": key} | progress(session) | session.options.kept | {"lang": session.language}


def share(session: Session, *, brief: bool = False) -> dict[str, str]:
    """Address of what is shown, without this visitor's progress and answer."""
    return {key: value for key, value in write(session, brief=brief).items() if key not in ("p", "answer")}


def hidden_parts(lesson: Lesson) -> set[str]:
    """Parts of the stage (:class:`ravine.stage.page_options.Frame`) that the lesson does without."""
    hidden = {switch for switch in SWITCHES if switch not in lesson.toggles}
    hidden |= {part for part in ("board", "loss", "transport") if part not in lesson.panels}
    hidden |= {control for control in ("start", "batch") if control not in lesson.controls}
    hidden |= {"menu"} if any(control.endswith(".lr") for control in lesson.controls) else {"menu", "rates"}
    return hidden - {"three"} if "three" in lesson.panels else hidden
