"""The pages where there is no server: a request at a time, answered in place, without threads or sockets."""

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar
from urllib.parse import unquote, urlsplit

from jinja2 import ModuleLoader
from starlette.types import Message, Scope

from ..cases.catalogue import catalogue
from ..facts.kept import SHIPPED, keep_in, shipped_alone
from ..reading.known import known
from ..reading.learned import NotHere
from ..rules.knowledge import FOLDER, load_knowledge
from ..rules.knowledge_base import KnowledgeBase
from ..rules.snapshot import stored
from .app import create_app
from .guard import HEADERS
from .pages import environment
from .settings import Settings

P = ParamSpec("P")
R = TypeVar("R")
Headers = Sequence[tuple[str, str]]
Answer = tuple[int, list[tuple[str, str]], bytes]

# Whoever sees the page has the key of it anyway: a signature here only shows that a state came through whole.
SECRET = "the person's own browser is both sides"  # noqa: S105
KEY = "key"  # of the knowledge that was compiled
TEMPLATES = "templates"  # as Python
FIRST = "start.json"  # the first page, which is the same for all
FRAMED = {
    "Content-Security-Policy": HEADERS["Content-Security-Policy"].replace("ancestors 'none'", "ancestors 'self'"),
    "X-Frame-Options": "SAMEORIGIN",
}


def compile_into(folder: str) -> None:
    """Keep in a folder what a first visit would otherwise wait for."""
    keep_in(Path(folder))
    base = load_knowledge()
    Path(folder, KEY).write_text(base.vocabulary.key, "utf-8")
    known(base.vocabulary)
    catalogue()
    environment().compile_templates(str(Path(folder, TEMPLATES)), zip=None)
    status, headers, body = asyncio.run(Pages(base).told("GET", "http://localhost/", (), b""))
    first = {"status": status, "headers": headers, "body": body.decode()}
    Path(folder, FIRST).write_text(json.dumps(first), "utf-8")


def shipped() -> KnowledgeBase | None:
    """The knowledge as it was compiled, of which the YAML is not here; all else that was compiled, from now on."""
    shipped_alone()
    environment().loader = ModuleLoader(str(SHIPPED / TEMPLATES))
    key = (SHIPPED / KEY).read_text("utf-8")
    if (base := stored(key, FOLDER)) is not None:
        base.vocabulary.key = key
    return base


class InPlace:
    """What `Engines` are where there are no threads: what is to be done is done at once."""

    def __init__(self, base: KnowledgeBase):
        self.base = base
        self.light = self

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work`."""
        return work(*args, **kwargs)


class Pages:
    """The application that `soleus serve` serves, called by hand. Its pages may stand in a frame of their own site."""

    def __init__(self, base: KnowledgeBase):
        self.app = create_app(Settings(secret=SECRET, hosts=("*",)), base)
        self.app.state.engines = InPlace(base)

    async def answer(self, method: str, url: str, headers: Headers, body: bytes | memoryview) -> Answer | None:
        """What `told` tells; None where what was learned of wordings is not here yet: nothing was done, ask again."""
        try:
            return await self.told(method, url, headers, body)
        except NotHere:
            return None

    async def told(self, method: str, url: str, headers: Headers, body: bytes | memoryview) -> Answer:
        """Status, headers and body of the answer to a request; `url` is whole, with its host. Raises NotHere."""
        asked: list[Message] = [{"type": "http.request", "body": bytes(body)}]
        answered: list[Message] = []

        async def receive() -> Message:
            return asked.pop() if asked else {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            answered.append(message)

        await self.app(_scope(method, url, headers, len(body)), receive, send)
        start, *parts = answered
        given = {name.decode("latin-1").title(): value.decode("latin-1") for name, value in start["headers"]}
        return start["status"], [*(given | FRAMED).items()], b"".join(part.get("body", b"") for part in parts)


def _scope(method: str, url: str, headers: Headers, size: int) -> Scope:
    parts = urlsplit(url)
    given = {name.lower(): value for name, value in headers} | {"host": parts.netloc, "content-length": str(size)}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": parts.scheme,
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in given.items()],
        "client": None,
        "server": None,
    }
