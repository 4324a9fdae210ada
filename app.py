"""Ravine's server. ``streamlit run app.py`` and ``uvicorn app:app`` both serve it."""

import streamlit as st
from starlette.middleware import Middleware

from ravine import server
from ravine.delivery import Delivery
from ravine.headers import Headers, failed

app = st.App(
    "ravine/main.py",
    lifespan=server.lifespan,
    routes=server.routes(),
    middleware=[Middleware(Headers), Middleware(Delivery)],
    exception_handlers={Exception: failed},
)
