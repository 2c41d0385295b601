"""The processor time that the server spends on one request, in its own process and without a network.

    python benchmarks/page.py [--walks 48]

The application of a worker process is called as a server calls it, with every thread counted, for the requests of
benchmarks/web.py: the pages of so many real interviews, of different cases, and the results they end in. The first few
of a kind are not counted; no request is made twice, so that nothing is remembered that would not be in a visit.
"""

import argparse
import asyncio
import time
from typing import Any

from soleus.validation.replay import centile
from soleus.web.app import served
from soleus.web.settings import Settings
from web import SECRET, requests

GOAL = {"question page": 6, "result page": 15}  # milliseconds aimed at; the last centile at five times the median
APART = 5
WARMING = 5  # requests of a kind


async def answered(app: Any, wire: bytes) -> tuple[int, bytes]:
    """The status and the body of what the application answers to a request as it goes over the wire."""
    head, _, body = wire.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    method, path, _ = first.decode().split()
    headers = [(name.lower(), value) for name, value in (line.split(b": ", 1) for line in lines)]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
        "raw_path": path.encode(), "query_string": b"", "headers": headers, "scheme": "http", "root_path": "",
        "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "state": {},
    }  # fmt: skip
    incoming = [{"type": "http.request", "body": body, "more_body": False}]
    outgoing: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return incoming.pop() if incoming else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        outgoing.append(message)

    await app(scope, receive, send)
    return outgoing[0]["status"], b"".join(message.get("body", b"") for message in outgoing[1:])


async def measured(app: Any, wires: list[bytes]) -> list[float]:
    """The milliseconds of processor time of each request."""
    taken = []
    for wire in wires:
        begun = time.process_time()
        status, _ = await answered(app, wire)
        taken.append((time.process_time() - begun) * 1000)
        if status != 200:
            raise SystemExit(f"status {status} at {wire.splitlines()[0].decode()}")
    return taken


async def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--walks", type=int, default=48)
    kinds = requests(options.parse_args().walks)
    Settings(secret=SECRET).export()
    app = served()
    async with app.router.lifespan_context(app):
        for wires in kinds.values():
            await measured(app, wires[:WARMING])
        print("| | requests | median ms | goal | 99th centile ms | goal |\n|---|---|---|---|---|---|")
        for name, wires in kinds.items():
            taken = await measured(app, wires[WARMING:] or wires)
            median, last = centile(taken, 0.5), centile(taken, 0.99)
            aims = (f"{GOAL[name]}", f"{APART * median:.0f}") if name in GOAL else ("", "")
            print(f"| {name} | {len(taken)} | {median:.1f} | {aims[0]} | {last:.1f} | {aims[1]} |", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
