"""Say what a cell of a visitor's table can mean as a number: decimal commas, thousands, currencies, units, 만 and 억.

What it does mean is decided by :mod:`experiments.table_numbers`, from all cells of its column.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, isfinite
from unicodedata import normalize

# A longer cell is text: no number that people write has so many characters.
LONGEST = 64
TOO_LARGE = "rows-too-large"
MISSING = frozenset(
    (
        *("", "na", "n/a", "n.a.", "n.a", "#n/a", "nan", "null", "none", "nil", "missing", "no data", "not available"),
        *("-", "--", "---", ".", "..", "...", "…", "?", "x", "#div/0!", "#value!", "#ref!", "#num!", "#name?"),
        *("결측", "결측값", "결측치", "없음", "미상", "미측정", "해당없음", "해당 없음", "자료없음", "자료 없음"),
        *("k.a.", "k.a", "n.d.", "s/d"),
    )
)
INFINITE = frozenset(("inf", "infinity", "∞"))
# Signs by those that mean the same: dashes, spaces, apostrophes, fullwidth forms.
SAME: dict[int, str | None] = {ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u02d7\ufe58\ufe63"}
SAME |= {ord(c): " " for c in "\u00a0\u202f\u205f\u3000"} | dict.fromkeys(range(0x2000, 0x200B), " ")
SAME |= {ord(c): "'" for c in "\u2018\u2019\u02bc\u00b4`"}
SAME |= {ord(c): None for c in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"}  # these have no width
SAME |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
SAME |= {first + digit: str(digit) for first in (0x0660, 0x06F0) for digit in range(10)}
SAME |= {ord("\u066b"): ".", ord("\u066c"): ",", ord("\uffe6"): "₩", ord("\uffe5"): "¥", ord("\uffe1"): "£"}
# Signs and codes of currencies. None of them changes the value.
CURRENCIES = {
    "KRW": ("₩", "원", "krw", "won"),
    "USD": ("$", "us$", "usd", "dollar", "dollars", "달러", "불"),
    "EUR": ("€", "eur", "euro", "euros", "유로"),
    "JPY": ("jpy", "円", "엔", "yen"),
    "CNY": ("cny", "rmb", "元", "위안"),
    "¥": ("¥",),
    "GBP": ("£", "gbp", "파운드"),
    "CHF": ("chf", "fr.", "sfr."),
    "INR": ("₹", "inr", "rs.", "rs"),
    "RUB": ("₽", "rub", "руб."),
    "crown": ("kr.", "kr", "sek", "nok", "dkk", "kč", "czk"),
    "PLN": ("zł", "pln"),
    "TRY": ("₺", "try"),
    "BRL": ("r$", "brl"),
    "VND": ("₫", "vnd"),
    "THB": ("฿", "thb"),
    "AUD": ("a$", "aud"),
    "CAD": ("c$", "cad"),
    "HKD": ("hk$", "hkd"),
    "TWD": ("nt$", "twd"),
    "SGD": ("s$", "sgd"),
}
CURRENCY = {sign: name for name, signs in CURRENCIES.items() for sign in signs}
WHOLE = ("KRW", "JPY")  # have no coins below one
# Korean words that multiply, as powers of ten; they may follow each other: 1억 2,000만.
KOREAN = {"조": 12, "천억": 11, "백억": 10, "십억": 9, "억": 8, "천만": 7, "백만": 6, "십만": 5, "만": 4}
KOREAN |= {"천": 3, "백": 2}
# These may be units as well (300 K): they multiply beside a currency, or where a column has others beside them.
LETTERS = {"": 0, "k": 3, "K": 3, "tsd.": 3, "thousand": 3, "M": 6, "mn": 6, "mio": 6, "mio.": 6, "million": 6}
LETTERS |= {"B": 9, "bn": 9, "billion": 9, "mrd": 9, "mrd.": 9}
POINT, COMMA = 0, 1  # the decimal sign
RISE, FALL = "△▲", "▽▼"

DIGITS = r"\d(?:[\d., ']*\d)?"
CORE = re.compile(rf"([.,]?{DIGITS}\.?)(?:[eEdD]([+-]?\d{{1,4}})(?!\d))?", re.ASCII)
TIMES_TEN = re.compile(r" ?[×x*·⋅] ?10(?:\^ ?\(?([+-]?\d{1,3})\)?|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))", re.ASCII)
RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
NO_SIGNS = str.maketrans("", "", "+-" + RISE + FALL)
SWAPPED = str.maketrans(".,", ",.")
IN_ONE = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)
IN_GROUPS = re.compile(
    r"(?:[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+|(?:'\d{3})+)|[1-9]\d?(?:,\d{2})+,\d{3})(?:\.\d+)?", re.ASCII
)
NO_GROUPS = str.maketrans("", "", ", '")
PART = re.compile(rf"({DIGITS}) ?({'|'.join(sorted(KOREAN, key=len, reverse=True))})? ?", re.ASCII)
LETTER = re.compile(rf"({'|'.join(re.escape(word) for word in sorted(filter(None, LETTERS), key=len)[::-1])})(?![a-z])")
# Letters and signs, at most with one digit: ㎏, km/h, °C, m2, µg/m3.
UNIT = re.compile(r"(?:/?[^\W\d_]|[°′″℃℉㎏㎝㎜㎞㎡㎥%‰])(?:[^\d=@,;]{0,15}(?<=[A-Za-z^])[23]|[^\d=@,;]{0,15})")


@dataclass(frozen=True)
class Reading:
    """What a cell can mean: ``point`` or ``comma``, times ten to the power of ``exponent``.

    Attributes:
        point, comma: the number if the point, or the comma, is the decimal sign; empty if that cannot be.
        exponent: of ten.
        unit: what is counted, ``%`` and currencies included; empty if the cell does not say.
        letter: a word of :data:`LETTERS` behind the number, which may be a unit too.
        scaled: a word has multiplied the number.
        arrow: a triangle before the number: a minus sign, or which way something went.
        plain: the cell has digits alone.
    """

    point: str
    comma: str
    exponent: int = 0
    unit: str = ""
    letter: str = ""
    scaled: bool = False
    arrow: str = ""
    plain: bool = False

    @property
    def decides(self) -> int | None:
        """Which decimal sign the cell must have; None if it has none or could have both."""
        return None if self.point and self.comma else POINT if self.point else COMMA

    @property
    def is_open(self) -> bool:
        """Whether the cell means another number with another decimal sign."""
        return bool(self.point and self.comma) and self.point != self.comma

    def value(self, decimal: int, exponent: int = 0) -> float:
        """The number; a cell that can have only one decimal sign has it, whatever its column has."""
        digits = (self.point or self.comma) if decimal == POINT else (self.comma or self.point)
        return float(f"{digits}e{self.exponent + exponent}")


def read(cell: str) -> Reading | str:
    """What a cell can mean, or the code of the problem with it: ``rows-missing``, ``rows-too-large`` and so on."""
    text = cell.translate(SAME).strip(" \t\"'“”")
    if text.isdigit() and text.isascii() and len(text) <= LONGEST:
        return Reading(text, text, plain=True)
    if text.lower() in MISSING:
        return "rows-missing"
    if text.lower().lstrip("+-") in INFINITE:
        return TOO_LARGE
    # ="00123" is how Excel is made to show a number's zeros.
    reading = _number(text.removeprefix('="')) if len(text) <= LONGEST else None
    if reading is None:
        return "rows-formula" if cell[:1] in ("=", "+", "-", "@") else "rows-text"
    return reading if isfinite(reading.value(POINT)) else TOO_LARGE


def _number(text: str) -> Reading | None:
    text = TIMES_TEN.sub(lambda power: "e" + (power[1] or power[2].translate(RAISED)), text)
    core = CORE.search(text)
    if core is None:
        return None
    sign, currency, arrow = _before(text[: core.start()], text[core.end() :])
    after = text[core.end() :].strip()
    after = after.replace(")", "").strip() if sign == "(" else after
    if core[1].endswith("."):
        after = after.removeprefix("-").strip()  # Fr. 5.- has no centimes
    if after == "-" and not sign:
        sign, after = "-", ""  # 5- is minus five
    if currency is None:
        return None
    minus = "-" if sign in ("(", "-") else ""
    unit, letter = _after(after)
    amount = None
    if unit is None:
        amount = _korean(core[0] + after)
        if amount is None:
            return None
        point, comma, unit = amount
    else:
        # 1.234e5 has no thousands.
        point, comma = (_digits(one, bool(core[2])) for one in (core[1], core[1].translate(SWAPPED)))
    if not (point or comma) or (currency and unit in CURRENCIES and unit != currency):
        return None
    return Reading(
        minus + point if point else "",
        minus + comma if comma else "",
        exponent=int(core[2] or 0),
        unit=currency + ("" if unit == currency else unit),
        letter=letter,
        scaled=amount is not None,
        arrow=arrow,
        plain=core[1].isdigit() and not core[2] and amount is None,
    )


def _before(text: str, after: str) -> tuple[str, str | None, str]:
    """Sign, currency and triangle in front of the digits; the currency is None if there is anything else."""
    signs = [c for c in text if c in "+-"]
    arrow = next((c for c in text if c in RISE + FALL), "")
    rest = text.translate(NO_SIGNS)
    if rest.count("(") == 1 and after.count(")") == 1:  # (1,234): how accountants write a loss
        signs.append("(")
        rest = rest.replace("(", "")
    rest = rest.strip().lower()
    known = len(signs) < 2 and (not rest or rest in CURRENCY)
    return signs[0] if signs else "", (CURRENCY[rest] if rest else "") if known else None, arrow


def _after(text: str) -> tuple[str | None, str]:
    """Unit and multiplying letter behind the digits; the unit is None if there is anything else."""
    if not text or text.lower() in CURRENCY:
        return CURRENCY.get(text.lower(), ""), ""
    letter = LETTER.match(text) or LETTER.match(text.lower().removesuffix("s"))
    rest = text[letter.end() :].strip().lower() if letter else text
    if letter and (not rest or rest == "s" or rest in CURRENCY):
        return CURRENCY.get(rest, ""), letter[1]
    if text.startswith(tuple(KOREAN)):
        return None, ""
    return (normalize("NFKC", text).lower() if UNIT.fullmatch(text) else None), ""


def _digits(text: str, alone: bool) -> str:
    """``text`` with a decimal point as Python reads it; empty if it is no number, or ``alone`` and has thousands."""
    if IN_ONE.fullmatch(text):
        return text
    return text.translate(NO_GROUPS) if not alone and IN_GROUPS.fullmatch(text) else ""


def _korean(text: str) -> tuple[str, str, str] | None:
    """An amount such as 1억 2,000만원 with the decimal point, with the comma, and its currency; None if it is none."""
    currency = next((sign for sign in CURRENCIES["KRW"] + ("달러", "엔", "유로", "위안") if text.endswith(sign)), "")
    text = text.removesuffix(currency).strip()
    parts = []
    place = 0
    while place < len(text):
        part = PART.match(text, place)
        if part is None:
            return None
        parts.append((part[1], KOREAN.get(part[2], 0)))
        place = part.end()
    powers = [power for _, power in parts]
    # "1억 5천" is said for 1억 5천만: not a number as it stands.
    colloquial = any(one >= 8 and 0 < other < 4 for one, other in pairwise(powers))
    if colloquial or not powers or powers[0] == 0 or powers != sorted(set(powers), reverse=True):
        return None
    amounts = []
    for swap in (False, True):
        digits = [_digits(number.translate(SWAPPED) if swap else number, False) for number, _ in parts]
        amount = fsum(float(f"{d}e{power}") for d, power in zip(digits, powers, strict=True)) if all(digits) else None
        amounts.append("" if amount is None else repr(amount))
    return amounts[0], amounts[1], CURRENCY.get(currency, "")
