"""Ravine's server. ``streamlit run app.py`` and ``uvicorn app:app`` both serve it.

``streamlit run`` looks for the name ``streamlit.starlette.App`` here; Streamlit 1.54 would not find ``st.App``, and
would start without running this file.
"""

from ravine import versions

versions.check()  # before the imports that fail with a Streamlit that is too old

from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.starlette import App

from ravine.server.calm_page import failed
from ravine.server.ceilings import Ceilings
from ravine.server.hang_ups import HangUps
from ravine.server.lifespan import lifespan
from ravine.server.origins import Origins
from ravine.server.paths import Paths
from ravine.server.routes import routes
from ravine.server.security_headers import Headers
from ravine.server.static_files import Delivery
from ravine.server.uploads import Uploads
from ravine.views import failure

app = App(
    "ravine/main.py",
    lifespan=lifespan,
    # In the order in which a request meets them.
    middleware=[
        *map(Middleware, (HangUps, Headers, Paths, Origins, Ceilings, Uploads)),
        Middleware(Delivery, own=Starlette(routes=routes())),
    ],
    exception_handlers={Exception: failed},
    on_script_error=failure.show,
)
