"""The lessons page in Streamlit's test client: every lesson, its tasks, its address, teachers' options."""

from urllib.parse import parse_qsl

import pytest
from streamlit.runtime.scriptrunner import StopException

from experiments import decode
from experiments.view import accepts
from lessons import LESSONS, measured, text
from ravine.session import link_options
from ravine.views.panels import share
from ravine.words import LANGUAGES, Words
from tests.support.pages import LESSON, open_page, run
from tests.support.payload import header, sent


def open_lesson(query=""):
    return open_page(query, LESSON)


def address(app):
    return {key: value[0] if isinstance(value, list) else value for key, value in app.query_params.items()}


def shown(app):
    return " ".join(element.value for element in [*app.markdown, *app.caption, *app.title, *app.text])


def show(app, scenario):
    """Set the session's race to ``scenario``, as if a visitor had changed it."""
    app.session_state["session"].scenario = scenario
    return run(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", LESSONS)
def test_a_lesson_s_page_has_its_words_its_race_and_its_controls(key, language):
    app = open_lesson(f"l={key}&lang={language}")
    lesson, lesson_text = LESSONS[key], text(key, language)
    assert app.title[0].value == lesson_text.title
    offered = [said for name, said in lesson_text.tries.items() if name not in lesson.question.spoilers]
    for passage in (lesson_text.body, lesson_text.look, lesson_text.question, *offered):
        assert passage in shown(app)
    assert list(app.radio[0].options) == list(lesson_text.options.values())
    assert decode(header(app)["query"])[0] == lesson.scenes[lesson.first].scenario
    widgets = {widget.key for widget in [*app.slider, *app.select_slider, *app.text_input, *app.toggle]}
    first = lesson.scenes[lesson.first].scenario
    for control in lesson.controls:
        owner, _, field = control.partition(".")
        if control != "start" and field not in ("lr", "schedule") and owner in ("steps", "surface", *first.optimizers):
            assert control in widgets, f"{control} is not on the page"


@pytest.mark.parametrize("key", LESSONS)
def test_tasks_are_ticked_when_done_and_a_prediction_runs_the_scene(key):
    lesson, lesson_text, words = LESSONS[key], text(key, "en"), Words("en")
    app = open_lesson(f"l={key}&lang=en")
    assert lesson_text.answer not in shown(app)
    before = sent(app)["frame"]["replay"]
    app.radio[0].set_value(lesson.question.options[0])
    run(app)
    right = lesson.question.truth(lesson.races)
    truth = words("lesson-other", truth=lesson_text.options[right])
    assert (words("lesson-right") if lesson.question.options[0] == right else truth) in shown(app)
    assert lesson_text.answer in shown(app)
    assert decode(header(app)["query"])[0] == lesson.scenes[lesson.question.scene].scenario
    assert sent(app)["frame"]["replay"] != before
    for number, task in enumerate(lesson.tries):
        assert shown(app).count(words("lesson-done")) == number
        app.session_state["session"].scene = task.scene or lesson.first
        show(app, task.answer)
        assert shown(app).count(words("lesson-done")) == number + 1, task.key
    everything = 2 ** len(lesson.tries) * 2 - 1
    assert (address(app)["answer"], address(app)["p"]) == (lesson.question.options[0], f"{key}.{everything:x}")


@pytest.mark.parametrize("key", LESSONS)
def test_scenes_and_tries_that_show_the_answer_are_offered_after_it(key):
    lesson, said = LESSONS[key], text(key, "en")
    question = lesson.question
    hidden = [name for name in (question.scene, *question.spoilers) if name in said.scenes]
    spoilers = [said.tries[name] for name in question.spoilers if name in said.tries]

    def offered(app):
        pills = {label for group in app.button_group for label in group.options} if app.button_group else set()
        return [said.scenes[name] in pills for name in hidden] + [task in shown(app) for task in spoilers]

    before = open_lesson(f"l={key}&lang=en")
    assert not any(offered(before))
    after = open_lesson(f"l={key}&lang=en&answer={question.options[0]}")
    assert all(offered(after))
    without = open_lesson(f"l={key}&lang=en&hide=question")
    assert all(offered(without)), "where no question is asked nothing is kept back"


def test_a_lesson_is_shown_without_the_others_being_run():
    """Listing their titles must not run their races, which took 26 s on a server that had just started."""
    text.cache_clear()
    measured.cache_clear()
    open_lesson("l=momentum&lang=en")
    assert measured.cache_info().currsize == 1


def test_a_page_interrupted_while_reading_its_address_reads_it_again(monkeypatch):
    app = open_lesson("l=momentum&lang=en")
    app.query_params["l"] = "adam"

    def give_way(*_args, **_options):
        raise StopException

    with monkeypatch.context() as busy:
        busy.setattr(link_options, "read", give_way)
        run(app)
    run(app)
    assert text("adam", "en").title in shown(app)


def test_the_address_restores_progress_and_answer():
    words = Words("en")
    app = open_lesson("l=adam&lang=en&p=adam.5,gradient.1&answer=longer")
    assert shown(app).count(words("lesson-done")) == 1
    assert words("lesson-right") in shown(app)
    labels = [link.proto.label for link in app.get("page_link")]
    assert any(label.endswith("2/3") for label in labels)
    assert any(label.endswith("1/3") for label in labels)


def test_opening_a_scene_that_solves_a_task_does_not_tick_it():
    app = open_lesson("l=too_large&scene=swing&lang=en")
    assert Words("en")("lesson-done") not in shown(app)


def test_a_changed_race_is_in_the_address_and_a_scene_s_own_is_not():
    app = open_lesson("l=too_small&lang=en")
    app.text_input(key="steps").set_value("300")
    run(app)
    held = address(app)
    assert (held["l"], held["steps"]) == ("too_small", "300")
    again = open_lesson("&".join(f"{key}={value}" for key, value in held.items()))
    assert decode(header(again)["query"])[0].steps == 300
    assert header(again)["query"] == header(app)["query"]
    again.button(key="lesson-again").click()
    assert set(address(run(again))) == {"l", "lang"}


def test_the_stage_shows_only_what_the_lesson_needs():
    frame = sent(open_lesson("l=local_minima"))["frame"]
    assert {"rates", "log-loss"} <= set(frame["hide"])
    assert not {"start", "three", "board", "loss"} & set(frame["hide"])
    assert "start" in sent(open_lesson("l=too_large"))["frame"]["hide"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("l=nowhere", "problem-unknown-lesson"),
        ("l=adam&scene=nowhere", "problem-unknown-scene"),
        ("l=adam&hide=quark", "problem-unknown-part"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_unusable_values_are_reported(query, code, language):
    app = open_lesson(f"{query}&lang={language}")
    given = query.rpartition("=")[2]
    (sentence,) = (element.value for element in app.text)
    assert Words(language)(code, given=given).rstrip(".") in sentence
    assert app.title


@pytest.mark.parametrize(
    "progress", ["", "adam", "adam.", "adam.zz", "nobody.7", "adam.ffffffffffff", ",,,", "adam.7.7"]
)
def test_any_progress_at_all_gives_a_page(progress):
    assert open_lesson(f"l=adam&p={progress}").title[0].value == text("adam", "en").title


def test_the_playground_continues_with_the_lesson_s_race():
    app = open_lesson("l=momentum&lang=ko")
    links = app.get("page_link")
    free = next(link for link in links if link.proto.label == Words("ko")("lesson-free"))
    scenario = LESSONS["momentum"].scenes["main"].scenario
    assert decode(free.proto.query_string)[0] == scenario
    playground = open_page(free.proto.query_string)
    assert decode(header(playground)["query"])[0] == scenario
    assert header(playground)["lang"] == "ko"


# ── For teachers ──


def test_every_part_that_can_be_hidden_is_hidden():
    app = open_lesson(f"l=momentum&lang=en&hide={','.join(link_options.PARTS)}")
    assert not app.sidebar.children
    assert not app.title
    assert not app.radio
    assert not app.get("page_link")
    assert set(link_options.STAGE) <= set(sent(app)["frame"]["hide"])
    assert header(app)["view"]["three"] is False
    playground = open_page(f"hide={','.join(link_options.PARTS)}")
    assert not playground.sidebar.children
    assert not playground.title
    assert not playground.expander


def test_a_locked_lesson_leads_nowhere_else():
    app = open_lesson("l=adam&lock=1")
    assert not app.get("page_link")
    assert app.title


def test_a_teacher_s_options_stay_in_the_address():
    app = open_lesson("l=too_small&lang=ko&hide=language,sidebar&projector=1&play=0")
    assert sent(app)["frame"]["autoplay"] is False
    assert sent(app)["frame"]["large"] is True
    app.text_input(key="steps").set_value("300")
    held = address(run(app))
    assert (held["hide"], held["projector"], held["play"]) == ("language,sidebar", "1", "0")


def test_a_qr_code_holds_the_link_or_is_left_out():
    assert share.code("https://example.org/?" + "x" * 200).startswith("data:image/svg+xml")
    assert share.code("x" * share.LARGEST)
    assert share.code("x" * (share.LARGEST + 1)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_share_dialog_has_link_code_and_snippet(language):
    app = open_lesson(f"l=adam&lang={language}")
    app.button(key="share").click()
    run(app)
    link, snippet = (block.value for block in app.code)
    assert f"l=adam&lang={language}" in link
    assert snippet.startswith('<iframe src="')
    assert "embed=true" in snippet
    code = next(block.proto.body for block in app.get("html") if "<img" in block.proto.body)
    assert "data:image/svg+xml" in code
    assert f'alt="{Words(language)("share-code")}"' in code, "who cannot see the code is not told that it is one"


@pytest.mark.parametrize("key", [key for key, lesson in LESSONS.items() if lesson.map])
def test_a_lesson_with_a_map_leads_to_it_once_its_question_is_answered(key):
    label = Words("en")("lesson-map")
    app = open_lesson(f"l={key}")
    assert label not in [link.proto.label for link in app.get("page_link")]
    app.radio(key=f"question.{key}").set_value(LESSONS[key].question.options[0]).run()
    link = next(link for link in app.get("page_link") if link.proto.label == label)
    assert decode(link.proto.query_string)[0] == LESSONS[key].scenes[LESSONS[key].question.scene].scenario
    assert dict(parse_qsl(link.proto.query_string)).items() >= LESSONS[key].map.items()


def test_maps_of_lessons_are_views():
    mapped = [lesson.map for lesson in LESSONS.values() if lesson.map]
    assert {view["map"] for view in mapped} == {"rate", "basins"}
    assert all(accepts(name, value) for view in mapped for name, value in view.items())
