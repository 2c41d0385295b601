"""Connections: how many, how long they may stay silent, and how those are refused that no request came over."""

import asyncio
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .guard import HEADERS

MOST, MOST_A_CLIENT = 500, 100
HEADER_SECONDS = 10.0
RETRY_SECONDS = 2


class Connection(H11Protocol):
    """A connection of uvicorn's that has to say what it wants.

    The head of a request has HEADER_SECONDS, from its first byte or from the beginning of the connection. Where there
    are MOST, or MOST_A_CLIENT of one address, a newcomer takes the place of the one that has been silent longest; if
    none is silent it is refused.
    """

    seconds = HEADER_SECONDS
    _timer: asyncio.TimerHandle | None = None
    _heard = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, or refuse it."""
        super().connection_made(transport)
        others = [c for c in self._all() if c is not self]
        own = [c for c in others if c.client and self.client and c.client[0] == self.client[0]]
        for crowd, most in ((own, MOST_A_CLIENT), (others, MOST)):
            if len(crowd) >= most and not _make_room(crowd):
                self.refuse(503, "too many connections; try again in a moment")
                return
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Read on, within the time for a head."""
        self._heard = True
        super().data_received(data)
        if self.is_busy:
            self._forget()
        elif self._timer is None and not self.transport.is_closing():
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._forget()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        self.refuse(400, "this is no request that can be read")

    @property
    def is_busy(self) -> bool:
        """Whether a request is under way."""
        return self.cycle is not None and not self.cycle.response_complete

    def refuse(self, status: int, detail: str) -> None:
        """Answer without a request, and close."""
        self._forget()
        if not self.transport.is_closing():
            self.transport.write(_answer(status, detail))
            self.transport.close()

    def drop(self) -> None:
        """Close at once; whoever has begun to speak is told why."""
        if self._heard and self.conn.our_state is h11.IDLE and not self.is_busy:
            self.refuse(408, "the request did not arrive in time")
        else:
            self._forget()
            self.transport.close()

    def _all(self) -> Iterator["Connection"]:
        return (c for c in self.connections if isinstance(c, Connection) and not c.transport.is_closing())

    def _await_head(self) -> None:
        self._timer = self.loop.call_later(self.seconds, self.drop)

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @property
    def waits_until(self) -> float:
        """When the time for a head is over; soonest for what has been silent longest."""
        return self._timer.when() if self._timer else 0.0


def _make_room(crowd: list[Connection]) -> bool:
    """Close one that is silent; whether there was one."""
    silent = [c for c in crowd if not c.is_busy]
    if silent:
        min(silent, key=lambda c: c.waits_until).drop()
    return bool(silent)


def _answer(status: int, detail: str) -> bytes:
    body = f"{detail}\n".encode()
    headers: dict[str, Any] = {
        **HEADERS, "Content-Type": "text/plain; charset=utf-8", "Content-Length": len(body), "Connection": "close",
    }  # fmt: skip
    if status == 503:
        headers["Retry-After"] = RETRY_SECONDS
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{head}\r\n".encode("ascii") + body
