"""The playground page in Streamlit's test client."""

import json
import re
from dataclasses import replace

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from experiments import Scenario, decode, encode, run
from experiments.curvature import best_setting
from experiments.view import NAMES, View
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from ravine.gallery.files import folder
from ravine.views.digits import apart
from ravine.views.sidebar.racers import parity_sentence
from ravine.words import LANGUAGES, Words
from tests.support.pages import open_page
from tests.support.payload import GALLERY, header, sent


def choose(app, surface):
    """Choose a surface in the gallery, with the message that a browser sends."""
    identity = app.get("bidi_component")[1].proto.id
    message = json.dumps([{"event": "choice", "value": surface}])
    state = WidgetState(id=_make_trigger_id(identity, "events"), json_trigger_value=message)
    app._run(WidgetStates(widgets=[*app._tree.get_widget_states().widgets, state]))
    assert not app.exception, app.exception[0].message


@pytest.mark.parametrize("surface", sorted(LANDSCAPES))
def test_every_surface_with_every_optimizer(surface):
    scenario = Scenario(surface, optimizers={key: {} for key in sorted(OPTIMIZERS)}, steps=20)
    app = open_page(encode(scenario))
    shown = header(app)
    assert [entry["key"] for entry in shown["runs"] if not entry["companion"]] == sorted(OPTIMIZERS)
    assert decode(shown["query"])[0] == scenario


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
def test_every_optimizer_s_settings(optimizer):
    app = open_page(encode(Scenario("rosenbrock", optimizers={optimizer: {}}, steps=20), View(inspect=optimizer)))
    assert [entry["key"] for entry in header(app)["runs"] if not entry["companion"]] == [optimizer]
    assert app.selectbox(key="settings-of").value == optimizer


def test_the_first_visit_shows_four_optimizers_that_stay_finite():
    runs = header(open_page())["runs"]
    assert len(runs) == 4
    assert len({entry["color"] for entry in runs}) == 4
    assert all(entry["verdict"]["kind"] != "diverged" for entry in runs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_language_of_its_address(language):
    app = open_page(f"lang={language}")
    words = Words(language)
    assert app.title[0].value == words("app-title")
    assert header(app)["lang"] == language
    assert words("steps") in [field.label for field in app.text_input]
    assert sent(app, GALLERY)["label"] == words("surface")


def test_another_surface_sets_its_start_and_suggested_rates():
    app = open_page()
    assert sent(app, GALLERY)["surface"] == "rosenbrock"
    choose(app, "himmelblau")
    assert app.query_params["s"] in ("himmelblau", ["himmelblau"])
    assert sent(app, GALLERY) == {
        "folder": folder(),
        "lang": "en",
        "surface": "himmelblau",
        "name": Words("en").surface("himmelblau"),
        "label": Words("en")("surface"),
        "family": Words("en")("surface-family-many"),
    }
    scenario = decode(header(app)["query"])[0]
    assert scenario.surface == "himmelblau"
    assert scenario.start == LANDSCAPES["himmelblau"].starts[0]
    assert all(entry.verdict.kind != "diverged" for entry in run(scenario).values())


@pytest.mark.parametrize("message", ["nowhere", "rosenbrock", "", None, 7, ["bowl"], {"key": "bowl"}])
def test_an_invalid_choice_changes_nothing(message):
    app = open_page("s=rosenbrock&o=adam")
    before = header(app)["query"]
    choose(app, message)
    assert header(app)["query"] == before


def test_the_address_holds_the_shown_race():
    app = open_page()
    app.text_input(key="steps").set_value("123").run()
    held = {key: value[0] if isinstance(value, list) else value for key, value in app.query_params.items()}
    assert held["steps"] == "123"
    assert held["lang"] == "en"
    again = open_page("&".join(f"{key}={value}" for key, value in held.items()))
    assert header(again)["query"] == header(app)["query"]


def test_hyperparameters_change_the_race_and_can_be_reset():
    app = open_page("o=adam")
    before = header(app)["runs"][0]["part"]
    app.select_slider(key="adam.beta1").set_value(0.5).run()
    assert "adam.beta1=0.5" in header(app)["query"]
    assert header(app)["runs"][0]["part"] != before
    app.button(key="adam.beta1.reset").click().run()
    assert header(app)["runs"][0]["part"] == before
    assert "adam.beta1.reset" not in [button.key for button in app.button], "no way back when there is nothing to undo"


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_warm_up_longer_than_the_run_is_noted_beside_the_setting(language):
    words = Words(language)
    scenario = Scenario("bowl", optimizers={"gd": {}}, schedules={"gd": ("warmup_cosine", {})}, steps=200)
    app = open_page(f"{encode(scenario)}&lang={language}")
    unfinished = lambda share: words("warmup-unfinished", share=share)  # noqa: E731
    beginning = unfinished("")[:12]
    assert not [caption.value for caption in app.caption if caption.value.startswith(beginning)], (
        "10 steps of 200 are no trouble"
    )
    app.select_slider(key="gd.schedule.warmup_steps").set_value(500.0).run()
    assert unfinished("40.4") in [caption.value for caption in app.caption]
    app.run()
    app.text_input(key="steps").set_value("501").run()
    assert not [caption.value for caption in app.caption if caption.value.startswith(beginning)]
    app.text_input(key="steps").set_value("500").run()
    assert unfinished("99.8") in [caption.value for caption in app.caption]


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("key", ["schedule_free_sgd", "schedule_free_adamw"])
def test_the_built_in_warm_up_of_schedule_free_is_noted_too(key, language):
    app = open_page(f"{encode(Scenario('bowl', optimizers={key: {'warmup_steps': 100.0}}, steps=101))}&lang={language}")
    never_ends = Words(language)("warmup-all-steps", count=100)
    assert never_ends not in [caption.value for caption in app.caption]
    app.text_input(key="steps").set_value("100").run()
    assert never_ends in [caption.value for caption in app.caption], "the page does not say that the warm-up never ends"


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_difference_of_one_cycle_is_noted_where_it_is_chosen(language):
    app = open_page(f"o=gd&lang={language}")
    difference = Words(language)("schedule-one-cycle.differs")
    assert difference not in [caption.value for caption in app.caption]
    app.selectbox(key="gd.schedule").set_value("one_cycle").run()
    assert difference in [caption.value for caption in app.caption], (
        "torch's class also cycles momentum, and the page does not say so"
    )


def test_different_numbers_are_shown_differently():
    best = best_setting(scenario := Scenario("bowl", optimizers={"gd": {}}), "gd")["lr"]
    near = replace(scenario, optimizers={"gd": {"lr": float(f"{best:.3g}")}})
    label = open_page(encode(near)).button(key="gd.best").label
    assert f"({best:.3g})" not in label, f"“{label}” beside a slider at {best:.3g}"
    app = open_page("o=adam&adam.beta1=0.90000001")
    assert "0.9" in app.button(key="adam.beta1.reset").proto.help
    assert apart(0.9, 0.90000001, 6) == ("0.9", "0.90000001")
    assert apart(0.002, 0.0019984, 3) == ("0.002", "0.001998")
    assert apart(0.1, 0.09999999999999999) == ("0.1", "0.1"), "rounding is no difference"


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_inspector_says_that_a_kink_has_no_curvature(language):
    scenario = Scenario("ackley", optimizers={"gd": {"lr": 0.01}}, start=(0.0, 0.0), steps=3)
    app = open_page(f"{encode(scenario, View(inspect='gd'))}&lang={language}")
    assert Words(language)("inspect-kink") in [caption.value for caption in app.caption]


def test_a_value_between_slider_stops_is_kept_exactly():
    app = open_page("o=adam&adam.beta1=0.8765432109876543&s=bowl&s.rotation=12.3456789")
    assert app.select_slider(key="adam.beta1").value == 0.8765432109876543
    assert "adam.beta1=0.8765432109876543" in header(app)["query"]
    assert "s.rotation=12.3456789" in header(app)["query"]


def test_the_best_rate_keeps_changes_made_on_the_stage():
    app = open_page("s=bowl&o=gd,adam&adam.lr=0.1")
    session = app.session_state["session"]
    drawn = session.scenario
    dragged = {**drawn.optimizers, "adam": {**drawn.optimizers["adam"], "lr": 0.3}}
    session.scenario = replace(drawn, optimizers=dragged)  # a drag on the stage does not redraw the button
    app.button(key="gd.best").click().run()
    after = decode(header(app)["query"])[0].optimizers
    assert after["gd"]["lr"] != drawn.optimizers["gd"]["lr"]
    assert after["adam"]["lr"] == 0.3


def test_new_optimizers_get_their_suggested_rate():
    app = open_page("s=rosenbrock&o=adam")
    app.get("button_group")[1].set_value(["adam", "gd"]).run()
    scenario = decode(header(app)["query"])[0]
    assert set(scenario.optimizers) == {"adam", "gd"}
    assert run(scenario)["gd"].verdict.kind != "diverged"


def test_without_optimizers_a_notice_and_only_the_surface_are_shown():
    app = open_page("o=")
    assert header(app)["runs"] == []
    assert Words("en")("no-optimizers") in [info.value for info in app.info]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_link_is_explained_and_the_rest_is_kept(language):
    app = open_page(f"lang={language}&s=rastrigin&o=adam,nobody&adam.lr=999&adam.beta1=0.5&x=<script>")
    notices = " ".join(text.value for text in app.text)
    for fragment in ("nobody", "999", "<script>"):
        assert fragment in notices
    assert "adam.beta1=0.5" in header(app)["query"]
    assert "s=rastrigin" in header(app)["query"]


def test_many_problems_are_summarised():
    app = open_page("&".join(f"key{n}=1" for n in range(50)))
    (sentence,) = (text.value for text in app.text)
    assert Words("en")("notices-more", count=44) in sentence


def test_start_over_restores_the_first_race():
    first = header(open_page())["query"]
    app = open_page("s=bowl&o=gd&steps=7")
    next(button for button in app.button if button.label == Words("en")("reset-all")).click().run()
    assert header(app)["query"] == first


def test_the_view_of_a_link_reaches_the_stage():
    view = View(off=("adam",), loss="linear", height="log", arrow=True, marks=False, three=False, curvature=True)
    shown = header(open_page(encode(Scenario("bowl"), view)))["view"]
    chosen = {"off": ["adam"], "loss": "linear", "height": "log", "arrow": True, "marks": False, "three": False}
    shown = {name: shown[name] for name in NAMES if getattr(view, name) != getattr(View(), name)}
    assert shown == chosen | {"curvature": True}


def test_the_same_link_gives_the_same_race_and_the_same_parts():
    query = encode(Scenario("himmelblau", start=(0.123456789, -1.5)))
    assert header(open_page(query)) == header(open_page(query))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_ends_within_a_figure_of_parity(language):
    """A Korean line once ended with "3e-" and the next began with "16"."""
    sentences = {key: parity_sentence(key, Words(language)) for key in OPTIMIZERS}
    assert any("e−" in sentence for sentence in sentences.values())
    assert not [key for key, sentence in sentences.items() if re.search(r"\de-\d", sentence)]
