"""The script that a visitor's session runs: choose the page."""

from pathlib import Path

import streamlit as st

from ravine.session.address import asked_language
from ravine.session.session import LESSONS_PAGE, MAPS, PLAYGROUND
from ravine.views import lesson, maps, navigation, playground
from ravine.words import Words

st.set_page_config(page_title="Ravine", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide")
words = Words(asked_language())
pages = {PLAYGROUND: playground.show, MAPS: maps.show, LESSONS_PAGE: lesson.show}
st.navigation([navigation.page(name, words, show) for name, show in pages.items()], position="hidden").run()
