"""A unit's source in another package's words: helpers, constants, operators, and what only the slopes need left out."""

import pytest

from experiments.export import dialects
from experiments.export.source import Module, UntranslatableError

HELPER = """from math import hypot

from optimizers import quotient
from vecmath import cos, exp, pow, sqrt


def root(x, more, turn=0.5):
    # Far out: the root.
    return sqrt(x) + cos(turn) * exp(more), 0.5


def surface(x, y, p):
    \"\"\"Said here.\"\"\"
    a, _ = p
    # Only of the slope.
    slope = pow(a, 3.0)
    r, _ = root(x * x + quotient(y, a * 2.0) * y, more=y)
    return pow(-r, 2.0) + hypot(a, x), slope, p[1]
"""


def test_names_operators_and_plain_numbers_in_torch_s_words(tmp_path, monkeypatch):
    (tmp_path / "unit_of_a_test.py").write_text(HELPER)
    monkeypatch.syspath_prepend(str(tmp_path))
    import unit_of_a_test

    module, row = Module(), ("p", {"a": 2.0, "b": 3.0})
    module.reserve(["root"])
    text = module.write(dialects.TORCH, unit_of_a_test.surface, "value", row=row, value_only=True, tensors=("x", "y"))
    assert (
        text
        == '''def root_(x, more, turn=0.5):
    # Far out: the root.
    return torch.sqrt(x) + math.cos(turn) * torch.exp(more), 0.5


def value(x, y):
    """Said here."""
    a = 2.0
    r, _ = root_(x * x + (y / (a * 2.0)) * y, more=y)
    return (-r)**2.0 + torch.hypot(torch.tensor(a), x)'''
    )
    with pytest.raises(UntranslatableError):
        module.write(dialects.NUMPY, lambda x: x, "value")
