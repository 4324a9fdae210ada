"""Ravine's server. ``streamlit run app.py`` and ``uvicorn app:app`` both serve it."""

import streamlit as st
from starlette.middleware import Middleware

from ravine.server import lifespan
from ravine.server.security_headers import Headers, failed
from ravine.server.static_files import Delivery

app = st.App(
    "ravine/main.py",
    lifespan=lifespan.lifespan,
    routes=lifespan.routes(),
    middleware=[Middleware(Headers), Middleware(Delivery)],
    exception_handlers={Exception: failed},
)
