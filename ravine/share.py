"""What a teacher takes to the lecture hall: the link, a code for the wall, a snippet for a page of one's own."""

from collections.abc import Callable, Mapping
from html import escape

import segno
import streamlit as st

from ravine import teaching
from ravine.navigation import query
from ravine.words import Words

# Bytes in the largest code, at the lowest error correction.
LARGEST = 2953
# Beyond this many modules a side, a phone in the back row cannot read the wall.
READABLE = 97
HEIGHT = 900


def share_button(words: Words, address: Callable[[], Mapping[str, str]]) -> None:
    """A button that opens the dialog; ``address`` gives the query of what is shown."""
    if teaching.shows("share"):
        clicked = st.button(words("share"), icon=":material/qr_code_2:", type="tertiary", key="share")
        if clicked:
            dialog(words)(address())


def dialog(words: Words) -> Callable[[Mapping[str, str]], None]:
    """The dialog, in the visitor's language."""

    @st.dialog(words("share-title"))
    def content(address: Mapping[str, str]) -> None:
        said = dict(address) | teaching.kept() | {"lang": words.language}
        link = f"{base()}?{query(said)}"
        st.caption(words("share-link"))
        st.code(link, language=None, wrap_lines=True)
        st.html(code(link) or f"<p>{escape(words('share-too-long', bytes=len(link.encode()), most=LARGEST))}</p>")
        st.caption(words("share-embed"))
        st.code(snippet(said, words), language="html", wrap_lines=True)
        st.caption(words("share-hide", parts=", ".join(teaching.PARTS)))

    return content


def base() -> str:
    """Address of this page as the visitor's own browser has it."""
    return (st.context.url or "").partition("?")[0]


def code(link: str) -> str:
    """The link as a QR code, in SVG; nothing where no code can hold it."""
    if len(link.encode()) > LARGEST:
        return ""
    drawn = segno.make_qr(link, error="l", boost_error=True)
    svg = drawn.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True)
    return f'<div class="rv-code" role="img" aria-label="QR">{svg}</div>'


def snippet(said: Mapping[str, str], words: Words) -> str:
    """HTML that shows this page within another one."""
    address = escape(f"{base()}?{query(dict(said) | {'embed': 'true', 'hide': 'sidebar'})}", quote=True)
    title = escape(words("app-title"), quote=True)
    size = f'width="100%" height="{HEIGHT}" style="border: 0"'
    return f'<iframe src="{address}" title="{title}" {size} allow="fullscreen; clipboard-write"></iframe>'
