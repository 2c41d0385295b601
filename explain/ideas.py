"""Sets of changed answers that are one idea: the same findings answered another way, or broader and narrower ones."""

import itertools
from collections.abc import Callable, Iterable
from math import prod
from typing import Any

from ..facts.finding import Record
from ..facts.vocabulary import Vocabulary
from ..rules.rule import Level
from .change import Change
from .search.options import Option


class TippingSet(Record):
    """Answers that tip it when changed together.

    Each entry of `choices` lists single changes that do the same: one of each is enough. `after` is what comes of the
    first of each: the level, the first two and their scores, and the `rules` that then ask for that level and did not.
    `alike` counts the further sets that are the same idea: to raise the level, those that set off the same rules; else
    the same findings answered another way, or broader or narrower ones.
    """

    choices: tuple[tuple[Change, ...], ...]
    level: Level
    order: tuple[str, str]
    scores: tuple[int, int]
    rules: tuple[str, ...]
    alike: int = 0


class Idea:
    """One set of options, as it is told, and the others that are the same idea."""

    def __init__(self, found: tuple[Option, ...], told: TippingSet):
        self.found, self.told = found, told
        self.sets = {frozenset(found)}

    def add(self, found: tuple[Option, ...]) -> None:
        """Another set that is the same idea."""
        self.sets.add(frozenset(found))

    def same_findings(self, other: tuple[Option, ...], vocabulary: Vocabulary) -> bool:
        """Whether another set changes these findings, or broader or narrower ones, in some order."""
        return any(
            all(_alike(a, b, vocabulary) for a, b in zip(self.found, order, strict=True))
            for order in itertools.permutations(other)
        )

    def gathered(self, order: Callable[[Change], Any]) -> TippingSet:
        """The set as told, beside each answer whatever can take its place, and the rest counted."""
        places = [[option] for option in self.found]
        for option in (o for found in self.sets for o in found):
            for number, place in enumerate(places):
                if option not in place and self._fits(option, places, number):
                    place.append(option)
        choices = tuple(
            (told[0], *sorted((c for o in place for c in o.changes if c != told[0]), key=order))
            for told, place in zip(self.told.choices, places, strict=True)
        )
        alike = sum(map(ways, self.sets)) - prod(map(len, choices))
        return self.told.model_copy(update={"choices": choices, "alike": alike})

    def _fits(self, option: Option, places: list[list[Option]], number: int) -> bool:
        """Whether an option does the same in this place, whatever is chosen in the others."""
        tried = [*places[:number], [option], *places[number + 1 :]]
        return all(frozenset(chosen) in self.sets for chosen in itertools.product(*tried))


def ways(options: Iterable[Option]) -> int:
    """In how many ways a set of options can be chosen: each option stands for several changes."""
    return prod(len(o.changes) for o in options)


def _alike(one: Option, other: Option, vocabulary: Vocabulary) -> bool:
    """Whether two options change the same finding, or one a broader kind of the other's."""
    a, b = one.changes[0].about, other.changes[0].about
    return a in vocabulary.broader(b) or b in vocabulary.broader(a)
