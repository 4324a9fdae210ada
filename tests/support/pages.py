"""Pages of the app in Streamlit's test client."""

from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

MAIN = Path(__file__).resolve().parents[2] / "ravine" / "main.py"
LESSON = calc_hash("lessons")


@cache
def components() -> BidiComponentManager:
    """The app's components, found once as a server does; each client would read the metadata of every package."""
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception[0].message
    return app


def open_page(query: str = "", page: str = "") -> AppTest:
    """The page of a link, run once; ``page`` is the playground's unless it is ``LESSON``."""
    app = AppTest.from_file(MAIN, default_timeout=60)
    app._bidi_component_manager = components()
    for key, value in parse_qsl(query, keep_blank_values=True):
        app.query_params[key] = value
    app._page_hash = page
    return run(app)
