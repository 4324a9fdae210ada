"""Answer a request in place of the app: plain text, for HTTP and for a WebSocket's handshake."""

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    """Answer with ``status`` and ``sentence``; the app hears nothing of the request."""
    response = PlainTextResponse(sentence, status, {"Cache-Control": "no-store"})
    await answer(scope, receive, send, response)


async def answer(scope: Scope, receive: Receive, send: Send, response: Response) -> None:
    """Send ``response``; a server that cannot answer a handshake with it closes the WebSocket."""
    if scope["type"] == "http":
        await response(scope, receive, send)
        return
    socket = WebSocket(scope, receive, send)
    if "websocket.http.response" in scope.get("extensions", {}):
        await socket.send_denial_response(response)
    else:
        await socket.close()
