"""Streamlit's page with hints in its head of the files that a browser will ask for.

A browser learns of the stage's files only when the first run of the script arrives: with hints it fetches them while
Streamlit's scripts start.
"""

import json
from collections.abc import Iterator
from functools import cache

from ravine.server.security_headers import PAGE
from ravine.stage.assets import addresses, sheet
from ravine.words import LANGUAGES, Words, keys

STATIC = PAGE.parent
# What the pages show, by the names of Streamlit's own modules: each is a file of its own, fetched when first shown.
SHOWN = (
    "BidiComponent",
    "ButtonGroup",
    "Html",
    "Multiselect",
    "NumberInput",
    "Selectbox",
    "Slider",
    "Button",
    "PageLink",
)
# What Streamlit asks for when it shows a component; it lets no browser keep them.
COMPONENTS = (
    "ravine.stage/adapter.js",
    "ravine.gallery/opener.js",
    "ravine.gallery/gallery.css",
)
# Keys of the sentences in place of Streamlit's own; stage/frontend/page/streamlit-words.js says which these are.
OWN = "streamlit-"
# The line about the connection: it may have to be shown before any style sheet has come. It stands in Streamlit's empty
# header, and lets clicks through: what lies under it works.
LINE = (
    ".rv-line{position:fixed;inset:.5rem 3.5rem auto;width:fit-content;max-width:32rem;margin:0 auto;z-index:999999;"
    "pointer-events:none;padding:.4rem .9rem;border-radius:.5rem;font:.875rem/1.4 'Source Sans',system-ui,sans-serif;"
    "word-break:keep-all;background:#23252b;color:#fff;box-shadow:0 2px 12px #0006}"
    ".rv-line[hidden]{display:none}.rv-line p{margin:0}"
)
FORMULAS = "../node_modules/rehype-katex/index.js"


@cache
def page() -> bytes | None:
    """Streamlit's page with the hints in its head; None where Streamlit's files are not as expected."""
    try:
        return _page_with_hints()
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return None


def _page_with_hints() -> bytes:
    html = PAGE.read_text(encoding="utf-8")
    known = [name for name in _chunks() if name not in html]
    own = addresses()
    # Fetched before the others: at a first visit over a slow link it runs 1 s sooner.
    # It needs the hints: its tag stands after them.
    links = [f'<link rel="modulepreload" href="./{own["early"]}">']
    links += [f'<link rel="modulepreload" fetchpriority="low" crossorigin href="./{name}">' for name in known]
    links.append(f'<link rel="modulepreload" fetchpriority="low" href="./{own["stage"]}">')
    for name in COMPONENTS:
        kind = 'rel="modulepreload"' if name.endswith(".js") else 'rel="preload" as="style"'
        links.append(f'<link {kind} fetchpriority="low" href="./_stcore/bidi-components/{name}">')
    links.append(f'<link rel="preload" as="script" fetchpriority="low" href="./{own["plotly"]}">')
    links.append(f'<link rel="preload" as="style" fetchpriority="low" href="./{sheet()}">')
    links.append(f'<script type="application/json" id="ravine-words">{_words()}</script>')
    links.append(f"<style>{LINE}</style>")
    links.append(f'<script type="module" async src="./{own["early"]}"></script>')
    head, end, rest = html.partition("</head>")
    if not end:
        raise ValueError("a page without a head")
    return (head + "\n".join(links) + end + rest).encode()


def _words() -> str:
    """Sentences in place of Streamlit's own, by language and key; the page's script fills in ``{what}``."""
    holes = {"what": "{what}", "types": "{types}"}
    own = {
        language: {
            key.removeprefix(OWN): Words(language)(key, **holes) for key in keys(language) if key.startswith(OWN)
        }
        for language in LANGUAGES
    }
    return json.dumps(own, ensure_ascii=False).replace("<", "\\u003c")


def problem() -> str:
    """Why :func:`page` gives none; empty when it gives one."""
    if page() is not None:
        return ""
    return "Streamlit's manifest.json or index.html is not as expected: its page is sent as it is, without hints"


def _chunks() -> Iterator[str]:
    """Files of Streamlit's that this app's pages show, and all that they import."""
    manifest = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    wanted = [key for key in manifest if key.rpartition("/")[2] in {f"{name}.tsx" for name in SHOWN} or key == FORMULAS]
    seen: set[str] = set()
    while wanted:
        key = wanted.pop(0)
        if key not in seen and key in manifest:
            seen.add(key)
            wanted += manifest[key].get("imports", ())
            if (STATIC / manifest[key]["file"]).is_file():
                yield manifest[key]["file"]
