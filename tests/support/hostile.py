"""Samples of hostile input in links, by group; none of them is a usable value of any key.

Numbers beyond every range are not among them: the nearest usable value is used.

No field of the page takes text, so spreadsheet formulas can only arrive as values in a link.
"""

GROUPS = {
    "escape": [
        "__import__('os').system('id')",
        "().__class__.__bases__[0].__subclasses__()",
        "open('/etc/passwd').read()",
        "x[0]",
        "'a'*9",
        'f"{x}"',
        "[c for c in ()]",
        "(y:=1)",
        "lambda: 0",
        "1 if x else 2",
        "import os",
        "*x",
        "await x",
    ],
    "size": [
        "-" * 300,
        "9" * 4301,
        "1e309.5",
        "0x10",
        "1_000",
        "1..2",
        "(" * 2000,
        "x+" * 1000,
        "x**" * 700,
        "sin(" * 500,
        "1j",
    ],
    "arithmetic": [
        "9**9**9",
        "1/0",
        "0**-1",
        "log(-1)",
        "(-8)**0.5",
        "0*1e400",
        "nan",
        "inf",
        "-inf",
        "1e1e1",
        "--1",
    ],
    "text": [
        "\0",
        "\u4e00",
        "\u0430d\u0430m",
        "×÷−·²π",
        "\u202e5x",
        "\u200b",
        "\ufeff",
        "🏞️",
        "a" + "\u0301" * 1000,
        "2^3",
        "2x",
        "sin x",
        "|x|",
        "1,5;2;3",
        "1,5,2",
    ],
    "page": [
        "<script>window.stolen=1</script>",
        "<img src=x onerror=window.stolen=1>",
        "<svg/onload=window.stolen=1>",
        "javascript:window.stolen=1",
        "![a](//evil.example/x.png)",
        "[a](javascript:window.stolen=1)",
        r"$\href{javascript:window.stolen=1}{x}$",
        r"$\def\a{\a\a}\a$",
        ":red[:material/close:]",
    ],
}
EVERY = [text for group in GROUPS.values() for text in group]
# Already percent-encoded, because the escapes themselves are the hostile part.
ESCAPED = ["%", "%zz", "%00", "%ED%A0%80", "%FF%FE", "+", "%25%30%30"]
