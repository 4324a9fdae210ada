"""Say nothing of a client that hangs up before its request has arrived: it is no error, and hears no answer."""

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send


class HangUps:
    """ASGI middleware: ends a request whose client is gone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except ClientDisconnect:
            return
