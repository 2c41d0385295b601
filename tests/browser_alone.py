"""A Chromium that reaches this machine alone, a host of files for it, and the parts of pages that it answers itself."""

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PARTS = os.environ.get("SOLEUS_BROWSER_PARTS")
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip


@contextmanager
def chromium() -> Iterator[Any]:
    """A Chromium, closed in the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


def overheard(page: Any) -> tuple[list[str], list[str]]:
    """The addresses that a page will have asked for, and what it will have complained of."""
    asked: list[str] = []
    complaints: list[str] = []
    page.set_default_timeout(600_000)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    return asked, complaints


def missing() -> str:
    """What is not here that this needs; empty if nothing is."""
    if not PARTS:
        return "SOLEUS_BROWSER_PARTS names no folder with Pyodide (docs/browser.md)"
    if not CHROMIUM:
        return "there is no chromium on this machine (Debian: apt-get install chromium)"
    return "" if shutil.which("node") else "there is no node on this machine (Debian: apt-get install nodejs)"


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def host(folder: Path) -> Iterator[tuple[str, ThreadingHTTPServer]]:
    """A host of the files in a folder on a free port of this machine: its address, and itself."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", server
        server.shutdown()
