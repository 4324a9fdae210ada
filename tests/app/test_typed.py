"""Numbers typed into the page's fields are kept exactly and read as people write them; others get a sentence."""

from collections.abc import Iterator
from itertools import cycle

import pytest

from experiments import Scenario, decode, encode
from experiments.scenario import REACH, SEEDS, STEPS
from landscapes import LANDSCAPES
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from ravine.views.digits import exact
from ravine.words import LANGUAGES, Words
from tests.support.pages import LESSON, open_page
from tests.support.payload import header

RACE = Scenario("rosenbrock", optimizers={"adam": {}}, schedules={"adam": ("warmup_cosine", {})}, gradient_noise=0.5)


def scenario(app):
    return decode(header(app)["query"])[0]


def enter(app, key, text):
    app.text_input(key=key).set_value(text).run()
    assert not app.exception, app.exception[0].message
    return app.run()  # all of the page: the test client forgets what a fragment's run does not draw


def said(app):
    return [text.value for text in app.text]


def fields() -> Iterator[tuple[str, str, float, float]]:
    """Every field of the page that shows :data:`RACE`: its key, its key in a link, and its range."""
    declared = {f"surface.{p.name}": (f"s.{p.name}", p) for p in LANDSCAPES["rosenbrock"].parameters}
    declared |= {f"adam.{p.name}": (f"adam.{p.name}", p) for p in OPTIMIZERS["adam"].hyperparameters[1:]}
    name = "adam.schedule"
    declared |= {f"{name}.{p.name}": (f"{name}.{p.name}", p) for p in SCHEDULES["warmup_cosine"].parameters}
    for key, (link, parameter) in declared.items():
        if parameter.scale != "switch":
            yield f"{key}.typed", link, *parameter.bounds
    yield "gradient_noise.typed", "gradient_noise", 0.0, 1000.0
    yield "steps", "steps", *STEPS
    yield "seed", "seed", *SEEDS
    yield "start-x", "start", -REACH, REACH
    yield "start-y", "start", -REACH, REACH


def test_every_slider_has_a_field_that_shows_its_value():
    app = open_page(encode(RACE))
    sliders = {slider.key: slider.value for slider in [*app.slider, *app.select_slider]}
    typed = {field.key: field.value for field in app.text_input}
    assert sliders
    assert {f"{key}.typed": exact(value) for key, value in sliders.items()}.items() <= typed.items()
    assert {key for key, *_ in fields()} == typed.keys()


@pytest.mark.parametrize(
    ("key", "typed", "link", "value"),
    [
        ("adam.beta2.typed", "0,995", "adam.beta2", "0.995"),
        ("adam.beta2.typed", " 0.9876543210987 ", "adam.beta2", "0.9876543210987"),
        ("adam.eps.typed", "3e\N{MINUS SIGN}9", "adam.eps", "3e-09"),
        ("adam.eps.typed", "10^-7", "adam.eps", "1e-07"),
        ("adam.schedule.warmup_steps.typed", "37", "adam.schedule.warmup_steps", "37.0"),
        ("surface.b.typed", "30", "s.b", "30.0"),
        ("surface.a.typed", "\N{MINUS SIGN}0.123456", "s.a", "-0.123456"),
        ("gradient_noise.typed", ".07", "gradient_noise", "0.07"),
        ("steps", "1,234", "steps", "1234"),
        ("seed", "\uff14\uff12", "seed", "42"),
        ("start-x", "0,5", "start", "0.5,1.0"),
        ("start-y", "1e-3", "start", "-1.2,0.001"),
    ],
)
def test_a_typed_number_is_kept_exactly_and_a_link_brings_it_back(key, typed, link, value):
    app = enter(open_page(encode(RACE)), key, typed)
    assert not said(app)
    assert f"{link}={value}&" in header(app)["query"].replace("%2C", ",") + "&"
    shown = app.text_input(key=key).value
    again = open_page(header(app)["query"])
    assert again.text_input(key=key).value == shown
    assert scenario(again) == scenario(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_out_of_range_names_the_range_and_is_replaced_by_the_nearest(language):
    words = Words(language)
    app = open_page(f"{encode(RACE)}&lang={language}")
    for key, link, low, high in fields():
        for typed, near in ((repr(low - abs(low) - 1), low), (repr(high * 2 + 1), high)):
            enter(app, key, typed)
            assert app.text_input(key=key).value == exact(near), (key, typed)
            (sentence,) = said(app)
            for part in (typed.removesuffix(".0"), f"{low:.15g}", f"{high:.15g}", exact(near)):
                assert part in sentence, (key, sentence)
            assert words("problem-used", sentence="", used=exact(near)) in sentence
        assert f"{link}=" in header(app)["query"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_number_is_said_and_leaves_the_value(language):
    app = open_page(f"{encode(RACE)}&lang={language}")
    texts = ["abc", "", "  ", "1.2.3", "nan", "<b>1</b>", "9" * 500, "=1+1", "0x1f"]
    for typed, key in zip(texts, cycle(["adam.beta2.typed", "surface.b.typed", "steps", "start-x"])):
        before, shown = scenario(app), app.text_input(key=key).value
        enter(app, key, typed)
        assert scenario(app) == before
        assert app.text_input(key=key).value == shown
        (sentence,) = said(app)
        assert sentence.isprintable()
        assert len(sentence) < 200
        assert Words(language)("problem-used", sentence="", used=shown) in sentence


def test_a_fraction_where_only_whole_numbers_are_usable_is_said():
    app = enter(open_page(encode(RACE)), "steps", "2.6")
    assert scenario(app).steps == 3
    (sentence,) = said(app)
    assert sentence == "“Steps” must be a whole number, and “2.6” is not one; 3 is used instead."
    enter(app, "adam.schedule.warmup_steps.typed", "7.2")
    assert "must be a whole number" in said(app)[0]
    assert scenario(app).schedules["adam"][1]["warmup_steps"] == 7.0


def test_what_was_said_of_a_field_goes_with_the_next_change():
    app = enter(open_page(encode(RACE)), "adam.beta1.typed", "7")
    assert said(app)
    enter(app, "surface.b.typed", "30")
    assert not said(app)
    enter(app, "steps", "0")
    assert said(app)
    enter(app, "steps", "2")
    assert not said(app)
    enter(app, "steps", "x")
    enter(app, "adam.beta1.typed", "0.5")
    assert not said(app)


def test_a_slider_and_its_field_are_two_views_of_one_value():
    app = enter(open_page(encode(RACE)), "adam.beta1.typed", "0.83")
    assert app.select_slider(key="adam.beta1").value == 0.83
    app.select_slider(key="adam.beta1").set_value(0.5).run().run()
    assert app.text_input(key="adam.beta1.typed").value == "0.5"
    app.button(key="adam.beta1.reset").click().run().run()
    assert app.text_input(key="adam.beta1.typed").value == "0.9"


def test_a_lesson_s_controls_can_be_typed_into():
    app = open_page("l=momentum&lang=en", LESSON)
    enter(app, "momentum.momentum.typed", "0,91")
    assert "momentum.momentum=0.91" in header(app)["query"]
    enter(app, "momentum.momentum.typed", "2")
    assert any("outside 0 to" in text for text in said(app))


@pytest.mark.parametrize("surface", ["bowl", "linear_regression"])
def test_the_start_s_fields_are_named_as_the_map_s_axes(surface):
    app = open_page(encode(Scenario(surface, optimizers={"gd": {}}, steps=2)))
    names = [
        Words("en")("start-on", axis=axis) for axis in header(app)["parts"][header(app)["surface"]]["json"]["axes"]
    ]
    assert [app.text_input(key=key).label for key in ("start-x", "start-y")] == names


def test_numbers_are_shown_with_all_their_digits_and_no_more():
    assert [exact(x) for x in (1e-8, 1e22, 0.1, 30.0, -2.5e-7, 700)] == ["1e-8", "1e22", "0.1", "30", "-2.5e-7", "700"]
