"""Seed small faults, one at a time, and check that the tests that guard the place fail: ``python -m tools.mutations``.

Each fault is made in a copy of the checkout. A fault that no test notices is printed as MISSED, and the exit code is 1.
``python -m tools.mutations momentum`` makes only those whose file or text contains the word.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.faults import FAULTS, NODE, Fault

ROOT = Path(__file__).parents[1]


def copy_to(folder: Path) -> None:
    """What git tracks and what is not ignored, with the installed packages beside it."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for name in (".venv", "node_modules", "build", "ravine.egg-info"):
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)


def caught(folder: Path, fault: Fault) -> bool:
    """Whether the tests fail with ``fault`` in the copy at ``folder``."""
    path = folder / fault.file
    before = path.read_text(encoding="utf-8")
    if before.count(fault.old) != 1:
        raise SystemExit(f"{fault.file}: {fault.old!r} stands there {before.count(fault.old)} times, not once")
    path.write_text(before.replace(fault.old, fault.new), encoding="utf-8")
    command = (
        ["npm", "test"]
        if fault.tests == NODE
        else [".venv/bin/python", "-m", "pytest", "-qx", "-n0", *fault.tests.split()]
    )
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 1
    finally:
        path.write_text(before, encoding="utf-8")


def main() -> None:
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_to(folder)
        for fault in [fault for fault in FAULTS if word in fault.file + fault.old]:
            began = time.monotonic()
            good = caught(folder, fault)
            missed += not good
            first = fault.old.splitlines()[0].strip()
            print(
                f"{'caught' if good else 'MISSED'} {time.monotonic() - began:4.0f} s  {fault.file}: {first}", flush=True
            )
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
