"""Starting the server: loopback unless told otherwise, no access log, a graceful stop."""

import socket
import threading
import time
import webbrowser
from dataclasses import replace
from ipaddress import ip_address

import uvicorn

from ..facts.errors import SoleusError
from .connection import Connection
from .settings import LOOPBACK, from_environment

STOP_SECONDS, READY_SECONDS = 10, 30


class CannotServe(SoleusError):
    """The address cannot be had."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def serve(host: str, port: int, workers: int, open_page: bool) -> None:
    """Serve until stopped. What is under way at a stop is finished. Raises CannotServe, or WeakSecret.

    A key in SOLEUS_SECRET is kept, so that several servers can serve one interview.
    """
    _try(host, port)
    replace(from_environment(), hosts=LOOPBACK if is_loopback(host) else ("*",)).export()
    if open_page:
        threading.Thread(target=_open, args=(host, port), daemon=True).start()
    uvicorn.run(
        "soleus.web.app:served",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        http=Connection,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def _try(host: str, port: int) -> None:
    """Bind once, so that an address that cannot be had is one clear message."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise CannotServe(f"cannot listen on {host} port {port}: {error.strerror or error}") from None


def _open(host: str, port: int) -> None:
    """Open the page in a browser as soon as somebody answers."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        try:
            with socket.create_connection((shown, port), timeout=1):
                webbrowser.open(f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/")
                return
        except OSError:
            time.sleep(0.2)
