"""The texts of a lesson: a strict form of Markdown, so that a missing part is an error and not an empty page.

```
# Title
One sentence: what it is about.

## body
Paragraphs; formulas between dollars. {figure} is filled from a claim, {scene.adam.lr} from a scene's settings.

## look
What to look at.

## scene key            one for each scene that a visitor can choose, where there is a choice
Short name

## try key              one for each step
What to bring about.

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
# A line may end before a particle that follows a formula or a sign, unless something holds them together.
LOOSE = re.compile("(?<=[%°$])(?=[가-힣])")
JOINER, HARD_SPACE = "\u2060", "\u00a0"
NEEDED = ("body", "look", "question", "answer")


class TextError(ValueError):
    """A lesson's text that is not in the form."""


@dataclass(frozen=True)
class Text:
    """A lesson in one language.

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
        TextError: with what is missing, unknown or twice.
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
    found: dict[str, list[str]] = {"": []}
    name = ""
    for number, line in enumerate(lines, 2):
        if not line.startswith("#"):
            found[name].append(line)
            continue
        if not HEAD.fullmatch(line):
            raise TextError(f"line {number}: unknown section '{line}'")
        name = line[3:]
        if name in found:
            raise TextError(f"line {number}: '{line}' for the second time")
        found[name] = []
    return {name: "\n".join(text).strip() for name, text in found.items()}


def _several(sections: Mapping[str, str], kind: str) -> dict[str, str]:
    return {name.removeprefix(f"{kind} "): text for name, text in sections.items() if name.startswith(f"{kind} ")}


def _options(text: str) -> tuple[str, dict[str, str]]:
    lines = text.splitlines()
    options = [line for line in lines if line.startswith("- ")]
    read = [OPTION.fullmatch(line) for line in options]
    if not all(read) or len(read) < 2:
        raise TextError("a question needs two or more lines '- key: text'")
    question = "\n".join(line for line in lines if not line.startswith("- ")).strip()
    found = {match[1]: match[2] for match in read if match}
    if not question or len(found) < len(options):
        raise TextError("a question needs its sentence, and a key of its own for each option")
    return question, found


def holes(passage: str) -> list[str]:
    """Names of the holes in ``passage``; braces within formulas are LaTeX."""
    return [name for part in FORMULA.split(passage)[::2] for name in HOLE.findall(part)]


def fill(passage: str, value: Callable[[str], str]) -> str:
    """``passage`` with ``value(name)`` in each hole."""
    parts = FORMULA.split(passage)
    parts[::2] = [HOLE.sub(lambda match: value(match[1]), part) for part in parts[::2]]
    return "".join(parts)


def bind(passage: str) -> str:
    """``passage`` in which no line ends within ``2.5 × 10⁻¹⁶`` or between a figure and its particle."""
    return LOOSE.sub(JOINER, passage.replace(" × ", f"{HARD_SPACE}×{HARD_SPACE}"))
