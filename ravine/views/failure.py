"""Say in the visitor's language that the page could not be drawn to its end."""

import streamlit as st

from ravine.session.address import asked_language
from ravine.words import Words


def show(_error: Exception) -> bool:
    """Show it in place of Streamlit's own sentence; the log has the error."""
    words = Words(asked_language())
    st.error(f"{words('calm-failed')} {words('calm-failed.advice')}")
    return True
