"""Run all benchmarks, write benchmarks/RESULTS.md and the figures that the READMEs quote from it.

    python -m benchmarks [--keep] [PART ...]

Each part runs in a process of its own: a failed part is reported as failed and does not stop the others. If parts are
named, only those run, and their tables are printed; with ``--keep`` they replace those in the file.
"""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.results import READMES, RESULTS, ROOT, report, requoted
from benchmarks.rows import Row

PARTS = {
    "engine": "benchmarks.engine",
    "maps": "benchmarks.maps",
    "map_load": "benchmarks.map_load",
    "peers": "benchmarks.peers",
    "browser": "benchmarks.browser_engine",
    "stage": "benchmarks.stage",
    "visitor": "benchmarks.visitor",
    "cost": "benchmarks.cost",
    "export": "benchmarks.export",
    "load": "benchmarks.load.__main__",
    "attack": "benchmarks.attack.__main__",
    "soak": "benchmarks.soak",
    "patches": "benchmarks.patches",
    "colours": "benchmarks.colours",
}
LONGEST = 1800  # seconds


def measured(part: str, folder: Path) -> list[Row] | str:
    """Rows of ``part``, or the reason why there are none."""
    target = folder / f"{part}.json"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks", "--write", str(target), part], cwd=ROOT, check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return f"Failed: not done after {LONGEST} s."
    if not target.exists():
        return f"Failed: it ended with code {done.returncode}; what it said is above, where it ran."
    result = json.loads(target.read_text())
    return [Row(**row) for row in result] if isinstance(result, list) else f"Failed: {result}."


def write(part: str, target: Path) -> None:
    """Run ``part`` in this process and write its rows, or its error, to ``target``."""
    try:
        result: object = [asdict(row) for row in importlib.import_module(PARTS[part]).measure()]
    except Exception as error:
        print(f"{part} failed: {error!r}", file=sys.stderr)
        result = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}".rstrip(": ")
    target.write_text(json.dumps(result))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--keep", action="store_true", help="write the file, with its other parts as they are")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if arguments.write:
        write(arguments.parts[0], arguments.write)
        return 0
    results = {}
    with tempfile.TemporaryDirectory() as name:
        for part in arguments.parts or PARTS:
            print(f"── {part} ──", flush=True)
            results[part] = measured(part, Path(name))
    if arguments.parts and not arguments.keep:
        print(report(results))
    else:
        before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
        text = report(results, before if arguments.parts else "")
        RESULTS.write_text(text, encoding="utf-8")
        for readme in READMES:
            readme.write_text(requoted(readme.read_text(encoding="utf-8"), before, text), encoding="utf-8")
        print(f"{RESULTS.relative_to(ROOT)} written, and what the READMEs quote from it")
    return int(any(isinstance(rows, str) for rows in results.values()))


if __name__ == "__main__":
    sys.exit(main())
