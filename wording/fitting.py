"""Advice that fits a person: nothing that holds what is unfit for them, each food once."""

import re
from collections.abc import Iterable

from ..engine.consultation import Consultation
from ..engine.evaluate import Facts, met
from ..facts.finding import State
from ..rules.knowledge_base import KnowledgeBase

_EMPTY = {"a", "and", "as", "other", "of", "in", "or", "such", "the", "with", "including"}


def unfit(consultation: Consultation, base: KnowledgeBase) -> frozenset[str]:
    """The contents that are unfit for the person of a consultation."""
    facts = _facts(consultation, base)
    return frozenset(name for name, content in base.contents.items() if met(content.unfit_for, facts, base))


def fitting(items: Iterable[str], barred: frozenset[str], base: KnowledgeBase) -> tuple[str, ...]:
    """The items that hold nothing barred, in order, each once."""
    return tuple(i for i in dict.fromkeys(items) if barred.isdisjoint(base.holds.get(i, ())))


def each_food_once(foods: tuple[str, ...]) -> tuple[str, ...]:
    """The foods, less those that another one names as well."""
    words = [_words(f) for f in foods]
    return tuple(f for i, f in enumerate(foods) if not _double(i, words))


def _facts(consultation: Consultation, base: KnowledgeBase) -> Facts:
    known = [f for f in consultation.trace.facts if f.kind == "finding"]
    return Facts(
        present={f.about for f in known if f.state == State.PRESENT.value},
        absent={f.about for f in known if f.state == State.ABSENT.value},
        readings=consultation.case.readings(base.vocabulary),
    )


def _double(place: int, words: list[frozenset[str]]) -> bool:
    """Whether every word of one food stands in another; of two that are alike the first stays."""
    mine = words[place]
    return any(mine < other or (mine == other and i < place) for i, other in enumerate(words) if i != place)


def _words(food: str) -> frozenset[str]:
    return frozenset(w.removesuffix("s") for w in re.findall(r"[a-z0-9]+", food.lower()) if w not in _EMPTY)
