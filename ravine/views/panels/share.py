"""What a teacher takes to the lecture hall: the link, a code for the wall, a snippet for a page of one's own."""

from collections.abc import Callable, Mapping
from html import escape

import segno
import streamlit as st

from ravine.session import link_options
from ravine.session.session import Session
from ravine.views.navigation import query
from ravine.words import Words

# Bytes in the largest code, at the lowest error correction.
LARGEST = 2953
HEIGHT = 900
Address = Callable[..., Mapping[str, str]]


def share_button(session: Session, words: Words, address: Address) -> None:
    """A button that opens the dialog; ``address`` gives the query of what is shown, with ``brief`` a shorter one."""
    if session.options.shows("share") and st.button(
        words("share"), icon=":material/qr_code_2:", type="tertiary", key="share"
    ):
        # The title is in the visitor's language, so the dialog is made each time that it is opened.
        st.dialog(words("share-title"))(content)(session, words, address)


def content(session: Session, words: Words, address: Address) -> None:
    """The dialog: code, link, snippet, and what a link can leave out. The code is first: a hall must see all of it."""
    link, brief = (url(session, address(brief=short)) for short in (False, True))
    drawn = code(brief)
    if drawn:
        st.html(f'<img src="{drawn}" width="300" alt="{escape(words("share-code"), quote=True)}">')
        st.caption(words("share-code"))
        if len(brief) < len(link):
            st.caption(words("share-short"))
    else:
        st.info(words("share-too-long", bytes=len(brief.encode()), most=LARGEST))
    st.caption(words("share-link"))
    st.code(link, language=None, wrap_lines=True)
    st.caption(words("share-embed"))
    st.code(snippet(session, address(), words), language="html", wrap_lines=True)
    st.caption(words("share-hide", parts=", ".join(link_options.PARTS)))


def url(session: Session, address: Mapping[str, str]) -> str:
    """``address`` on this page, as the visitor's own browser has it, in this language and as a teacher set it."""
    base = (st.context.url or "").partition("?")[0]
    return f"{base}?{query(dict(address) | session.options.kept | {'lang': session.language})}"


def code(link: str) -> str:
    """The link as a QR code, the address of an SVG that holds all of it; nothing where no code can hold the link."""
    if len(link.encode()) > LARGEST:
        return ""
    return segno.make_qr(link, error="l").svg_data_uri(scale=4, border=4, dark="#000", light="#fff")


def snippet(session: Session, address: Mapping[str, str], words: Words) -> str:
    """HTML that shows this page within another one."""
    source = escape(url(session, dict(address) | {"embed": "true", "hide": "sidebar"}), quote=True)
    size = f'width="100%" height="{HEIGHT}" style="border: 0"'
    return f'<iframe src="{source}" title="{words("app-title")}" {size} allow="fullscreen; clipboard-write"></iframe>'
