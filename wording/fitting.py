"""Foods that fit a person, each said once."""

import re
from functools import cache
from pathlib import Path

import yaml

from ..facts.finding import Record

FILE = Path(__file__).with_name("fit.yaml")
_EMPTY = {"a", "and", "as", "other", "of", "in", "or", "such", "the", "with", "including"}


class Unfit(Record):
    """With any of `with_` present, a food that holds one of `words` and none of `unless` is left out."""

    with_: tuple[str, ...]
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()

    def bars(self, food: str) -> bool:
        """Whether this food is barred."""
        low = food.lower()
        return any(w in low for w in self.words) and not any(u in low for u in self.unless)


@cache
def unfit() -> tuple[Unfit, ...]:
    """What does not fit whom, from fit.yaml."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Unfit(with_=e["with"], words=e["words"], unless=e.get("unless", ())) for e in entries)


def fitting(foods: list[str], present: frozenset[str]) -> tuple[str, ...]:
    """The foods that fit someone of whom these findings are present, in order, doubles left out."""
    barring = [u for u in unfit() if not present.isdisjoint(u.with_)]
    left = [f for f in dict.fromkeys(foods) if not any(u.bars(f) for u in barring)]
    words = [_words(f) for f in left]
    return tuple(f for i, f in enumerate(left) if not _double(i, words))


def _double(place: int, words: list[frozenset[str]]) -> bool:
    """Whether every word of one food stands in another; of two that are alike the first stays."""
    mine = words[place]
    return any(mine < other or (mine == other and i < place) for i, other in enumerate(words) if i != place)


def _words(food: str) -> frozenset[str]:
    return frozenset(w.removesuffix("s") for w in re.findall(r"[a-z0-9]+", food.lower()) if w not in _EMPTY)
