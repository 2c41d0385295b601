"""Many cases at once, spread over the processor's cores."""

import os
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TypeVar

from ..facts.case import Case
from ..rules.knowledge import load_knowledge
from ..rules.knowledge_base import KnowledgeBase

T = TypeVar("T")
Work = Callable[[Case, KnowledgeBase], T]
ENOUGH = 200  # cases: of fewer the other processes take longer to begin than they save
SHARES = 8  # of the cases to each process, so that none waits long for the last


def spread(work: Work[T], cases: Sequence[Case], base: KnowledgeBase) -> list[T]:
    """What `work`, a function of a module, makes of each case, in their order.

    Other processes know no knowledge but the one that ships: with any other, and in a browser, all is done in this one.
    """
    cores = os.cpu_count() or 1
    if cores == 1 or len(cases) < ENOUGH or base.version != _shipped().version:
        return [work(case, base) for case in cases]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    share = max(1, len(cases) // (cores * SHARES))
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        return list(pool.map(partial(_with_knowledge, work), cases, chunksize=share))


@cache
def _shipped() -> KnowledgeBase:
    return load_knowledge()


def _with_knowledge(work: Work[T], case: Case) -> T:
    return work(case, _shipped())
