"""The log's lines: JSON whatever writes them, of one kind a few a minute, with nothing of a visitor in them."""

import json
import subprocess
import sys

import pytest

from ravine.server.json_log import MINUTE, OFTEN, Rate
from tests.house.test_house import CONFIG
from tools.server import ROOT

SECRET = "5ecret"


def written(script: str) -> list[dict]:
    """What a process that runs ``script`` with our log writes on standard error, each line read as JSON."""
    setup = "import gc, logging, sys, threading, warnings\nfrom ravine.server import json_log\njson_log.configure()\n"
    done = subprocess.run([sys.executable, "-c", setup + script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert SECRET not in done.stderr + done.stdout
    return [json.loads(line) for line in done.stderr.splitlines()]


WRITERS = {
    "a warning": f"warnings.warn('{SECRET}')",
    "an error in a thread": f"""
def fail(): raise ValueError('{SECRET}')
thread = threading.Thread(target=fail, name='{SECRET}'); thread.start(); thread.join()""",
    "an error while something is thrown away": f"""
class Bad:
    def __del__(self): raise ValueError('{SECRET}')
Bad(); gc.collect()""",
    "an error that is logged": f"""
try: raise ValueError('{SECRET}')
except ValueError: logging.getLogger('uvicorn.error').exception('failed')""",
    "an error of a page's script": f"""
from streamlit.error_util import _log_uncaught_app_exception
from streamlit import config
config._main_script_path = 'app.py'
_log_uncaught_app_exception(ValueError('{SECRET}'))""",
    "words with a value": f"logging.getLogger('x').error('it was %s', '{SECRET}')",
    "words that hold a value": f"logging.getLogger('y').error('it was {SECRET}')",
}


@pytest.mark.parametrize("script", WRITERS.values(), ids=WRITERS)
def test_whatever_is_written_is_a_line_of_json(script):
    lines = written(script)
    assert len(lines) == 1
    assert lines[0]["level"] in {"error", "warning"}


def test_a_flood_is_a_few_lines():
    flood = "for k in range(1000):\n    logging.getLogger('uvicorn.error').warning('Invalid HTTP request received.')\n"
    assert len(written(flood)) == OFTEN
    assert len(written("for k in range(1000): json_log.say('refused', because='foreign origin', sessions=k)")) == OFTEN
    two = "for k in range(1000): json_log.say('refused', because=('full', 'crowded')[k % 2])"
    assert len(written(two)) == 2 * OFTEN, "each reason is heard"


def test_the_next_minute_says_how_many_lines_were_left_out():
    now = [0.0]
    rate = Rate(often=2, clock=lambda: now[0])
    assert [rate.left_out("a") for _ in range(5)] == [0, 0, None, None, None]
    assert rate.left_out("b") == 0, "another kind"
    now[0] = MINUTE
    assert [rate.left_out("a"), rate.left_out("b")] == [3, 0]
    assert [rate.left_out("a"), rate.left_out("a")] == [0, None]


def test_the_line_has_that_number():
    lines = written(
        "now = [0.0]; json_log._rate = json_log.Rate(1, lambda: now[0])\n"
        "def say(): logging.getLogger('x').warning('again %s', 1)\n"
        "say(); say(); say(); now[0] = 60.0; say()"
    )
    assert [line.get("left_out_before") for line in lines] == [None, 2]


def test_a_trace_is_no_coloured_box():
    assert CONFIG["logger"]["enableRich"] is False
