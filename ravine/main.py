"""The script a visitor's session runs: choose the page."""

from pathlib import Path

import streamlit as st

from ravine.views import navigation

st.set_page_config(page_title="Ravine", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide")
st.navigation(navigation.pages(), position="hidden").run()
