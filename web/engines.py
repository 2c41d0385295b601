"""The threads that do the thinking: few, behind bounded queues, a lane for what is heavy and one for what is light."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from ..engine.consult import consult
from ..facts.case import Case
from ..facts.errors import SoleusError
from ..interview.complaints import complaints
from ..interview.next_question import next_question
from ..reading.reader import read
from ..rules.knowledge_base import KnowledgeBase

P = ParamSpec("P")
R = TypeVar("R")


class Overloaded(SoleusError):
    """More is being asked than can be answered in time."""


class Lane:
    """Some threads and their queue.

    The queue is bounded by `waiting`, time by `seconds` an answer. A call that runs out of time is given up; its thread
    is free again when it ends.
    """

    def __init__(self, pool: ThreadPoolExecutor, waiting: int, seconds: float):
        self.pool, self.waiting, self.seconds = pool, waiting, seconds
        self.under_way = 0
        self.counting = threading.Lock()

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work`, done on a thread of this lane. Raises Overloaded."""
        with self.counting:
            if self.under_way >= self.waiting:
                raise Overloaded("too many requests are waiting; try again in a moment")
            self.under_way += 1
        future = self.pool.submit(work, *args, **kwargs)
        future.add_done_callback(lambda _: self._done())
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self.seconds)
        except TimeoutError:
            raise Overloaded(f"this took longer than {self.seconds:g} seconds and was given up") from None

    def _done(self) -> None:
        with self.counting:
            self.under_way -= 1


def warm(base: KnowledgeBase) -> None:
    """Make the reader, the records and the rules ready that the first person would wait for."""
    read("tired legs since an odd dance", base.vocabulary)
    consult(Case(), base)
    told = Case(age=50.0, sex="female", duration_days=30.0, present=tuple(f.id for f in complaints(base)[:1]))
    next_question(told, base)


class Engines:
    """A lane of `threads` that consult `base`, and one thread for `light` work, which none of that holds up.

    Memory is bounded by the threads.
    """

    def __init__(self, base: KnowledgeBase, threads: int, waiting: int, seconds: float):
        self.base = base
        heavy = ThreadPoolExecutor(threads, "engine", initializer=warm, initargs=(base,))
        self.heavy = Lane(heavy, waiting, seconds)
        self.light = Lane(ThreadPoolExecutor(1, "light"), waiting, seconds)
        self.run = self.heavy.run
        heavy.submit(int)

    def close(self) -> None:
        """Let what is under way end, and drop what waits."""
        for lane in (self.heavy, self.light):
            lane.pool.shutdown(wait=True, cancel_futures=True)
