"""Read what people and programs make of a value in a link: other spellings of numbers, points, switches and names.

Every function here is asked only for a text that is no value as it stands, so none of them can change a good link.
"""

import re
import unicodedata
from itertools import pairwise

# What chat programs, mails and pages leave at the ends of a link that they print.
LEADING = "\"'`“”‘’„«‹<([{「『〈《"
TRAILING = "\"'`“”‘’«»‹›<>()[]{}「」『』〈〉《》.,;:!?*_~|\\…。、，．！？：；）］｝"
# A link in HTML goes on after its end: ``0.1">here</a>``. A fragment is no part of a value either.
CUT = re.compile(r"[\"'”’]?\s*[<>]|[\"'”’]\s+\S|#")
# Mails write "=" as "=3D" and break lines with "=" at their ends.
SOFT_BREAK = re.compile(r"=[ \t]*\r?\n")
ESCAPED_SIGN = "3d"
HANGUL_END = re.compile(r"[가-힣]+$")
SUPERSCRIPT = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
MINUS = dict.fromkeys(map(ord, "−‐‑‒–—―﹣－"), "-")
SCIENTIFIC = re.compile(r"(?:([+-]?(?:\d+\.?\d*|\.\d+))[·×⋅*x])?10(?:\^|\*\*)\(?([+-]?\d+)\)?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[,'’]\d{3})+")
DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?")
SEPARATORS = re.compile("[,;|+、]")
LONGEST_NUMBER = 400  # characters
SWITCHES = {
    **dict.fromkeys(("1", "true", "yes", "on", "예", "네", "켜기", "켬", "참"), True),
    **dict.fromkeys(("0", "false", "no", "off", "아니요", "아니오", "끄기", "끔", "거짓"), False),
}


def visible(text: str) -> str:
    """``text`` without spaces, line breaks and characters that nobody sees."""
    return "".join(c for c in SOFT_BREAK.sub("", text) if not (c.isspace() or unicodedata.category(c) in ("Cc", "Cf")))


def trimmed(text: str) -> str:
    """``text`` without spaces, and without what a chat program, a mail or a page has left at its ends."""
    cut = CUT.search(text, 1)
    bare = visible(text[: cut.start()] if cut else text).lstrip(LEADING).rstrip(TRAILING)
    return bare[len(ESCAPED_SIGN) :] if bare.lower().startswith(ESCAPED_SIGN) else bare


def fold(name: str) -> str:
    """``name`` as it is compared: letters and digits of any width, without capitals, spaces and marks."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def real(text: str) -> float | None:
    """The number that ``text`` means, infinite if it is too large; None if it is none."""
    spelled = _digits(text)
    if spelled is None:
        return None
    scientific = SCIENTIFIC.fullmatch(spelled)
    if scientific:
        spelled = f"{scientific[1] or 1}e{scientific[2]}"
    elif spelled.count(",") == 1 and "." not in spelled:
        spelled = spelled.replace(",", ".")
    return float(spelled) if DECIMAL.fullmatch(spelled) else None


def count(text: str) -> float | None:
    """The same where only whole numbers are usable: a comma before three digits separates thousands."""
    spelled = _digits(text)
    if spelled is None or not THOUSANDS.fullmatch(spelled):
        return real(text)
    return float(re.sub("[,'’]", "", spelled))


def point(text: str) -> tuple[float, ...] | None:
    """The two numbers that ``text`` means: ``(1, 2)``, ``1;2``, ``0,1;0,2``, ``1 2``."""
    return reals(text, 2)


def reals(text: str, count: int) -> tuple[float, ...] | None:
    """The ``count`` numbers that ``text`` means, spelled as those of a :func:`point`; None if it means others."""
    spelled = unicodedata.normalize("NFKC", text).translate(MINUS)
    inside = spelled.strip(" \t\r\n" + LEADING + TRAILING)
    commas = inside.count(",")
    if ";" in inside:
        parts = inside.split(";")
    elif commas == count - 1:
        parts = inside.split(",")
    elif commas == 2 * count - 1 and "." not in inside:  # all with a decimal comma
        whole = inside.split(",")
        parts = [f"{a},{b}" for a, b in list(pairwise(whole))[::2]]
    else:
        parts = inside.split()  # some with a decimal comma
    numbers = [real(part) for part in parts]
    return None if len(numbers) != count or None in numbers else tuple(n for n in numbers if n is not None)


def switch(text: str) -> bool | None:
    """Whether ``text`` means on; None if it means neither."""
    return SWITCHES.get(unicodedata.normalize("NFKC", trimmed(text)).casefold())


def listed(text: str) -> list[str]:
    """The names in a list that may have other separators than commas; where there are none, spaces separate."""
    whole = SOFT_BREAK.sub("", unicodedata.normalize("NFKC", text)).replace("\r", "").replace("\n", "")
    parts = SEPARATORS.split(whole)
    return [part for part in (parts if len(parts) > 1 else whole.split()) if visible(part)]


def _digits(text: str) -> str | None:
    """``text`` in ASCII digits and signs, small letters; None if it cannot be a number."""
    if len(text) > LONGEST_NUMBER:
        return None
    powers = SUPERSCRIPT.sub(lambda power: "^" + unicodedata.normalize("NFKC", power[0]), text)
    spelled = unicodedata.normalize("NFKC", HANGUL_END.sub("", trimmed(powers))).translate(MINUS).casefold()
    spelled = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in spelled).replace("٫", ".")
    return spelled if spelled.isascii() or "·" in spelled or "×" in spelled or "⋅" in spelled else None
