"""What is worked out the first time that it is asked for."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def once(known: dict[K, V], key: K, work: Callable[[K], V]) -> V:
    """What is known of a key, worked out the first time; never None."""
    found = known.get(key)
    if found is None:
        found = known[key] = work(key)
    return found
