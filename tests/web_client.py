"""Help to walk the pages: a client of the application in this process, and what its pages say."""

import html
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

import uvicorn
import yaml
from fastapi.testclient import TestClient

from soleus.web.app import create_app
from soleus.web.connection import Connection
from soleus.web.settings import Settings

ADDRESS = "http://127.0.0.1"


@contextmanager
def client(**settings: Any) -> Iterator[TestClient]:
    """A client of a server with these settings, which waits for answers however busy the machine is."""
    with TestClient(
        create_app(Settings(**{"answer_seconds": 3600, **settings})), base_url=ADDRESS, raise_server_exceptions=True
    ) as found:
        yield found


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str, str]] = []
        self.buttons: set[str] = set()
        self.checked: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.fields.append((given.get("type") or "text", given["name"] or "", given.get("value") or ""))
            if "checked" in given:
                self.checked.setdefault(given["name"] or "", []).append(given["value"] or "")
        if tag == "button" and given.get("name") == "action":
            self.buttons.add(given["value"] or "")


class Shown:
    """A page that was shown: its heading, the form's fields and what its state is."""

    def __init__(self, response: Any):
        self.response, self.status, self.text = response, response.status_code, response.text
        found = _Fields()
        found.feed(self.text)
        self.fields, self.buttons, self.checked = found.fields, found.buttons, found.checked
        self.state = next((v for _, n, v in self.fields if n == "state"), "")

    @property
    def heading(self) -> str:
        """The first heading."""
        return html.unescape(re.search(r"<h1>(.*?)</h1>", self.text)[1])

    @property
    def faults(self) -> list[str]:
        """The faults in the summary at the top."""
        summary = re.search(r'<div class="faults".*?</div>', self.text, re.DOTALL)
        return [html.unescape(f) for f in re.findall(r"<a [^>]*>(.*?)</a>", summary[0], re.DOTALL)] if summary else []

    def offered(self, name: str) -> list[str]:
        """The values a field can take."""
        return [v for _, n, v in self.fields if n == name]


class Person:
    """Somebody in front of the pages. What they see is `seen`."""

    def __init__(self, client: TestClient):
        self.client = client
        self.seen = Shown(client.get("/"))

    def press(self, action: str, *, to: str = "/interview", **fields: Any) -> Shown:
        """Press a button with these fields filled in."""
        data = {"state": self.seen.state, "action": action, **{k.replace("__", "."): v for k, v in fields.items()}}
        self.seen = Shown(self.client.post(to, data=data))
        return self.seen

    def say(self, words: str) -> Shown:
        """Answer in free words, and confirm what was read of them."""
        self.press("continue", words=words)
        ticked, meant = self.seen.checked.get("present", []), self.seen.offered("meant")
        return self.press("continue", words=words, shown=words, present=ticked, meant=meant)

    def who(self, age: str = "66", sex: str = "female", since: str = "3 weeks", **more: str) -> Shown:
        """Say who it is, and since when, and of no illness and no medicine."""
        return self.press("continue", age=age, sex=sex, since=since, **{"present": "none", **more})

    def tick(self, *present: str, **more: str) -> Shown:
        """Answer a tick-list; nothing ticked is "none of these"."""
        return self.press("continue", present=list(present) or ["none"], **more)

    def upload(self, text: str | bytes, name: str = "case.yaml") -> Shown:
        """Upload a case file."""
        self.seen = Shown(self.client.post("/case-file", files={"file": (name, text)}))
        return self.seen


def case_of(person: Person) -> dict[str, Any]:
    """The case that the answers given so far come to."""
    return yaml.safe_load(person.client.post("/download/case", data={"state": person.seen.state}).text)


@contextmanager
def begun() -> Iterator[Person]:
    """Somebody at the first question, on pages of their own."""
    with client() as site:
        person = Person(site)
        person.press("start")
        yield person


@contextmanager
def real_server(**settings: Any) -> Iterator[str]:
    """A server on a free port of this machine, in a thread of its own; its address."""
    app = create_app(Settings(**settings))
    config = uvicorn.Config(app, port=0, log_level="warning", access_log=False, lifespan="on", http=Connection)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"{ADDRESS}:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
