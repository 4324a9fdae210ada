"""Controls of data, batches and noise."""

import pytest

from experiments import Scenario, datasets, decode, encode
from ravine.session import file_requests
from ravine.words import Words
from tests.app.test_app import choose
from tests.support.pages import open_page
from tests.support.payload import header

SAY = Words("en")
GOOD = b"height,weight\n1.5,50\n1.6,58\n1.7,66\n1.8,80\n"


def scenario(app):
    return decode(header(app)["query"])[0]


def keys(app):
    """Keys of all sidebar widgets."""
    return {w.key for kind in (app.toggle, app.slider, app.select_slider, app.text_input, app.selectbox) for w in kind}


def upload(app, content, name="table.csv"):
    app.selectbox(key="data-set").select("csv").run()
    app.file_uploader(key="file").set_value((name, content, "text/csv")).run()
    assert not app.exception, app.exception[0].message
    return app


def test_a_data_surface_starts_with_small_batches():
    app = open_page()
    choose(app, "sine_fit")
    assert scenario(app).batch == 16
    assert header(app)["samples"]["batch"] == 16
    choose(app, "himmelblau")
    assert header(app)["samples"] is None


def test_controls_without_effect_are_not_shown():
    base = {"surface": "linear_regression", "optimizers": {"gd": {}}, "steps": 10}
    drawing = {"replacement", "drop_last", "seed"}
    assert not drawing & keys(open_page(encode(Scenario(**base))))
    assert drawing & keys(open_page(encode(Scenario(**base, batch=16)))) == {"replacement", "seed"}
    assert drawing <= keys(open_page(encode(Scenario(**base, batch=10))))
    real = keys(open_page(encode(Scenario(**base, data="cars"))))
    assert "surface.input_center" in real
    assert not real & {"surface.noise", "surface.outliers", "surface.size", "surface.data_seed", "gradient_noise"}
    assert "seed" not in keys(open_page("s=bowl"))
    assert {"seed", "gradient_noise"} <= keys(open_page("s=bowl&gradient_noise=0.5"))


def test_dropped_samples_are_reported():
    app = open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10, batch=10)))
    assert SAY("drop-last-kept", count=6) in [c.value for c in app.caption]
    app.toggle(key="drop_last").set_value(True).run()
    assert SAY("drop-last-dropped", count=6) in [c.value for c in app.caption]
    assert scenario(app).drop_last


def test_a_batch_is_limited_to_the_number_of_samples():
    app = open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10, batch=128)))
    app.select_slider(key="surface.size").set_value(50.0).run()
    assert not app.exception
    assert (scenario(app).size, scenario(app).batches()) == (50, None)


def test_a_classic_data_set_comes_with_its_source():
    app = open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10, batch=16)))
    app.selectbox(key="data-set").select("cars").run()
    assert (scenario(app).data, scenario(app).size) == ("cars", 50)
    assert any("Ezekiel" in caption.value for caption in app.caption)


def test_a_visitor_s_table_is_used_and_is_not_in_the_link():
    app = upload(open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10))), GOOD)
    shown = header(app)
    assert shown["samples"]["size"] == 4
    assert shown["samples"]["file"].startswith("csv:")
    assert "data=csv&" in shown["query"]
    part = shown["parts"][shown["samples"]["part"]]["json"]
    assert (part["x"]["name"], part["y"]["name"]) == ("height", "weight")
    app.selectbox(key="column-x").select("weight").run()
    assert SAY("problem-column-twice", field="file", given="weight") in [text.value for text in app.text]
    assert header(app)["samples"] == shown["samples"], "what was chosen before stays"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "file-empty"),
        (b"a,b\n1,2\n", "file-one-row"),
        (b"a,b\nx,y\nz,w\n", "file-too-few-numbers"),
        (b"\x00\x01\x02" * 50, "file-binary"),
        (b"a,b\n=1+1,2\n3,4\n5,6\n", "rows-formula"),
        (b"a,b\n1e308,2\n3,4\n5,6\n", "rows-too-large"),
        (b"a,b\nnan,2\n3,4\n5,7\n", "rows-missing"),
        (b"a,b\n1,2\n1,3\n1,4\n", "column-constant"),
    ],
)
def test_a_hostile_table_gets_an_explanation(content, said):
    app = upload(open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10))), content)
    holes = dict.fromkeys(("field", "given", "high", "count", "line"), "\N{BULLET}")
    fragment = SAY(f"problem-{said}", **holes).split("\N{BULLET}")[0]
    assert any(fragment in text.value for text in app.text), [text.value for text in app.text]


def test_a_link_that_needs_a_file_says_so():
    app = open_page("s=linear_regression&o=gd&data=csv")
    assert SAY("problem-needs-file") in " ".join(text.value for text in app.text)
    assert app.selectbox(key="data-set").value == "csv"
    assert scenario(app).data == ""


def test_the_server_knows_whether_the_page_asks_for_a_file():
    app = open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10)))
    asked = lambda: file_requests.asks("test session id")  # noqa: E731  AppTest's only session
    assert not asked()
    app.selectbox(key="data-set").select("csv").run()
    assert asked()
    app.selectbox(key="data-set").select("cars").run()
    assert not asked()
    upload(app, GOOD)
    assert asked()
    choose(app, "himmelblau")
    assert not asked()


PRICES = (
    "번호;아파트;전용면적(㎡);가격\n1;가;84,95;₩1.250.000.000\n2;나;59,9;₩870.000.000\n"
    "3;다;114,2;₩1.980.000.000\n4;라;49,5;₩640.000.000\n합계;;;₩4.740.000.000\n"
)


def test_a_file_is_read_once_in_a_session(monkeypatch):
    reads = []
    read = datasets.read
    monkeypatch.setattr(datasets, "read", lambda raw: reads.append(len(raw)) or read(raw))
    app = upload(open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10))), GOOD)
    app.selectbox(key="column-x").select("weight").run()
    app.selectbox(key="column-y").select("height").run()
    app.text_input(key="steps").set_value("20").run()
    app.run()
    app.segmented_control(key="language").set_value("ko").run()
    assert header(app)["lang"] == "ko"
    assert header(app)["samples"]["file"].startswith("csv:")
    assert reads == [len(GOOD)]
    upload(app, GOOD + b"1.9,90\n")
    assert reads == [len(GOOD), len(GOOD) + 7]


def test_prices_in_won_make_a_surface_and_the_page_says_how_they_are_scaled():
    app = upload(open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10))), PRICES.encode())
    shown = header(app)
    part = shown["parts"][shown["samples"]["part"]]["json"]
    assert (part["x"]["name"], part["y"]["name"]) == ("전용면적(㎡)", "가격")
    assert part["y"]["center"] == 1.185e9
    sentences = [text.value for text in app.text]
    assert sentences == [
        SAY("problem-row-of-totals", field="file", given="합계", line="6", count=0),
        SAY("file-scaled-input", name="전용면적(㎡)", centre="77.1375", scale="24.9781"),
        SAY("file-scaled-target", name="가격", centre="1,185,000,000", scale="508,060,000"),
    ]


def test_another_file_begins_with_its_own_columns():
    app = upload(open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10))), GOOD)
    upload(app, PRICES.encode())
    assert (app.selectbox(key="column-x").value, app.selectbox(key="column-y").value) == ("전용면적(㎡)", "가격")


def paste(app, text):
    if not app.text_area:
        app.selectbox(key="data-set").select("csv").run()
    app.text_area(key="pasted").set_value(text).run()
    assert not app.exception, app.exception[0].message
    return app.run()


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "text",
    [
        "height\tweight\n1.5\t50\n1.6\t58\n1.7\t66\n1.8\t80\n",
        GOOD.decode(),
        "height;weight\r\n1,5;50\r\n1,6;58\r\n1,7;66\r\n1,8;80",
    ],
    ids=["spreadsheet", "csv", "decimal commas"],
)
def test_pasted_cells_are_a_table_as_a_file_is(text, language):
    app = open_page(f"{encode(Scenario('linear_regression', optimizers={'gd': {}}, steps=10))}&lang={language}")
    shown = header(paste(app, text))
    part = shown["parts"][shown["samples"]["part"]]["json"]
    assert (part["x"]["name"], part["y"]["name"]) == ("height", "weight")
    assert shown["samples"]["size"] == 4
    assert Words(language)("pasted-read", rows=4, columns=2) in [caption.value for caption in app.caption]
    assert app.text_area(key="pasted").value == "", "the browser would send it again with whatever is done"
    assert app.text_area(key="pasted").label == Words(language)("paste")


def test_pasted_cells_that_cannot_be_used_are_explained_and_stay_to_be_mended():
    app = upload(open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10))), GOOD)
    before = header(app)["samples"]
    paste(app, "a,b\nx,y\nz,w\n")
    assert app.text_area(key="pasted").value == "a,b\nx,y\nz,w\n"
    told = SAY("problem-file-too-few-numbers", field="#", given="", line="").split("#")[0]
    assert any(text.value.startswith(told) for text in app.text)
    assert header(app)["samples"] == before, "what was raced on before stays"
    paste(app, "1" * (datasets.MOST_BYTES + 1))
    assert any("bytes" in text.value for text in app.text)
    assert app.text_area(key="pasted").value == ""


def test_the_newest_of_a_file_and_pasted_cells_is_raced_on(monkeypatch):
    reads = []
    read = datasets.read
    monkeypatch.setattr(datasets, "read", lambda raw: reads.append(len(raw)) or read(raw))
    app = upload(open_page(encode(Scenario("linear_regression", optimizers={"gd": {}}, steps=10))), GOOD)
    assert header(paste(app, "a\tb\n1\t2\n2\t5\n3\t6\n"))["samples"]["size"] == 3
    app.text_input(key="steps").set_value("20").run()
    app.run()
    assert header(app)["samples"]["size"] == 3
    assert header(upload(app, GOOD + b"1.9,90\n"))["samples"]["size"] == 5
    assert len(reads) == 3, "each is read once"
