"""Time budget of each test file: what it may take on a quiet core, and what it took.

A file that is not named here is quick: `make quick` runs it, for the loop while one writes. A budget is printed beside
what was measured and decides no test: machines are shared.
"""

from collections import Counter
from pathlib import Path

QUICK = 2.0  # seconds a file
"""Seconds of the files that take longer, by their path in tests/."""
BUDGETS: dict[str, float] = {}


def budget_of(path: Path | str) -> float:
    """Seconds that the test file at ``path`` may take; ``path`` is relative to the repository or absolute."""
    return BUDGETS.get(Path(path).as_posix().rpartition("tests/")[2], QUICK)


def report(seconds: Counter[str]) -> list[str]:
    """Lines for the end of a test run: all of it, and the files that took longer than their budget."""
    over = {path: spent for path, spent in seconds.items() if spent > budget_of(path)}
    lines = [f"{sum(seconds.values()):7.0f} s in all, budget {sum(map(budget_of, seconds)):.0f} s"]
    for path, spent in sorted(over.items(), key=lambda item: budget_of(item[0]) - item[1]):
        lines.append(f"{spent:7.1f} s  budget {budget_of(path):5.1f} s  {path}")
    return lines
