"""A visitor's file: usable columns are read, and every problem has its own sentence in both languages."""

import gc
import time

import numpy as np
import pytest

from experiments import Scenario, decode, encode, run
from experiments.datasets import LARGEST, MOST_BYTES, MOST_ROWS, choose, read
from experiments.surface_data import columns
from ravine.words import LANGUAGES, Words

PLAIN = b"speed,dist\n1,2\n2,4\n3,5\n"


def codes_of(problems):
    """Codes of the problems, each of which must have a sentence in both languages."""
    for language in LANGUAGES:
        for problem in problems:
            sentence = Words(language).problem(problem)
            assert problem.given in sentence
            assert "{" not in sentence
    return [problem.code for problem in problems]


def two(raw, x="1", y="2", target="number"):
    """Columns and codes of all problems, of the file and of the columns."""
    table, first = read(raw)
    if table is None:
        return None, codes_of(first)
    columns, second = choose(table, x, y, target)
    return columns, codes_of(first + second)


def test_a_plain_table():
    columns, codes = two(PLAIN, "speed", "dist")
    assert codes == []
    assert columns.samples.a.tolist() == [1.0, 2.0, 3.0]
    assert columns.samples.b.tolist() == [2.0, 4.0, 5.0]
    assert columns.columns == ("speed", "dist")


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (b"1,2\n3,4\n5,7\n", ("1", "2")),
        ("속력;거리\n1,5;2\n2,5;4,25\n".encode(), ("속력", "거리")),
        ("속력,거리\n1,2\n2,4\n".encode("cp949"), ("속력", "거리")),
        ("속력\t거리\n1\t2\n2\t4\n".encode("utf-16"), ("속력", "거리")),
        ("\ufeffa,b\r\n1,2\r\n2,3\r\n".encode(), ("a", "b")),
        (b'a,"b, too"\n1,2\n2,"3"\n\n', ("a", "b, too")),
        (b"a,a,\n1,2,3\n2,3,4\n", ("a", "2: a", "3")),
        (b"x | y\n1|2\n3|4\n", ("x", "y")),
    ],
)
def test_tables_as_people_save_them(raw, names):
    table, problems = read(raw)
    assert problems == ()
    assert table.names == names
    assert np.isfinite(table.numbers).all()
    assert table.numeric() == names


def test_a_comma_is_a_decimal_sign_between_semicolons():
    table, _ = read(b"a;b\n1,5;2,25\n-0,5;3e2\n")
    assert table.numbers.tolist() == [[1.5, 2.25], [-0.5, 300.0]]


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (b"", ["file-empty"]),
        (b"\xef\xbb\xbf \n\n", ["file-empty"]),
        (b"a,b\n", ["file-one-row"]),
        (b"a,b\n1,2\n", ["file-one-row"]),
        (b"only\n1\n2\n", ["file-one-column"]),
        (b"x,y\nred,blue\ngreen,grey\n", ["file-too-few-numbers"]),
        (b"x,y\n1,2\nnan,3\n4,5\n", ["rows-missing"]),
        (b"x,y\n1,2\n,3\n4,5\n7\n", ["rows-missing", "rows-missing"]),
        (b"x,y\n1,2\n1e308,3\n4,5\n", ["rows-too-large"]),
        (b"x,y\n1,2\ninf,3\n4,5\n1e999,1\n", ["rows-too-large"]),
        (b"x,y\n1,2\nmany,3\n4,5\n", ["rows-text"]),
        (b"x,y\n1,2\n1_000,3\n4,5\n", ["rows-text"]),
        (b"x,y\n1,2\n=cmd|'/c calc'!A1,3\n4,5\n", ["rows-formula"]),
        (b"x,y\n1,2\n@SUM(A1),3\n4,5\n", ["rows-formula"]),
        (b"x,y\n3,2\n3,3\n", ["column-constant"]),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ["file-binary"]),
        (bytes(range(1, 30)) * 20, ["file-binary"]),
        (b"x,y\n1,2\n\xff\xfe\xfa\xfb,3\n", ["file-encoding"]),
        (b"x,y\n1,2\n" + b"9" * 200_000 + b",3\n", ["file-too-few-numbers"]),
        (b"x,y\n1,2\n" * (MOST_BYTES // 4), ["file-too-large"]),
    ],
)
def test_hostile_files_get_a_sentence_of_their_own(raw, codes):
    table, problems = read(raw)
    x, y = (table.names[:2]) if table else ("", "")
    assert two(raw, x, y)[1] == codes, problems


def test_ten_million_rows_are_refused_at_once():
    raw = b"1,2\n" * 10_000_000
    began = time.process_time()
    assert two(raw)[1] == ["file-too-large"]
    assert time.process_time() - began < 0.5, "it was parsed before its size was looked at"


def test_too_many_rows_are_cut_with_a_notice():
    columns, codes = two("\n".join(f"{k},{k % 7}" for k in range(MOST_ROWS + 5)).encode())
    assert codes == ["file-rows-cut"]
    assert len(columns.samples) == MOST_ROWS
    assert two("\n".join(["a,b", *(f"{k},{k % 7}" for k in range(MOST_ROWS))]).encode(), "a", "b")[1] == []


def test_columns_that_cannot_be_chosen():
    table, _ = read(PLAIN)
    assert codes_of(choose(table, "speed", "speed")[1]) == ["column-twice"]
    assert codes_of(choose(table, "speed", "colour")[1]) == ["column-unknown"]
    assert codes_of(choose(table, "speed", "dist", "class")[1]) == ["column-not-classes"]
    wide = ",".join(map(str, range(100)))
    assert codes_of(read(f"{wide}\n{wide}\n".encode())[1]) == ["file-too-many-columns"]


def test_two_values_become_two_classes():
    columns, codes = two(b"t,broken\n1,2\n2,1\n3,2\n", "t", "broken", "class")
    assert codes == []
    assert columns.samples.b.tolist() == [1.0, 0.0, 1.0]
    assert columns.target == "class"


def test_the_largest_usable_value_is_used():
    columns, codes = two(f"{LARGEST},1\n2,3\n".encode())
    assert codes == []
    assert columns.samples.a[0] == LARGEST


# ── In a scenario, for as long as the session holds it ────────────────────────────────────────────────────────────────


def test_a_file_makes_a_race_but_never_enters_the_link():
    held, _ = two(b"x,y\n1,3.14159\n2,5\n4,9\n7,15\n", "x", "y")
    scenario = Scenario("linear_regression", data=held.name, batch=2)
    entry = run(scenario)["gd"]
    assert scenario.size == 4
    assert len(entry.path) == scenario.steps + 1
    query = encode(scenario)
    assert "data=csv&" in query
    assert held.name[4:] not in query
    assert "3.14159" not in query
    assert decode(query, held.name) == (scenario, ())
    other, problems = decode(query)
    assert codes_of(problems) == ["needs-file"]
    assert (other.data, other.batch, other.surface) == ("", 2, "linear_regression")


def test_two_sessions_with_the_same_table_do_not_depend_on_each_other():
    first, _ = two(PLAIN, "speed", "dist")
    second, _ = two(PLAIN, "speed", "dist")
    name = second.name
    del first
    gc.collect()
    assert columns(name) is second, "a visitor's data go when another one leaves who has the same"
    other, _ = two(PLAIN.replace(b"speed", b"pace"), "pace", "dist")
    assert columns(other.name).columns == ("pace", "dist"), "a visitor reads the headings of another one's table"


def test_a_file_is_forgotten_with_its_session():
    held, _ = two(PLAIN, "speed", "dist")
    name = held.name
    ground_of = Scenario("linear_regression", data=name).landscape
    assert columns(name) is held
    del held, ground_of
    gc.collect()
    assert columns(name) is None
    assert codes_of(decode("s=linear_regression&data=csv", name)[1]) == ["needs-file"]
