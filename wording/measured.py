"""Tests that were done already: what a case has the value of is not told to be tested."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ..engine.consultation import Consultation
from ..rules.condition import Compare
from ..rules.knowledge_base import KnowledgeBase
from .words import join

_PARTS = re.compile(r",| and | with | or ")
_EMPTY = {"a", "at", "blood", "in", "level", "once", "of", "serum", "the", "total", "whole"}
Words = frozenset[str]


def measured(consultation: Consultation, base: KnowledgeBase) -> frozenset[str]:
    """The measurements that a case gives, by their value or by a finding that only such a value shows."""
    known = {f.about for f in consultation.trace.facts if f.kind == "finding" and f.origin != "implied"}
    shown = {r.when.measurement for r in base.derive if isinstance(r.when, Compare) and r.then in known}
    return frozenset(consultation.case.labs) | shown


def still_to_test(test: str, done: frozenset[str], base: KnowledgeBase) -> str | None:
    """A test as it is told, saying what of it is measured already; None if all of it is."""
    name, colon, because = test.partition(":")
    parts = [p.strip() for p in _PARTS.split(name)]
    names = {words: label for m in done for words, label in _names(m, base)}
    already = [names[_words(p)] for p in parts if _words(p) in names]
    if not already:
        return test
    if len(already) == len(parts):
        return None
    return f"{name} (measured already: {join(list(dict.fromkeys(already)))}){colon}{because}"


@lru_cache(maxsize=1024)
def _names(measurement: str, base: KnowledgeBase) -> tuple[tuple[Words, str], ...]:
    return tuple(_named(measurement, base))


def _named(measurement: str, base: KnowledgeBase) -> Iterator[tuple[Words, str]]:
    """Each name of a measurement as its words, with its label."""
    record = base.vocabulary.measurements[measurement]
    for name in (record.label.partition("(")[0], measurement.replace("_", " "), *record.synonyms):
        yield _words(name), record.label


def _words(name: str) -> Words:
    return frozenset(re.findall(r"[a-z0-9]+", name.lower())) - _EMPTY
