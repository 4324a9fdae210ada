"""Tables as people have them: dialects, prices, units, headings, totals (long because of examples)."""

import sys
from dataclasses import dataclass
from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.datasets import LARGEST, MOST_BYTES, choose, read
from experiments.surface_data import ground
from landscapes import LANDSCAPES, DataLandscape
from ravine.words import LANGUAGES, Words

NAN = float("nan")


def table_of(text, encoding="utf-8"):
    table, problems = read(text.encode(encoding))
    assert table is not None, problems
    return table, problems


def column(*cells, separator="\t"):
    """A column of these cells as it is read beside a column of 1, 2, 3, ..., and what is said of it."""
    text = "".join(f"{cell}{separator}{k}\n" for k, cell in enumerate(cells, 1))
    table, problems = table_of(f"price{separator}place\n{text}")
    assert problems == ()
    return table.columns[0].numbers.tolist(), choose(table, "price", "place")[1]


def said(problem):
    return [Words(language).problem(problem) for language in LANGUAGES]


def same(numbers, expected):
    np.testing.assert_array_equal(numbers, expected)


# ── Numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (("1,234,567", "12,345", "999"), (1234567, 12345, 999)),
        (("1.234,56", "2,5", "1.000"), (1234.56, 2.5, 1000)),
        (("1 234,5", "1\u00a0234,5", "1\u202f234,5", "1\u2009234,5", "2"), (*[1234.5] * 4, 2)),
        (("1'234", "1’234.5", "12"), (1234, 1234.5, 12)),
        (("12,34,567.5", "1,00,000"), (1234567.5, 100000)),
        (("1,234", "950"), (1234, 950)),
        (("0,123", "1,234"), (0.123, 1.234)),
        (("0.123", "1.234"), (0.123, 1.234)),
        (("1.5", "1,5", "2,25"), (1.5, 1.5, 2.25)),
        (("$1,234.50", "US$2", "3 USD"), (1234.5, 2, 3)),
        (("₩1,234", "￦2,000", "3,000원", "KRW 4,000"), (1234, 2000, 3000, 4000)),
        (("€ 1.234,50", "2,5 €", "3 EUR"), (1234.5, 2.5, 3)),
        (("¥500", "￥1,200"), (500, 1200)),
        (("Fr. 5.-", "Fr. 6.50"), (5, 6.5)),
        (("12%", "15.5 %", "8％"), (12, 15.5, 8)),
        (("−5", "–3.5", "‐2", "－1"), (-5, -3.5, -2, -1)),
        (("(1,234)", "5", "($7.50)"), (-1234, 5, -7.5)),
        (("(2)%", "(3.5%)", "4%"), (-2, -3.5, 4)),
        (("-$5", "$-6", "- $7"), (-5, -6, -7)),
        (("5-", "3"), (-5, 3)),
        (("▲3", "▼2"), (3, -2)),
        (("１２３", "４．５", "－６"), (123, 4.5, -6)),
        (("٣٫٥", "٤"), (3.5, 4)),
        (("1e5", "1.5E-3", "-2D+2", "1,5e3"), (1e5, 1.5e-3, -200, 1500)),
        (("1.5×10^3", "2·10⁻³", "3 x 10^(2)"), (1500, 0.002, 300)),
        (("170 cm", "165.5cm", "180"), (170, 165.5, 180)),
        (("5㎡", "6 m²", "7m2"), (5, 6, 7)),
        (("25 °C", "26.5℃"), (25, 26.5)),
        (("3명", "1,204 명"), (3, 1204)),
        (("300 K", "310 K"), (300, 310)),
        (('"1,234"', '"12"'), (1234, 12)),
        (('"=""00123"""', "5"), (123, 5)),
        (("+5", "5.", ".5"), (5, 5, 0.5)),
    ],
)
def test_numbers_as_people_write_them(cells, numbers):
    found, problems = column(*cells)
    same(found, numbers)
    assert problems == ()


@pytest.mark.parametrize(
    ("cells", "numbers", "low"),
    [
        (("5,000만원", "1억 2,000만원", "3억"), (5e7, 1.2e8, 3e8), 5e7),
        (("1.5억", "3천만", "2만5천원"), (1.5e8, 3e7, 25000), 1.5e8),
        (("900", "1.2k", "3M"), (900, 1200, 3e6), 1200),
        (("$3M", "$900k", "$1.5 billion"), (3e6, 9e5, 1.5e9), 3e6),
        (("45%", "0.3", "0.2"), (0.45, 0.3, 0.2), 0.45),
        (("△1,200", "56"), (-1200, 56), -1200),
    ],
)
def test_words_that_change_the_value_do_and_the_visitor_is_told(cells, numbers, low):
    found, problems = column(*cells)
    same(found, numbers)
    (problem,) = [problem for problem in problems if problem.code == "read-as"]
    assert (problem.field, problem.low) == ("price", low)
    for sentence in said(problem):
        assert problem.given in sentence
        assert f"{low:.15g}" in sentence


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_what_nothing_decides_is_read_the_usual_way_and_said(separator):
    # Where a semicolon separates, the comma is a decimal sign.
    read_as, other = (1234.0, 1.234) if separator == "\t" else (1.234, 1234.0)
    found, (problem,) = column("1,234", "5,678", separator=separator)
    assert found[0] == read_as
    assert (problem.code, problem.given, problem.low, problem.high) == ("separator-assumed", "1,234", read_as, other)
    for sentence in said(problem):
        assert "1234" in sentence
        assert "1.234" in sentence


@pytest.mark.parametrize(
    ("cells", "elsewhere", "number"),
    [
        (("1,234", "5,678"), "2,5", 1.234),
        (("1.234", "5.678"), "2,5", 1234),
        (("1,234", "5,678"), "2.5", 1234),
        (("1.234", "5.678"), "2.5", 1.234),
        (("1,234", "999"), "7", 1234),
        (("1,234원", "5,678원"), "7", 1234),
        (("1.234", "5678"), "7", 1.234),
    ],
)
def test_other_cells_of_the_column_and_the_file_decide(cells, elsewhere, number):
    table, _ = table_of("x\ty\n" + "".join(f"{cell}\t{elsewhere}\n" for cell in cells))
    assert table.columns[0].numbers[0] == number
    assert table.columns[0].notes == ()


@pytest.mark.parametrize(
    "cells",
    [
        ("2024-01-05", "2024-01-06"),
        ("05.01.2024", "06.01.2024"),
        ("2024. 1. 5.", "2024. 1. 6."),
        ("2024년 1월 5일", "2024년 1월 6일"),
        ("12:30", "13:45"),
        ("01/02/2024", "3/4/2024"),
        ("010-1234-5678", "02-345-6789"),
        ("192.168.0.1", "10.0.0.1"),
        ("1st", "2nd", "3rd"),
        ("12 Main Street", "5 Oak Avenue"),
        ("A1", "B2"),
        ("<5", "~7"),
        ("1_000", "2_000"),
        ("1,2,3", "4,5,6"),
    ],
)
def test_dates_and_texts_are_no_numbers(cells):
    table, _ = table_of("when\tx\ty\n" + "".join(f"{cell}\t{k}\t{k * k}\n" for k, cell in enumerate(cells)))
    assert table.numeric() == ("x", "y")


@pytest.mark.parametrize(
    "word", ["NA", "n/a", "-", "—", "결측", "", "NaN", "#N/A", "null", "해당 없음", ".", "#DIV/0!", "None", "k.A."]
)
def test_missing_cells_are_left_out_and_counted(word):
    found, (problem,) = column("1", word, "3")
    same(found, [1, NAN, 3])
    assert (problem.code, problem.field, problem.count, problem.line) == ("rows-missing", "price", 1, 3)
    assert all("3" in sentence and "price" in sentence for sentence in said(problem))


@pytest.mark.parametrize(
    ("cells", "code", "given", "line"),
    [
        (("1", "many", "3"), "rows-text", "many", 3),
        (("1", "2", "=A1+1"), "rows-formula", "=A1+1", 4),
        (("1", "2", "1e400"), "rows-too-large", "1e400", 4),
        (("170 cm", "1.7 m", "180 cm"), "rows-unit", "1.7 m", 3),
        (("$5", "$6", "€7"), "rows-unit", "€7", 4),
        (("1", "2", "1억 5천"), "rows-text", "1억 5천", 4),
    ],
)
def test_what_stands_in_the_way_is_named(cells, code, given, line):
    found, problems = column(*cells)
    (problem,) = [problem for problem in problems if problem.code == code]
    assert (problem.field, problem.given, problem.line, problem.count) == ("price", given, line, 1)
    assert np.isnan(found[line - 2])
    for sentence in said(problem):
        assert all(part in sentence for part in ("price", given, str(line)))


def test_a_table_with_too_few_numbers_names_the_column_the_cell_and_the_line():
    for text in ("h,colour\n1,red\n2,blue\n3,grey\n", "h;colour;w\n1;red;\n2;blue;\n"):
        table, (problem,) = read(text.encode())
        assert table is None
        assert (problem.code, problem.field, problem.given, problem.line) == (
            "file-too-few-numbers",
            "colour",
            "red",
            2,
        )
        assert all("colour" in sentence and "red" in sentence for sentence in said(problem))
    table, (problem,) = read(b"height\n1\n2\n")
    assert table is None
    assert all("height" in sentence for sentence in said(problem))


# ── Rows, headings, separators ────────────────────────────────────────────────────────────────────────────────────────

ROWS = [[1.5, 2.0], [3.0, 4.25], [5.0, 7.0]]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nx;y\n1,5;2\n3;4,25\n5;7\n",
        '"sep=,"\nx,y\n1.5,2\n3,4.25\n5,7\n',
        "# measured in May\n# by us\nx,y\n1.5,2\n\n# a pause\n3,4.25\n5,7\n",
        "% by hand\nx\ty\n1.5\t2\n3\t4.25\n5\t7\n",
        "// by hand\nx|y\n1.5|2\n3|4.25\n5|7\n",
        "# x,y\n1.5,2\n3,4.25\n5,7\n",
        "# x y\n1.5 2\n3 4.25\n5 7\n",
        "x,y\n1.5,2 # rough\n3,4.25\n5,7 // good\n",
        "x    y\n1.5  2\n3    4.25\n5    7\n",
        "  x    y\n1.5    2\n  3 4.25\n  5    7\n",
        "x\u3000y\n1.5\u30002\n3\u30004.25\n5\u30007\n",
        "x,y,\n1.5,2,\n3,4.25,\n5,7,\n",
        ";x;y;\n;1,5;2;\n;3;4,25;\n;5;7;\n",
        "x,y\n1.5,2,,\n3,4.25,,\n5,7,,\n",
        "| x | y |\n|---|--:|\n| 1.5 | 2 |\n| 3 | 4.25 |\n| 5 | 7 |\n",
        "x;y\r1,5;2\r3;4,25\r5;7\r",
        "x\ty\r\n1,5\t2\r\n3\t4,25\r\n5\t7\r\n",
        "x,y\n1,5,2,0\n3,0,4,25\n5,0,7,0\n",
        "Report of May\n\nx,y\n1.5,2\n3,4.25\n5,7\nSource: us\n",
        '"x","y"\n"1.5","2"\n"3","4.25"\n"5","7"\n',
        "x y\n1,5 2\n3 4,25\n5 7\n",
    ],
)
def test_tables_in_many_shapes(text):
    table, problems = table_of(text)
    assert problems == ()
    assert table.names == ("x", "y")
    same(table.numbers, ROWS)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Body,,Blood,\nheight,weight,low,high\n170,60,80,120\n180,70,85,130\n1,2,3,4\n", None),
        ("height,weight\n(cm),(kg)\n170,60\n180,70\n1,2\n", ("height (cm)", "weight (kg)")),
        ("키(cm),몸무게(kg)\n170,60\n180,70\n", ("키(cm)", "몸무게(kg)")),
        ("170,60\n180,70\n", ("1", "2")),
        ("country,2019,2020\nKorea,1.5,2\nJapan,2.5,3\n", ("country", "2019", "2020")),
        ("#,height,weight\n1,170,60\n2,180,70\n", ("#", "height", "weight")),
        ('"x" "y"\n"a" 1 2\n"b" 3 4\n', ("1", "x", "y")),
        ("Station:,Seoul,,\nDate:,2024,,\n\nT,P,H,W\n1,2,3,4\n5,6,7,8\n", ("T", "P", "H", "W")),
        ("name,x,y\nKim,-,3\nLee,4,5\nPark,6,8\n", ("name", "x", "y")),
        ('a,"b\nover two lines",c\n1,2,3\n4,5,6\n', ("a", "b over two lines", "c")),
    ],
)
def test_headings(text, names):
    table, _ = table_of(text)
    assert table.names == (names or ("Body height", "Body weight", "Blood low", "Blood high"))
    assert np.isfinite(table.numbers[:, -1]).all()


@pytest.mark.parametrize(
    ("text", "line", "given"),
    [
        ("month,x,y\nMay,10,5\nJune,20,6\nJuly,30,9\nTotal,60,20\n", 5, "Total"),
        ("월,x,y\n5월,10,5\n6월,20,6\n7월,30,9\n합계,60,20\n", 5, "합계"),
        ("x,y\n10,5\n20,6\n30,9\n60,20\n", 5, "60"),
        ("n;x;y\na;10;5\nb;20;6\nc;30;9\nDurchschnitt;;\nSumme:;60;20\n", 6, "Summe:"),
    ],
)
def test_a_row_of_totals_is_left_out_and_said(text, line, given):
    table, problems = table_of(text)
    assert np.nanmax(table.numbers[:, -1]) == 9
    problem = problems[0]
    assert (problem.code, problem.line, problem.given) == ("row-of-totals", line, given)
    assert all(given in sentence and str(line) in sentence for sentence in said(problem))


def test_damaged_rows_are_named_and_the_others_are_kept():
    table, (problem,) = table_of("x,y\n1,2\n3,4,5\n6,7\n8,9\n10,11\n")
    assert (problem.code, problem.line, problem.given, problem.count) == ("rows-wide", 3, "3,4,5", 1)
    assert table.numbers[:, 0].tolist() == [1, 6, 8, 10]
    table, (problem,) = table_of('x,y\n1,"2\n3,4\n5,6\n7,8\n')
    assert (problem.code, problem.line) == ("quote-open", 2)
    assert table.numbers.tolist() == [[1, 2], [3, 4], [5, 6], [7, 8]]


@pytest.mark.parametrize(
    ("text", "target", "pair"),
    [
        (",x,y\n0,1.5,2\n1,2.5,3\n2,2,4\n", "number", ("x", "y")),
        ("번호,이름,키,몸무게\n1,가,170,60\n2,나,180,70\n3,다,175,64\n", "number", ("키", "몸무게")),
        ("date,x,y\n20240105,1,2\n20240106,2,4\n", "number", ("x", "y")),
        ("x,unit,y\n1,9,2\n2,9,4\n", "number", ("x", "y")),
        ("failed,grade,t\n1,5,20.5\n0,6,25\n1,7,18\n", "class", ("grade", "failed")),
        ("id,x\n1,5\n2,7\n", "number", ("id", "x")),
        ("1,2\n2,4\n3,5\n", "number", ("1", "2")),
    ],
)
def test_the_columns_to_begin_with_are_measurements(text, target, pair):
    assert table_of(text)[0].likely(target) == pair


@pytest.mark.parametrize(
    "heading",
    [
        "Größe,Straße",
        "Température (°C),Été",
        "Año,Población",
        "SITUAÇÃO,x",
        "x (µm),Fläche (m²)",
        "Preis €,£",
        "Määrä,sää",
        "naïve,Ångström",
        "Øre,Æble",
        "“x”,‘y’ – z",
    ],
)
def test_european_headings(heading):
    text = f"{heading}\n1,2\n3,4\n5,6\n"
    names = tuple(heading.split(","))
    assert table_of(text, "cp1252")[0].names == names
    assert table_of(text, "utf-8")[0].names == names


@pytest.mark.parametrize(
    "heading",
    [
        "키,몸무게",
        "속력,거리",
        "번호,값",
        "X축,Y축",
        "가격(만원),면적(㎡)",
        "온도(℃),x",
        "나이,PM10농도",
        "y값,x값",
        "년,월",
    ],
)
@pytest.mark.parametrize("encoding", ["cp949", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_korean_headings(heading, encoding):
    assert table_of(f"{heading}\n1,2\n3,4\n5,6\n", encoding)[0].names == tuple(heading.split(","))


# ── Dialects ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Dialect:
    decimal: str
    thousands: str
    separator: str
    encoding: str
    newline: str
    prefix: str
    suffix: str
    negative: str
    quoted: bool
    declared: bool
    comment: str

    def cell(self, number):
        whole, _, decimals = f"{abs(number):,.2f}".partition(".")
        text = whole.replace(",", self.thousands) + self.decimal + decimals
        text = f"{self.prefix}{text}{self.suffix}"
        text = text if number >= 0 else f"({text})" if self.negative == "(" else self.negative + text
        clash = self.separator in text or self.quoted
        return f'"{text}"' if clash else text

    def write(self, names, rows):
        lines = [f"sep={self.separator}"] if self.declared else []
        lines += [f"{self.comment} made up"] if self.comment else []
        lines += [self.separator.join(names), *(self.separator.join(map(self.cell, row)) for row in rows)]
        return self.newline.join([*lines, ""]).encode(self.encoding)


UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le")


@st.composite
def dialects(draw):
    decimal, thousands = draw(
        st.sampled_from(
            [(".", ""), (",", ""), (".", ","), (",", "."), (",", " "), (".", "'"), (",", "\u00a0"), (",", "\u202f")]
        )
    )
    prefix, suffix = draw(
        st.sampled_from([("", ""), ("$", ""), ("", "%"), ("₩", ""), ("", " 원"), ("", " cm"), ("", " €")])
    )
    negative = draw(st.sampled_from(["-", "(", "\u2212", "\u2013"]))
    plain = prefix + suffix + thousands + negative
    encodings = [*UNICODE]
    for one, marks in (("cp949", "₩€\u00a0\u202f\u2212\u2013"), ("cp1252", "₩원\u202f\u2212")):
        encodings += [one] * (not any(c in marks for c in plain))
    return Dialect(
        decimal,
        thousands,
        draw(st.sampled_from([";", "\t", "|", ","])),
        draw(st.sampled_from(encodings)),
        draw(st.sampled_from(["\n", "\r\n", "\r"])),
        prefix,
        suffix,
        negative,
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.sampled_from(["", "#", "%", "//"])),
    )


NUMBERS = st.integers(-(10**9), 10**9).map(lambda cents: cents / 100)


@settings(max_examples=150, deadline=None)
@given(dialects(), st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=3, max_size=12))
def test_numbers_read_back_from_every_dialect(dialect, rows):
    rows.append((0.25, 1234567.5, -3.5))  # no row of totals, and a cell that shows the dialect
    korean = dialect.encoding in (*UNICODE, "cp949")
    names = ("키", "몸무게", "값") if korean else ("Länge", "Größe", "Höhe")
    table, problems = read(dialect.write(names, rows))
    assert problems == ()
    assert table.names == names
    same(table.numbers, rows)
    assert all(c.faults == {} and c.notes == () for c in table.columns)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=3, max_size=12), st.sampled_from([" ", "  "]), st.booleans())
def test_numbers_read_back_from_aligned_columns(rows, gap, groups):
    rows.append((0.25, -3.5))
    shape = ",.2f" if groups else ".2f"
    text = "".join(gap.join(f"{number:>16{shape}}" for number in row) + "\n" for row in rows)
    table, problems = read(f"{'x':>16}{gap}{'y':>16}\n{text}".encode())
    assert problems == ()
    assert table.names == ("x", "y")
    same(table.numbers, rows)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=300).map(str.encode)))
def test_nothing_in_a_file_raises(raw):
    table, problems = read(raw)
    assert table is not None or problems
    for problem in problems:
        said(problem)
    if table:
        x, y = table.likely()
        for problem in choose(table, x, y)[1]:
            said(problem)


# ── Bounds ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def calls(raw):
    """Calls of Python and C functions that reading takes: a measure of work that no clock decides."""
    count = 0

    def watch(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        read(raw)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [b",", b'"a\n', b'"a,', b'"', b"1,", b"1.2,", b"1 2\n", b"#\n", b'"' + b"a\n" * 21, b"\xe9a", b"\xb0\xa1", b";\n"],
)
def test_work_grows_no_faster_than_the_file(piece):
    small, large = (calls(piece * (size // len(piece))) for size in (20_000, 80_000))
    assert large < 4.5 * small + 1000


# ── Large numbers make a surface ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("unit", [1e-200, 1e-12, 1.0, 1e9, 1e15, LARGEST / 1e4])
@pytest.mark.parametrize(
    "key", [key for key, one in LANDSCAPES.items() if isinstance(one, DataLandscape) and one.predict]
)
def test_numbers_of_any_size_make_a_usable_surface(unit, key):
    classes = LANDSCAPES[key].target == "class"
    cells = [(unit * (450 + 37 * k), k % 2 if classes else unit * (80 + 11 * k % 40)) for k in range(12)]
    table, problems = table_of("price,size\n" + "".join(f"{a!r},{b!r}\n" for a, b in cells))
    assert problems == ()
    columns, problems = choose(table, "price", "size", LANDSCAPES[key].target)
    assert problems == ()
    assert columns.samples.a.tolist() == [a for a, _ in cells]
    surface = ground(key, columns.name)
    samples = surface.samples()
    assert isclose(float(np.mean(samples.a)), 0.0, abs_tol=1e-9)
    assert isclose(float(np.std(samples.a)), 1.0, rel_tol=1e-9)
    value = surface.value(0.5, 0.25)
    assert np.isfinite(value)
    assert 0.0 < value < 100.0


def test_a_file_of_the_largest_size_is_read():
    line = b"450000000,84.9\n"
    table, problems = read((b"price,size\n" + b"1250000000,112\n" + line * (MOST_BYTES // len(line)))[:MOST_BYTES])
    assert [problem.code for problem in problems] == ["file-rows-cut"]
    assert table.numbers.shape == (4096, 2)
