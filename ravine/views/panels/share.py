"""What a teacher takes to the lecture hall: the link, a code for the wall, a snippet for a page of one's own."""

from collections.abc import Callable, Mapping
from html import escape

import segno
import streamlit as st

from experiments.link_writing import compacted, query_of, shortened
from ravine.session import link_options
from ravine.session.session import LESSONS_PAGE, MAPS, PLAYGROUND, Session
from ravine.words import Words

# Bytes in the largest code, at the lowest error correction.
LARGEST = 2953
HEIGHT = 900
# Boxes of the dialog, and what a link says where they are ticked.
SWITCHES = {"paused": ("play", "0"), "projector": ("projector", "1"), "lock": ("lock", "1")}
COLUMNS = 3  # of parts of the page
ELSEWHERE = {
    PLAYGROUND: link_options.NOT_ON_PLAYGROUND,
    MAPS: link_options.NOT_ON_MAPS,
    LESSONS_PAGE: link_options.NOT_ON_LESSONS,
}
# Keys of the dialog's state: whether the code fills the screen; what the link asks of the page; whether it left parts
# out when the dialog was opened, so that the list of them does not fold when the last one is unticked.
FILLS, KEPT, LISTED = "share-fills", "share-kept", "share-listed"
Address = Callable[..., Mapping[str, str]]


def share_button(session: Session, words: Words, address: Address) -> None:
    """A button that opens the dialog; ``address`` gives the query of what is shown, with ``brief`` a shorter one."""
    if session.options.shows("share") and st.button(
        words("share"), icon=":material/qr_code_2:", type="tertiary", key="share"
    ):
        kept = dict(session.options.kept)
        st.session_state[FILLS], st.session_state[KEPT], st.session_state[LISTED] = False, kept, "hide" in kept
        # The title is in the visitor's language, so the dialog is made each time that it is opened.
        st.dialog(words("share-title"), width="large")(content)(session, words, address)


def content(session: Session, words: Words, address: Address) -> None:
    """The dialog: code, what the link asks of the page, link and snippet.

    Link and snippet stand last: they grow with what is ticked, and boxes above them stay where the pointer is.
    """
    if st.session_state[FILLS]:
        hall(shortest(session, address(brief=True), st.session_state[KEPT]), words)
        return
    picture, asked = st.columns([1, 2], gap="medium")
    with asked:
        kept = st.session_state[KEPT] = options(session, words)
    with picture:
        small_code(shortest(session, address(brief=True), kept), url(session, address(), kept), words)
    st.caption(words("share-link"))
    st.code(url(session, address(), kept), language=None, wrap_lines=True)
    st.caption(words("share-embed"))
    st.code(snippet(session, address(), kept, words), language="html", wrap_lines=True)


def small_code(brief: str, link: str, words: Words) -> None:
    """The code as large as fits beside the link, and a button that has it fill the screen."""
    drawn = code(brief)
    if not drawn:
        st.info(words("share-too-long", bytes=len(brief.encode()), most=LARGEST))
        return
    st.html(image(drawn, words))
    st.caption(words("share-code"))
    if len(brief) < len(link):
        st.caption(words("share-short"))
    st.button(words("share-fill"), icon=":material/fullscreen:", key="share-fill", on_click=fill, args=(True,))


def hall(brief: str, words: Words) -> None:
    """The code alone, as large as the screen, so that it is read from the back row."""
    st.html(f'<div class="ravine-hall">{image(code(brief), words)}</div>')
    st.button(words("share-back"), icon=":material/arrow_back:", key="share-back", on_click=fill, args=(False,))


def fill(fills: bool) -> None:
    st.session_state[FILLS] = fills


def image(drawn: str, words: Words) -> str:
    """A code as HTML; who cannot see it is told that it is one."""
    return f'<img class="ravine-code" src="{drawn}" alt="{escape(words("share-code"), quote=True)}">'


def options(session: Session, words: Words) -> dict[str, str]:
    """Draw a box for everything that a link can ask of the page; the keys of what is ticked."""
    kept = st.session_state[KEPT]
    st.markdown(f"**{words('share-options')}**")
    with st.container(horizontal=True, key="share-switches"):
        ticked = {
            name: st.checkbox(words(f"share-{name}"), kept.get(key) == value, key=f"share-{name}")
            for name, (key, value) in SWITCHES.items()
        }
    before = kept.get("hide", "").split(",")
    parts = link_options.parts_but(ELSEWHERE[session.page])
    with st.expander(words("share-hide"), expanded=st.session_state[LISTED]):
        columns = st.columns(COLUMNS)
        hidden = []
        for number, part in enumerate(parts):
            with columns[number * COLUMNS // len(parts)]:
                if st.checkbox(words.part(part), part in before, key=f"share-hide-{part}"):
                    hidden.append(part)
    asked = {SWITCHES[name][0]: SWITCHES[name][1] for name, on in ticked.items() if on}
    return ({"hide": ",".join(hidden)} if hidden else {}) | asked


def url(session: Session, address: Mapping[str, str], kept: Mapping[str, str], *, compact: bool = False) -> str:
    """``address`` on this page, as the visitor's own browser has it, in this language, with what the link asks for."""
    base = (st.context.url or "").partition("?")[0]
    keys = dict(address) | dict(kept) | {"lang": session.language}
    return f"{base}?{query_of(compacted(keys) if compact else shortened(keys))}"


def shortest(session: Session, brief: Mapping[str, str], kept: Mapping[str, str]) -> str:
    """The shortest link to what is shown: the fewer dots a code has, the farther it can be read."""
    return min((url(session, brief, kept, compact=compact) for compact in (False, True)), key=len)


def code(link: str) -> str:
    """The link as a QR code, the address of an SVG that holds all of it; nothing where no code can hold the link."""
    if len(link.encode()) > LARGEST:
        return ""
    # The quiet zone of four dots is white, whatever the page is.
    return segno.make_qr(link, error="l").svg_data_uri(scale=4, border=4, dark="#000", light="#fff", omitsize=True)


def snippet(session: Session, address: Mapping[str, str], kept: Mapping[str, str], words: Words) -> str:
    """HTML that shows this page within another one, without its sidebar."""
    hidden = ",".join(dict.fromkeys(["sidebar", *filter(None, kept.get("hide", "").split(","))]))
    source = escape(url(session, dict(address) | {"embed": "true"}, {**kept, "hide": hidden}), quote=True)
    size = f'width="100%" height="{HEIGHT}" style="border: 0"'
    return f'<iframe src="{source}" title="{words("app-title")}" {size} allow="fullscreen; clipboard-write"></iframe>'
