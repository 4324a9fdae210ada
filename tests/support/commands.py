"""Run other programs from tests; a test of a program that is not installed is skipped."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(sys.executable).parent


def tool(name: str) -> str:
    """Path of a program, from the environment's packages or the system."""
    path = shutil.which(name, path=f"{TOOLS}{os.pathsep}{os.environ['PATH']}")
    if path is None:
        pytest.skip(f"{name} is not installed on this system")
    return path


def run(*command: str, **environment: str) -> tuple[int, str]:
    """Exit code and output of a command that sees nothing of our environment but PATH, HOME and ``environment``."""
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    done = subprocess.run(command, env=kept | environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr
