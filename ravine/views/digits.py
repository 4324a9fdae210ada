"""Numbers that are read against each other."""

# What differs by less is rounding.
MOST = 12


def apart(one: float, other: float, digits: int = 4) -> tuple[str, str]:
    """Both numbers with as many digits as tell them apart, and with ``digits`` at least."""
    for enough in range(digits, MOST + 1):
        told = f"{one:.{enough}g}", f"{other:.{enough}g}"
        if told[0] != told[1]:
            return told
    return f"{one:.{digits}g}", f"{other:.{digits}g}"
