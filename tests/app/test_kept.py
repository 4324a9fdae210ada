"""Keeping races: where the page has the buttons, and the ghost that a lesson's scene names."""

import pytest

from experiments import decode, encode
from lessons import LESSONS, text
from ravine.session import link_options
from ravine.stage.payload.build import surface_part
from ravine.words import LANGUAGES, Words
from tests.support.pages import LESSON, open_page
from tests.support.payload import header, sent

HAUNTED = [(key, name) for key, lesson in LESSONS.items() for name, scene in lesson.scenes.items() if scene.ghost]


def keeps(app):
    """Whether the page has the buttons and its stage knows; that these differ would be an error."""
    keys = {button.key for button in app.button} & {"keep", "kept"}
    has = "keep" not in sent(app)["frame"]["hide"]
    assert keys == ({"keep", "kept"} if has else set())
    return has


@pytest.mark.parametrize("page", ["", LESSON])
@pytest.mark.parametrize(("asked", "kept"), [("", True), ("hide=keep", False), ("hide=share", False)])
def test_the_buttons_are_there_unless_a_link_leaves_them_or_share_out(page, asked, kept):
    assert keeps(open_page(f"{asked}&l=mini_batches" if page else asked, page)) is kept


def test_a_locked_lesson_opens_no_kept_race():
    assert not keeps(open_page("l=mini_batches&lock=1", LESSON))


def test_an_embedded_page_keeps_nothing():
    assert not link_options.read({}, embedded=True).shows("keep")
    assert link_options.read({}, embedded=False).shows("keep")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_speak_the_visitor_s_language(language):
    app = open_page(f"lang={language}")
    words = Words(language)
    assert {app.button(key=key).label for key in ("keep", "kept")} == {words("keep"), words("kept")}


def test_a_lesson_compares_two_batch_sizes_with_a_ghost():
    scenes = LESSONS["mini_batches"].scenes
    here = scenes["large"]
    behind = scenes[here.ghost].scenario
    assert (behind.batch, here.scenario.batch) == (4, 64)
    assert (behind.start, behind.optimizers) == (here.scenario.start, here.scenario.optimizers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "name"), HAUNTED)
def test_a_scene_s_ghost_is_the_race_of_another_one_under_its_name(key, name, language):
    app = open_page(f"l={key}&scene={name}&lang={language}", LESSON)
    scene = LESSONS[key].scenes[name]
    ghost = sent(app)["frame"]["ghost"]
    assert ghost["name"] == text(key, language).scenes[scene.ghost]
    assert decode(ghost["query"])[0] == LESSONS[key].scenes[scene.ghost].scenario
    assert header(app)["query"] == encode(scene.scenario, scene.view)


def test_a_scene_without_a_ghost_has_none():
    assert sent(open_page("l=mini_batches", LESSON))["frame"]["ghost"] is None
    assert sent(open_page())["frame"]["ghost"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_surface_tells_what_its_parameters_are_called(language):
    """Names of kept races say what differs, in the visitor's words."""
    words = Words(language)
    named = surface_part("rosenbrock", (1.0, 20.0), language).json["named"]
    assert named == {name: words.parameter(name, "rosenbrock") for name in ("a", "b")}
