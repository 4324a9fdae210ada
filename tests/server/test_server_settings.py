"""The two settings that decide how many visitors a process serves: no full collection a rerun, no waiting for Nagle."""

import gc
import re
import shlex
import socket
import threading
import time
from pathlib import Path

import uvicorn
from streamlit import config

import engine
from ravine.gallery import files as gallery
from ravine.server import lifespan, static_files

ROOT = Path(__file__).parents[2]


def test_no_rerun_is_followed_by_a_full_collection():
    # As the server reads it: the file's value under the name that Streamlit looks up.
    assert config.get_option("runner.postScriptGC") is False


def test_what_lives_as_long_as_the_process_is_out_of_the_collector_s_sight(monkeypatch):
    kernels = []  # what warming up leaves; to load them all takes some seconds

    def warm_up() -> engine.Report:
        kernels.append([])
        return engine.Report(1, 0, 1, 0.0)

    monkeypatch.setattr(engine, "warm_up", warm_up)
    for module, name in ((static_files, "prepare"), (gallery, "warm")):  # some seconds too
        monkeypatch.setattr(module, name, lambda: None)
    monkeypatch.setattr(lifespan, "_warmed", [])
    gc.unfreeze()
    before = gc.get_threshold()
    try:
        lifespan._warm()
        assert gc.get_freeze_count() > 100_000
        assert not any(found is kernels[0] for found in gc.get_objects()), "each collection looks at all kernels"
        assert gc.get_threshold() == lifespan.COLLECT
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def flags() -> list[str]:
    """What deploy/serve hands to uvicorn."""
    script = (ROOT / "deploy" / "serve").read_text().replace("\\\n", " ")
    command = re.search(r"exec python -m ravine\.server (.*)", script)
    assert command
    values = {'"${STREAMLIT_SERVER_ADDRESS:-127.0.0.1}"': "127.0.0.1", '"$STREAMLIT_SERVER_PORT"': "0"}
    text = command[1]
    for name, value in values.items():
        text = text.replace(name, value)
    return shlex.split(text)


async def silent(scope, receive, send):
    """An app that takes any websocket and says nothing."""
    await receive()
    if scope["type"] == "lifespan":
        await send({"type": "lifespan.startup.complete"})
    elif scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    await receive()


def test_small_messages_leave_at_once():
    options = uvicorn.main.make_context("uvicorn", flags()).params
    names = ("host", "port", "ws", "ws_per_message_deflate", "timeout_graceful_shutdown")
    running = uvicorn.Server(uvicorn.Config(silent, log_config=None, **{name: options[name] for name in names}))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    place = running.servers[0].sockets[0].getsockname()
    try:
        with socket.create_connection(place, timeout=20) as visitor:
            visitor.sendall(
                b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            )
            assert b"101" in visitor.recv(1000)
            accepted = next(iter(running.server_state.connections)).transport.get_extra_info("socket")
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    finally:
        running.should_exit = True
        thread.join(20)
    assert options["workers"] in {None, 1}, "sockets shared between workers are made without the option"
