"""Version of Streamlit that Ravine is written for, and the check that ends a start which cannot succeed.

This module imports nothing of Streamlit, and the engine only after Streamlit's version has been checked: with a wrong
version just such imports fail.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, version

# As pinned in requirements.txt; patches of their inside (ravine/streamlit_internals) are applied to this one alone.
WRITTEN_FOR = "1.67.0"
# With this one and newer ones the app works, by what they offer in public: fragments with keys, say, are new in it.
OLDEST_STREAMLIT = "1.63.0"


def installed() -> str:
    """Version of Streamlit: the one that is loaded, else the one that would be; empty when there is none."""
    loaded = getattr(sys.modules.get("streamlit"), "__version__", None)
    try:
        return loaded or version("streamlit")
    except PackageNotFoundError:
        return ""


def refusal() -> str:
    """Why the app cannot run with the Streamlit that is installed, in one sentence; empty when it can."""
    current = installed()
    if current and _numbers(current) >= _numbers(OLDEST_STREAMLIT):
        return ""
    there = f"{current} is installed" if current else "none is installed"
    requirement = f"Streamlit {WRITTEN_FOR} ({OLDEST_STREAMLIT} at least)"
    return f"Ravine needs {requirement}; {there}. Install it: pip install -r requirements.txt"


def without_compiler() -> str:
    """Why the engine refuses to be imported, in its own sentence; empty when it does not."""
    try:
        import engine  # noqa: F401
    except ImportError as error:
        if error.name != "engine":  # a missing package or a mistake: its traceback says more
            raise
        return str(error)
    return ""


def check() -> None:
    """End the process with one sentence if Streamlit or numba's compiler cannot be used."""
    if sentence := refusal() or without_compiler():
        sys.exit(sentence)


def _numbers(text: str) -> tuple[int, ...]:
    """Major, minor and patch of a version; one that says nothing of the kind counts as the newest."""
    match = re.match(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return tuple(int(part or 0) for part in match.groups()) if match else (sys.maxsize,)
