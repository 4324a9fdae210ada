"""The three operations that plain Python, NumPy and Numba spell differently: a double's bits, back again, and a choice.

The functions here are for plain Python; :mod:`vecmath.arrays` and :mod:`engine.translate` replace them.
"""

from struct import Struct

_DOUBLE, _SIGNED, _UNSIGNED = Struct("<d"), Struct("<q"), Struct("<Q")


def bits(x):
    """The 64 bits of the double ``x`` as a signed integer."""
    return _SIGNED.unpack(_DOUBLE.pack(x))[0]


def number(word):
    """The double whose bits are the lowest 64 bits of the integer ``word``."""
    return _DOUBLE.unpack(_UNSIGNED.pack(word & 0xFFFF_FFFF_FFFF_FFFF))[0]


def select(condition, yes, no):
    """``yes`` where ``condition`` holds, else ``no``; both are computed."""
    return yes if condition else no
