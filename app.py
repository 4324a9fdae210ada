"""Ravine's server. ``streamlit run app.py`` and ``uvicorn app:app`` both serve it.

``streamlit run`` looks for the name ``streamlit.starlette.App`` here; Streamlit 1.54 would not find ``st.App``, and
would start without running this file.
"""

from ravine import versions

versions.check()  # before the imports that fail with a Streamlit that is too old

from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.starlette import App

from ravine.server.lifespan import lifespan
from ravine.server.routes import routes
from ravine.server.security_headers import Headers, failed
from ravine.server.static_files import Delivery

app = App(
    "ravine/main.py",
    lifespan=lifespan,
    middleware=[Middleware(Headers), Middleware(Delivery, own=Starlette(routes=routes()))],
    exception_handlers={Exception: failed},
)
