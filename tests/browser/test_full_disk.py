"""No byte is free where the server could write, as in an image whose /tmp has filled up: no visitor sees any of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from engine.cache import folder
from ravine.words import Words
from tests.server.test_serving import running
from tools.server import ROOT, start

from .stage import Stage, scene

pytestmark = pytest.mark.browser
SAY = Words("en")
# In mounts of its own, which end with it: no room in either folder for temporary files, no writing in the app's own.
FULL = """
set -e
for place in /tmp /var/tmp; do
    mount -t tmpfs -o size=64k,mode=1777 full $place
    ! head -c 1M /dev/zero >$place/filler 2>/dev/null
done
mount --bind "$PWD" "$PWD"
mount -o remount,bind,ro "$PWD"
cd "$PWD"
exec "$@"
"""
WITHIN = ["unshare", "--map-root-user", "--mount", "sh", "-c", FULL, "full"]
NO_PLACE = "import tempfile\ntry: tempfile.gettempdir()\nexcept FileNotFoundError: print('no place')"


@pytest.fixture(scope="module")
def within() -> list[str]:
    hidden = [
        place for place in (ROOT, Path(sys.prefix)) if place.is_relative_to("/tmp") or place.is_relative_to("/var/tmp")
    ]
    if hidden:
        pytest.skip(f"{hidden[0]} would be under the full disk")
    try:
        tried = subprocess.run(
            [*WITHIN, sys.executable, "-c", NO_PLACE], check=False, cwd=ROOT, capture_output=True, text=True
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare on this machine")
    if tried.returncode:
        pytest.skip(f"mounts of our own are not allowed here: {tried.stderr.strip()}")
    assert tried.stdout == "no place\n", "the disk is not full"
    return WITHIN


def test_all_that_a_visitor_does_works_on_a_full_disk(within: list[str], browser: Browser):
    # As the image sets them; its kernels are what this machine has compiled before.
    places = {"HOME": "/tmp", "XDG_CACHE_HOME": "", "NUMBA_CACHE_DIR": "/tmp/kernels", "TMPDIR": "/tmp"}
    settings = places | {"RAVINE_PREWARMED": str(folder() or ""), "PYTHONDONTWRITEBYTECODE": "1"}
    for again in (False, True):
        with running(lambda port, log: start(port, log, within, **settings)) as live:
            context = browser.new_context(
                viewport={"width": 1300, "height": 950}, locale="en-US", reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(f"{live.address}/?{scene()}")
            races(Stage(page))
            if not again:
                page.goto(f"{live.address}/?{scene(surface='linear_regression', batch=16, steps=60)}")
                brings_a_table(Stage(page))
                takes_away(Stage(page))
            context.close()
            live.process.terminate()
            assert live.process.wait(20) == 0
            assert not [line for line in live.lines() if '"level": "error"' in line or '"level"' not in line]


def races(stage: Stage) -> None:
    stage.drag_rate("adam", 0.6)
    stage.until("!player.live && player.settled")
    stage.page.get_by_role("button", name=SAY("surface")).click()
    stage.page.locator("[data-key=rastrigin]").click()
    stage.until("player.header.query.startsWith('s=rastrigin')")


def brings_a_table(stage: Stage) -> None:
    """A table of all but a megabyte, and a hundred races on it."""
    page = stage.page
    page.get_by_role("combobox", name=SAY("data-set")).click()
    page.get_by_role("option", name=SAY("data-csv")).click()
    rows = "".join(f"{0.1 * k},{1 + 0.3 * k}{' ' * 3900}\n" for k in range(250))
    table = {"name": "a.csv", "mimeType": "text/csv", "buffer": f"time,depth\n{rows}".encode()}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(table)
    stage.until("player.header.samples.size === 250")
    page.get_by_text(SAY("many"), exact=True).click()
    page.get_by_role("radio", name="100", exact=True).click()
    page.get_by_role("button", name=SAY("many-run"), exact=True).click()
    page.get_by_text(SAY("many-shown", count=100)).wait_for()


def takes_away(stage: Stage) -> None:
    page = stage.page
    page.get_by_role("button", name=SAY("stage-take"), exact=True).click()
    page.get_by_role("tab", name=SAY("stage-take-picture"), exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=SAY("stage-take-picture-save")).click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=SAY("share"), exact=True).click()
    code = page.get_by_role("img", name=SAY("share-code"))
    code.wait_for()
    assert code.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
