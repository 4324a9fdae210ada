"""Parse a lesson's texts, a strict form of Markdown: a missing part is an error, not an empty page.

```
# Title
One sentence: the lesson's topic.

## body
Paragraphs; formulas between dollars. {figure} is filled from a claim, {scene.adam.lr} from a scene's settings.

## look
What to watch.

## scene key            one for each scene, if there is more than one to choose from
Short name

## try key              one for each step
The task.

## question
What will happen?
- key: an option

## answer
Why.
```
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

HEAD = re.compile(r"## (body|look|question|answer|scene ([a-z_]+)|try ([a-z_]+))")
OPTION = re.compile(r"- ([a-z_]+): (\S.*)")
HOLE = re.compile(r"\{([a-z0-9_.]+)\}")
FORMULA = re.compile(r"(\$\$?[^$]+\$\$?)")
# Browsers may break a line between a formula or a sign and the Korean particle after it; bind() prevents that.
LOOSE = re.compile("(?<=[%°$)])(?=[가-힣])|(?<=[0-9])(?=–)|(?<=–)(?=[0-9])")
JOINER, HARD_SPACE = "\u2060", "\u00a0"
NEEDED = ("body", "look", "question", "answer")


class TextError(ValueError):
    """A lesson's text that does not have the required form."""


@dataclass(frozen=True)
class Text:
    """A lesson's texts in one language.

    Attributes:
        title, summary, body, look, question, answer: Markdown with holes.
        scenes: names of scenes.
        tries: texts of steps.
        options: texts of the question's options.
    """

    title: str
    summary: str
    body: str
    look: str
    question: str
    answer: str
    scenes: Mapping[str, str]
    tries: Mapping[str, str]
    options: Mapping[str, str]

    def passages(self) -> dict[str, str]:
        """Every passage by name, with its holes."""
        single = {name: getattr(self, name) for name in ("title", "summary", *NEEDED)}
        several = {"scene": self.scenes, "try": self.tries, "option": self.options}
        return single | {f"{kind} {key}": text for kind, texts in several.items() for key, text in texts.items()}


def parse(source: str) -> Text:
    """The text in ``source``.

    Raises:
        TextError: a part is missing, unknown or repeated.
    """
    lines = source.splitlines()
    if not lines or not lines[0].startswith("# "):
        raise TextError("the first line must be '# Title'")
    sections = _sections(lines[1:])
    summary = sections.pop("")
    if missing := [name for name in NEEDED if name not in sections]:
        raise TextError(f"no section {', '.join(missing)}")
    if empty := [name for name, text in {"summary": summary, **sections}.items() if not text]:
        raise TextError(f"nothing in {', '.join(empty)}")
    question, options = _options(sections["question"])
    several = {kind: _several(sections, kind) for kind in ("scene", "try")}
    body, look, answer = (sections[name] for name in ("body", "look", "answer"))
    title = lines[0][2:].strip()
    return Text(title, summary, body, look, question, answer, several["scene"], several["try"], options)


def _sections(lines: list[str]) -> dict[str, str]:
    sections: dict[str, list[str]] = {"": []}
    name = ""
    for number, line in enumerate(lines, 2):
        if not line.startswith("#"):
            sections[name].append(line)
            continue
        if not HEAD.fullmatch(line):
            raise TextError(f"line {number}: unknown section '{line}'")
        name = line[3:]
        if name in sections:
            raise TextError(f"line {number}: '{line}' for the second time")
        sections[name] = []
    return {name: "\n".join(text).strip() for name, text in sections.items()}


def _several(sections: Mapping[str, str], kind: str) -> dict[str, str]:
    return {name.removeprefix(f"{kind} "): text for name, text in sections.items() if name.startswith(f"{kind} ")}


def _options(text: str) -> tuple[str, dict[str, str]]:
    lines = text.splitlines()
    options = [line for line in lines if line.startswith("- ")]
    read = [OPTION.fullmatch(line) for line in options]
    if not all(read) or len(read) < 2:
        raise TextError("a question needs two or more lines '- key: text'")
    question = "\n".join(line for line in lines if not line.startswith("- ")).strip()
    texts = {match[1]: match[2] for match in read if match}
    if not question or len(texts) < len(options):
        raise TextError("a question needs its sentence, and a key of its own for each option")
    return question, texts


def holes(passage: str) -> list[str]:
    """Names of the holes in ``passage``; braces in formulas are LaTeX."""
    return [name for part in FORMULA.split(passage)[::2] for name in HOLE.findall(part)]


def fill(passage: str, value: Callable[[str], str]) -> str:
    """``passage`` with ``value(name)`` in each hole."""
    parts = FORMULA.split(passage)
    parts[::2] = [HOLE.sub(lambda match: value(match[1]), part) for part in parts[::2]]
    return "".join(parts)


def bind(passage: str) -> str:
    """``passage`` without line breaks inside ``2.5 × 10⁻¹⁶`` or between a figure and its particle or in an interval."""
    return LOOSE.sub(JOINER, passage.replace(" × ", f"{HARD_SPACE}×{HARD_SPACE}"))
