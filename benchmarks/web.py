"""The server under load from another process on loopback, against the same application serving a static page.

    python benchmarks/web.py [--workers 2] [--users 50] [--seconds 20] [--requests 20000]

Users send their next request as soon as the last is answered. Question pages are the steps of real interviews (the
published cases, answered as they state), results the consultations they end in. Memory is that of all processes of
the server, at the start and at every quarter of a run of `--requests`, mixed as in a visit.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from soleus.interview.question import Question
from soleus.reading.case_files import read_cases
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import Level
from soleus.validation.replay import respond
from soleus.web.settings import Settings
from soleus.web.signed_session import Seal, Walk

PORT, WALKS = 8765, 12
SECRET = "a secret of the benchmark, of no worth"
VISIT = {"static page": 4, "question page": 12, "result page": 1}
PUBLISHED = Path(__file__).parent.parent / "cases" / "published"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


def request(method: str, path: str, fields: dict[str, str] | None = None) -> bytes:
    """One request as it goes over the wire."""
    body = urlencode(fields or {})
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{FORM if fields else ''}Content-Length: {len(body)}\r\n\r\n"
    return (head + body).encode()


def requests(walks: int = WALKS) -> dict[str, list[bytes]]:
    """What so many users ask for: question pages by their step, results, and the start page, a static template."""
    base = load_knowledge()
    seal = Seal(SECRET, base)
    found: dict[str, list[bytes]] = {"static page": [request("GET", "/")], "question page": [], "result page": []}
    for path in sorted(PUBLISHED.glob("*.yaml"))[:: 96 // walks][:walks]:
        (case,) = read_cases(str(path), base.vocabulary)
        walk = Walk(base)
        walk.heeded = Level.EMERGENCY
        while isinstance(coming := walk.next(), Question):
            walk.asking = coming
            found["question page"].append(request("POST", "/interview", {"state": seal.close(walk), "action": "skip"}))
            walk.answer(coming, respond(coming, case, base.vocabulary, "not sure"))
        found["result page"].append(request("POST", "/result", {"state": seal.close(walk)}))
    return found


class Load:
    """Users who ask at random among `kinds` until the time or the number is used up."""

    def __init__(self, kinds: list[list[bytes]], seconds: float | None = None, number: int | None = None):
        self.kinds, self.left = kinds, number
        self.until = time.perf_counter() + seconds if seconds else None
        self.times: list[float] = []
        self.errors = 0

    def more(self) -> bool:
        """Whether another request is to be sent."""
        if self.until:
            return time.perf_counter() < self.until
        self.left = (self.left or 0) - 1
        return self.left >= 0

    async def user(self, seed: int) -> None:
        """One user on one connection."""
        choose = random.Random(seed)
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        while self.more():
            began = time.perf_counter()
            writer.write(choose.choice(choose.choice(self.kinds)))
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(re.search(rb"content-length: (\d+)", head)[1]))
            self.times.append(time.perf_counter() - began)
            self.errors += not head.startswith(b"HTTP/1.1 200")
        writer.close()

    async def users(self, number: int) -> float:
        """All of them at once; requests a second."""
        began = time.perf_counter()
        await asyncio.gather(*(self.user(n) for n in range(number)))
        return len(self.times) / (time.perf_counter() - began)


def memory(leader: int) -> float:
    """Megabytes of private memory (PSS) of the server's processes."""
    total = 0
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                if os.getpgid(int(each.name)) == leader:
                    total += int(re.search(r"^Pss:\s+(\d+)", (each / "smaps_rollup").read_text(), re.M)[1])
            except (OSError, TypeError):
                continue
    return total / 1024


def main() -> None:
    """Start a server, load it, print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--users", type=int, default=50)
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--requests", type=int, default=20_000)
    args = options.parse_args()
    Settings(secret=SECRET).export()
    kinds = requests()
    command = [sys.executable, "-m", "soleus.cli", "serve", "--no-open", "--port", str(PORT)]
    server = subprocess.Popen([*command, "--workers", str(args.workers)], start_new_session=True)
    try:
        asyncio.run(measure(kinds, args, server.pid))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


async def measure(kinds: dict[str, list[bytes]], args: argparse.Namespace, leader: int) -> None:
    """Each kind alone, then the long run."""
    while True:
        try:
            (await asyncio.open_connection("127.0.0.1", PORT))[1].close()
            break
        except OSError:
            await asyncio.sleep(0.3)
    await Load(list(kinds.values()), seconds=8).users(args.users)
    print(f"{args.users} users, {args.workers} workers, {os.cpu_count()} cores, client on the same cores\n")
    print("| | requests a second | median ms | 99th centile ms | of static | errors |\n|---|---|---|---|---|---|")
    static = 0.0
    for name, wire in kinds.items():
        load = Load([wire], seconds=args.seconds)
        rate = await load.users(args.users)
        static = static or rate
        times = sorted(load.times)
        median, last = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
        print(f"| {name} | {rate:.1f} | {median:.0f} | {last:.0f} | {rate / static:.3f} | {load.errors} |", flush=True)
    print(f"\nmemory in MB over {args.requests} mixed requests: {memory(leader):.0f}", end="", flush=True)
    errors = 0
    for _ in range(4):
        load = Load([wire for name, wire in kinds.items() for _ in range(VISIT[name])], number=args.requests // 4)
        await load.users(args.users)
        errors += load.errors
        print(f", {memory(leader):.0f}", end="", flush=True)
    print(f"; errors {errors}")


if __name__ == "__main__":
    main()
