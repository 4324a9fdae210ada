"""Korean: one name for one thing, and particles that fit whatever figure stands before them."""

import re
from importlib.resources import files

import pytest

from lessons import LESSONS, raw
from lessons._korean import PAIRS, particles

# What is written, and what is not written instead.
TERMS = {
    "뉴턴법": ["뉴턴 방법", "뉴턴 법", "뉴튼"],
    "경사 하강법": ["경사하강법", "경사 하강 법", "기울기 하강"],
    "그래디언트 (∇f, 벡터)": [
        *[
            "그라디언트",
            "그레이디언트",
            "그래디언츠",
            "경사도",
            "기울기 벡터",
            "전체 기울기",
            "기울기 구름",
            "기울기 크기",
        ],
        *["배치 기울기", "배치의 기울기", "표본의 기울기", "평균 기울기"],
    ],
    "학습률": ["러닝 레이트", "러닝레이트", "학습 속도", "학습율"],
    "미니배치": ["미니 배치", "소배치"],
    "안장점": ["새들", "안장 점"],
    "최소점": ["극소점", "최저점", "최솟점", "미니멈"],
    "손실 함수": ["손실함수", "로스"],
    "등고선": ["등고 선", "컨투어"],
    "가중치": ["웨이트", "가중값"],
    "표본": ["샘플"],
    "에포크": ["에폭", "이폭"],
    "스케줄": ["스케쥴"],
    "옵티마이저": ["최적화기", "옵티마이져"],
    "조건수": ["조건 수", "상태수"],
    "모멘텀": ["모멘트 항", "관성항"],
    "목푯값": ["목표값", "타깃", "타겟"],
    "치우침 보정": ["편향 보정", "바이어스 보정"],
    "가중치 감쇠": ["가중치 감소", "웨이트 디케이"],
    "보폭": ["스텝 크기", "스텝 사이즈"],
    "실효 학습률": ["유효 학습률"],
    "출발점": ["시작점"],
    "보다 작으면 안정해요": ["아래에서 안정"],
}
PARTICLE = "|".join(
    [
        "은",
        "는",
        "이",
        "가",
        "을",
        "를",
        "과",
        "와",
        "으로",
        "로",
        "이에요",
        "예요",
        "이고",
        "이면",
        "이라",
        "라",
        "이나",
        "나",
        "이며",
    ]
)
# A particle right after a figure whose last sound is not known when it is written.
BARE = re.compile(rf"}}(?:{PARTICLE})(?=[\s.,’)]|$)")


def texts():
    for line in (files("ravine") / "words" / "ko.ftl").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield f"ko.ftl {line.partition('=')[0].strip()}", line.partition("=")[2]
    for key in LESSONS:
        for part, passage in raw(key, "ko").passages().items():
            yield f"lessons/{key}/ko.md {part}", passage


def test_one_name_for_one_thing():
    wrong = [
        (where, bad, term) for where, said in texts() for term, worse in TERMS.items() for bad in worse if bad in said
    ]
    assert not wrong, "\n".join(f"{where}: '{bad}' is '{term}'" for where, bad, term in wrong)


def test_every_term_of_the_table_is_used():
    everything = " ".join(said for _, said in texts())
    assert not [term for term in TERMS if term.partition(" (")[0] not in everything]


def test_no_particle_depends_on_a_figure():
    wrong = []
    for where, said in texts():
        without = re.sub("|".join(map(re.escape, PAIRS)), "·", re.sub(r"\$[^$]*\$", "", said))
        wrong += [f"{where}: {found[0]}" for found in BARE.finditer(without)]
    assert not wrong, wrong


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("3은(는) 0.2은(는) 10은(는)", "3은 0.2는 10은"),
        ("0.238이(가) 남아요", "0.238이 남아요"),
        ("0.0271을(를) 344을(를)", "0.0271을 344를"),
        ("0.105(으)로 0.07(으)로 0.1(으)로 6(으)로", "0.105로 0.07로 0.1로 6으로"),
        ("8%이(가) 77% (74–79%)이에요(예요)", "8%가 77% (74–79%)예요"),
        ("1.7 × 10⁻¹⁶이에요(예요) 1,000이에요(예요)", "1.7 × 10⁻¹⁶이에요 1,000이에요"),
        ("90°이에요(예요) 5이고(고) 6이고(고)", "90°예요 5고 6이고"),
        ("경로은(는) 스텝은(는) 길(으)로", "경로는 스텝은 길로"),
        ("adam은(는)", "adam은(는)"),
    ],
)
def test_the_particle_fits_the_sound_before_it(given, said):
    assert particles(given) == said


@pytest.mark.parametrize("key", LESSONS)
def test_no_pair_is_left_in_a_lesson(key):
    from lessons import text

    for part, passage in text(key, "ko").passages().items():
        assert not [pair for pair in PAIRS if pair in passage], part
