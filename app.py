"""Ravine's server. ``streamlit run app.py`` and ``uvicorn app:app`` both serve it."""

from ravine import versions

versions.check()  # before the imports that fail with a Streamlit that is too old

from starlette.middleware import Middleware
from streamlit.starlette import (
    App,
)  # by this name `streamlit run` of an old Streamlit knows it too, and checks versions

from ravine import server
from ravine.delivery import Delivery
from ravine.headers import Headers, failed

app = App(
    "ravine/main.py",
    lifespan=server.lifespan,
    routes=server.routes(),
    middleware=[Middleware(Headers), Middleware(Delivery)],
    exception_handlers={Exception: failed},
)
