"""A program as a Jupyter notebook, nbformat 4.5: a cell for each of its parts."""

import json
from collections.abc import Sequence

from experiments.export.text import Section, printable

HEADINGS = {
    "surface": "The surface",
    "data": "The data",
    "start": "The start",
    "chance": "What is random",
    "loss": "The loss",
    "schedule": "The schedule",
    "rule": "The rule",
    "settings": "The settings",
    "optimizer": "The optimizer",
    "run": "The run",
}


def notebook(opening: str, link: str, sections: Sequence[Section]) -> str:
    """JSON of the notebook; ``opening``: the program's first lines, comments."""
    said = [line.removeprefix("# ") for line in opening.splitlines()]
    head = "\n\n".join(f"<{printable(link)}>" if line == printable(link) and "://" in line else line for line in said)
    cells = [_cell("opening", "markdown", f"# {head}")]
    for section in sections:
        if section.heading in HEADINGS:
            cells.append(_cell(f"about-{section.heading}", "markdown", f"## {HEADINGS[section.heading]}"))
        cells.append(_cell(section.heading, "code", section.code))
    about = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    whole = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _cell(key: str, kind: str, text: str) -> dict:
    cell = {"cell_type": kind, "id": key, "metadata": {}, "source": text.splitlines(keepends=True)}
    return {**cell, "execution_count": None, "outputs": []} if kind == "code" else cell
