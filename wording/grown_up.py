"""What is told of a small child without what only grown-ups do or have."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ..engine.consultation import Consultation
from .addressing import CHILD, parents_words

UNDER = 12
"""The age in years below which nobody is taken to drink, smoke, drive or carry a child."""


def is_small_child(consultation: Consultation) -> bool:
    """Whether it is of a child under twelve."""
    age = consultation.case.age
    if age is not None:
        return age < UNDER
    return any(f.about == CHILD and f.state == "present" for f in consultation.trace.facts)


def fits(label: str, age: float | None) -> bool:
    """Whether someone of this age in years may be asked it, by its name: no small child takes a statin."""
    return age is None or age >= UNDER or _grown_up().search(label) is None


def of_a_small_child(items: Mapping[str, str]) -> dict[str, str]:
    """Items as they are told: those of grown-ups are left out, and of others the reason that speaks of them."""
    return dict(_kept(items))


def _kept(items: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for item, told in items.items():
        name, _, because = told.partition(":")
        if not _grown_up().search(name):
            yield item, name if _grown_up().search(because) else told


@cache
def _grown_up() -> re.Pattern[str]:
    words: list[str] = parents_words()["grown_up"]
    return re.compile("|".join(rf"\b{re.escape(word)}" for word in words), re.IGNORECASE)
