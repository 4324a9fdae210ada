"""Measure and print every lesson's claims: ``make claims``."""

import sys
from math import isfinite

from lessons import LESSONS, Claim, measured


def bound(claim: Claim) -> str:
    """The bounds of a claim's figure, as text."""
    low = f"≥ {claim.low:g}" if isfinite(claim.low) else ""
    high = f"≤ {claim.high:g}" if isfinite(claim.high) else ""
    return " and ".join(filter(None, (low, high)))


def main() -> int:
    """Print one row a claim; return 1 if any claim does not hold."""
    rows = [("lesson", "claim", "measured", "bound", "seeds", "holds")]
    failed = 0
    for key, lesson in LESSONS.items():
        for claim in lesson.claims:
            value = measured(key)[claim.key]
            failed += not claim.holds(value)
            verdict = "yes" if claim.holds(value) else "NO"
            rows.append((key, claim.key, f"{float(value):.4g}", bound(claim), str(claim.seeds or "-"), verdict))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"\n{len(rows) - 1} claims in {len(LESSONS)} lessons, {failed} do not hold")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
