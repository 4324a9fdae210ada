"""Ravine's server. ``streamlit run app.py`` and ``uvicorn app:app`` both serve it."""

import streamlit as st

from ravine import server

app = st.App("ravine/main.py", lifespan=server.lifespan, routes=server.routes())
