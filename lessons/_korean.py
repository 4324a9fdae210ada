"""Choose the Korean particle that fits the figure before it: ``{n}은(는)`` becomes ``3은`` or ``2는``."""

import re

# With a final consonant, and without one.
PAIRS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "이에요(예요)": ("이에요", "예요"),
    "이고(고)": ("이고", "고"),
    "이라(라)": ("이라", "라"),
    "(으)로": ("으로", "로"),
}
PARTICLE = re.compile(f"(.[)%]*)({'|'.join(map(re.escape, PAIRS))})")
# Digits as they are read at the end of a number: 영 십 백 천 만, 일, 삼, 육, 칠, 팔 end in a consonant; 이, 사, 오, 구
# do not.
CLOSED, LIQUID = "013678", "178"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"  # a power is read 10의 … 승


def particles(passage: str) -> str:
    """``passage`` with one particle for each pair, by the sound before it; a pair after any other sign stays."""
    return PARTICLE.sub(_chosen, passage)


def _chosen(match: re.Match[str]) -> str:
    before, pair = match.groups()
    closed, liquid = _end(before)
    if closed is None:
        return match.group()
    with_final, without = PAIRS[pair]
    return before + (with_final if closed and not (liquid and pair == "(으)로") else without)


def _end(before: str) -> tuple[bool | None, bool]:
    """Whether the sound before a particle ends in a consonant, None if that is not known; whether in ㄹ."""
    if "%" in before or before[-1] == "°":  # 퍼센트, 도
        return False, False
    last = before[0]
    if last in RAISED:
        return True, False
    if last.isdecimal():
        return last in CLOSED, last in LIQUID
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return final > 0, final == 8
    return None, False
