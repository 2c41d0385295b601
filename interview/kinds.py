"""Findings by how they are asked for, told once a vocabulary, so that nothing is gone through again for a question."""

from functools import lru_cache

from ..facts.finding import Finding
from ..facts.open_questions import SEXES
from ..facts.vocabulary import Vocabulary
from .headings import BACKGROUND, EXAMINATION
from .once import once

NAMED_TOPICS = (*BACKGROUND, *EXAMINATION)


class Kinds:
    """The findings of a vocabulary by kind.

    `named` are told in free words, `named_only` those of them that are no danger sign. `waits` says of a finding that
    is not asked before something else is so what that may be. `narrower` and `broader` are the others that imply a
    finding, and that it implies, where there are any.
    """

    def __init__(self, vocabulary: Vocabulary):
        self._findings = list(vocabulary.findings.values())
        self.dangers = [f for f in self._findings if f.danger]
        self.named = frozenset(f.id for f in self._findings if f.topic in NAMED_TOPICS)
        self.named_only = self.named.difference(f.id for f in self.dangers)
        needed = {f.id: frozenset(f.ask_if).difference(SEXES) for f in self._findings}
        self.waits = {name: others for name, others in needed.items() if others}
        self.narrower = {f.id: others for f in self._findings if (others := vocabulary.narrower(f.id) - {f.id})}
        self.broader = {f.id: others for f in self._findings if (others := vocabulary.broader(f.id) - {f.id})}
        self._of: dict[tuple[str, ...], list[Finding]] = {}

    def of(self, topics: tuple[str, ...]) -> list[Finding]:
        """The findings of these topics."""
        return once(self._of, topics, lambda wanted: [f for f in self._findings if f.topic in wanted])


@lru_cache(maxsize=8)
def kinds(vocabulary: Vocabulary) -> Kinds:
    """The kinds of a vocabulary, told once."""
    return Kinds(vocabulary)
