"""Minimal client of Streamlit's websocket protocol, for tests of the server without a browser."""

import json
import urllib.request
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.support.payload import unpack

PATIENCE = 30


def dial(address: str, **options) -> ClientConnection:
    """Open a websocket to the app at ``address``; the origin is the app's own page unless ``options`` change it."""
    stream = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    settings = {
        "origin": address,
        "subprotocols": ["streamlit"],
        "max_size": None,
        "max_queue": None,
        "open_timeout": PATIENCE,
    }
    return connect(stream, **(settings | options))


def ask(socket: ClientConnection, query: str = "") -> None:
    """Request a run of the script with the link ``query``."""
    message = BackMsg()
    message.rerun_script.query_string = query
    socket.send(message.SerializeToString())


def answer(socket: ClientConnection) -> list[ForwardMsg]:
    """All messages up to the end of the run."""
    got = []
    while True:
        message = ForwardMsg.FromString(socket.recv(timeout=PATIENCE))
        got.append(message)
        if message.WhichOneof("type") == "script_finished":
            return got


def shown_race(address: str, messages: list[ForwardMsg]) -> str:
    """Link of the race that the stage shows after ``messages``, from the payload for which it asks."""
    elements = [message.delta.new_element for message in messages if message.WhichOneof("type") == "delta"]
    components = [element.bidi_component for element in elements if element.WhichOneof("type") == "bidi_component"]
    stage = next(component for component in components if component.component_name == "ravine.stage")
    wish = json.dumps(json.loads(stage.bytes)["race"]).encode()
    request = urllib.request.Request(f"{address}/ravine/race", wish, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return unpack(answer.read())[0]["query"]


def closed_with(visitor: ClientConnection, frame: bytes | str = b"") -> int | None:
    """The close code of the server's socket, after sending ``frame`` if it is not empty."""
    try:
        if frame:
            visitor.send(frame)
        while True:
            visitor.recv(timeout=20)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None
