"""What every answer says to the browser, which requests are not answered, and what may be logged."""

import logging
import traceback
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problem import refusal

log = logging.getLogger("soleus.web")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Never "no-store": a browser's Back button could not show a page that came from a form.
    "Cache-Control": "private, no-cache",
}


class Guard:
    """ASGI middleware around everything: headers, foreign names and sites, and faults of our own."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]):
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        if fault := self._foreign(scope["method"], headers):
            await refusal(scope["path"], *fault)(scope, receive, guarded)
            return
        try:
            await self.app(scope, receive, guarded)
        except Exception as error:
            _log(error)
            if not started:
                await refusal(scope["path"], 500, "something went wrong in Soleus itself; it is not your doing")(
                    scope, receive, guarded
                )

    def _foreign(self, method: str, headers: Headers) -> tuple[int, str] | None:
        """Why a request is not for us: a name we do not go by (DNS rebinding), or another site's form."""
        host = headers.get("host", "")
        if "*" not in self.hosts and _name(host) not in self.hosts:
            return 400, "this server does not go by that name"
        if method in ("GET", "HEAD", "OPTIONS"):
            return None
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        same = origin in (None, "null") or urlsplit(origin).netloc == host
        if not same or site in ("cross-site", "same-site"):
            return 403, "a form of another site may not be sent here"
        return None


def _name(host: str) -> str:
    return host.rsplit(":", 1)[0] if not host.endswith("]") else host


def _log(error: Exception) -> None:
    """Where it went wrong, without the message, which might quote an answer."""
    frames = traceback.extract_tb(error.__traceback__)
    where = "\n".join(f"  {f.filename}:{f.lineno} {f.name}" for f in frames[-12:])
    log.error("%s\n%s", type(error).__name__, where)
