"""A request's body is read whole before anything else looks at it, within a size and a time."""

import asyncio
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problem import refusal


class BodyLimits:
    """ASGI middleware that answers 413 to a body too large and 408 to one too slow."""

    def __init__(self, app: ASGIApp, most_bytes: int, seconds: float):
        self.app, self.most_bytes, self.seconds = app, most_bytes, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, then hand it on in one piece."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body, refused = await self._body(scope, receive)
        if refused is not None:
            refused.headers["connection"] = "close"
            await refused(scope, receive, send)
            return
        messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return messages.pop() if messages else await receive()

        await self.app(scope, replay, send)

    async def _body(self, scope: Scope, receive: Receive) -> tuple[bytes, Response | None]:
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self.most_bytes:
            return b"", self._too_large(scope)
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self.seconds):
                while True:
                    message: dict[str, Any] = dict(await receive())
                    if message["type"] == "http.disconnect":
                        return b"", Response(status_code=400)
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    if size > self.most_bytes:
                        return b"", self._too_large(scope)
                    if not message.get("more_body"):
                        return b"".join(parts), None
        except TimeoutError:
            return b"", refusal(scope["path"], 408, f"the request did not arrive within {self.seconds:g} seconds")

    def _too_large(self, scope: Scope) -> Response:
        return refusal(scope["path"], 413, f"the request is larger than {self.most_bytes:,} bytes")
