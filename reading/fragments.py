"""Entries that say how something is and not where: "red and shiny", after "big toe joint sore"."""

from dataclasses import replace

from ..facts.vocabulary import Vocabulary
from .entries import entry_of
from .entry import Entry
from .letters import clean

_SAYS_HOW = frozenset(["quality", "trigger"])


class Fragments:
    """The entries of a list, each read beside the last one before it that named a place."""

    def __init__(self, key: str, vocabulary: Vocabulary):
        self._key, self._vocabulary = key, vocabulary
        self._earlier: list[str] = []

    def entry(self, text: str) -> Entry:
        """What an entry comes to; of one that alone leaves open what it means, what it means of that place.

        Raises InputError.
        """
        own = entry_of(self._key, text, self._vocabulary)
        placed = None if own.present or own.absent else self._placed(text)
        self._earlier.append(text)
        return placed or own

    def _sorts(self, text: str) -> set[str]:
        from .known import known
        from .parts import find_parts
        from .tokens import tokenize

        return {part.sort for part in find_parts(tokenize(clean(text)), known(self._vocabulary).composer.automaton)}

    def _placed(self, text: str) -> Entry | None:
        """The entry as it adds to the last one that named a place; None if that makes nothing of it."""
        sorts = self._sorts(text)
        if "site" in sorts or not sorts & _SAYS_HOW:
            return None
        before = next((earlier for earlier in reversed(self._earlier) if "site" in self._sorts(earlier)), None)
        return None if before is None else self._beside(before, text)

    def _beside(self, before: str, text: str) -> Entry | None:
        alone = entry_of(self._key, before, self._vocabulary)
        both = entry_of(self._key, f"{before}, {text}", self._vocabulary)
        known_before = {*alone.findings}
        present = tuple(f for f in both.present if f not in known_before)
        if not present or not {*alone.present} <= {*both.findings}:
            return None
        return replace(
            both,
            present=present,
            absent=(),
            asked=tuple(s for s in both.asked if s.finding not in known_before),
            unread=tuple(w for w in both.unread if w not in alone.unread),
            read=tuple(u for u in both.read if u.finding in present),
        )
