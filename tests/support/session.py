"""A visitor without a browser: Streamlit's websocket protocol, as far as tests of the server need it."""

from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

PATIENCE = 30


def dial(address: str, **options) -> ClientConnection:
    """An open websocket to the app at ``address``; the visitor comes from the app's own page if not told otherwise."""
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
    """Ask for a run of the script under the link ``query``."""
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


def payloads(messages: list[ForwardMsg]) -> list[bytes]:
    """What the stage is sent."""
    elements = [message.delta.new_element for message in messages if message.WhichOneof("type") == "delta"]
    shown = [one.bidi_component for one in elements if one.WhichOneof("type") == "bidi_component"]
    return [one.bytes for one in shown if one.component_name == "ravine.stage"]


def closed_with(visitor: ClientConnection, frame: bytes | str = b"") -> int | None:
    """The code with which the server closes the socket, after ``frame`` if there is one."""
    try:
        if frame:
            visitor.send(frame)
        while True:
            visitor.recv(timeout=20)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None
