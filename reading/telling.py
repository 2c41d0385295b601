"""How telling each word is of each finding, and of denial: counted over all wordings."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log, sqrt
from typing import Any

from .index import Wording, features

_PRIOR = 8  # wordings added to each finding, so that few do not tell too much
_COMMON = 900  # wordings: a feature in more of them tells of nothing
_STEM = 4  # letters of a word that count by themselves, so that its other forms count as well


def marks(wording_words: Sequence[str], stems: Sequence[str]) -> set[str]:
    """What is counted of a clause."""
    return set(features(stems)) | {f"#{word[:_STEM]}" for word in wording_words if len(word) > _STEM}


class Telling:
    """Counts of what stands in the wordings of each finding."""

    def __init__(self, wordings: Iterable[Wording]):
        self._of: dict[str, Counter[str]] = defaultdict(Counter)
        self._sizes: Counter[str] = Counter()
        for wording in wordings:
            if wording.kind in ("says", "name"):
                found = marks(wording.words, wording.stems)
                for finding in wording.findings:
                    self._sizes[finding] += 1
                    for mark in found:
                        self._of[mark][finding] += 1
        self._total = sum(self._sizes.values()) or 1
        self._sums = {mark: sum(counts.values()) for mark, counts in self._of.items()}

    def dump(self) -> dict[str, Any]:
        """What `load` makes it from again."""
        return {"of": self._of, "sizes": self._sizes}

    @classmethod
    def load(cls, data: dict[str, Any]) -> "Telling":
        """What `dump` gave."""
        telling = cls([])
        telling._of, telling._sizes = data["of"], data["sizes"]
        telling._total = sum(telling._sizes.values()) or 1
        telling._sums = {mark: sum(counts.values()) for mark, counts in telling._of.items()}
        return telling

    def scores(self, words: Sequence[str], stems: Sequence[str]) -> dict[str, float]:
        """How much a clause tells of each finding."""
        told: dict[str, float] = defaultdict(float)
        found = marks(words, stems)
        for mark in found:
            total = self._sums.get(mark, 0)
            if 0 < total <= _COMMON:
                share = total / self._total
                for finding, count in self._of[mark].items():
                    told[finding] += log(1 + count / (self._sizes[finding] + _PRIOR) / share)
        size = sqrt(len(found)) or 1.0
        return {finding: score / size for finding, score in told.items()}


class Manner:
    """Whether a clause sounds said, denied, or not to be taken, by its small words."""

    def __init__(self, wordings: Iterable[Wording]):
        self._counts: dict[str, Counter[str]] = {k: Counter() for k in ("says", "denies", "not_to_be_taken")}
        self._sizes: Counter[str] = Counter()
        for wording in wordings:
            if wording.kind in self._counts:
                self._sizes[wording.kind] += 1
                self._counts[wording.kind].update(self._marks(wording.words))

    def dump(self) -> dict[str, Any]:
        """What `load` makes it from again."""
        return {"counts": self._counts, "sizes": self._sizes}

    @classmethod
    def load(cls, data: dict[str, Any]) -> "Manner":
        """What `dump` gave."""
        manner = cls([])
        manner._counts, manner._sizes = data["counts"], Counter(data["sizes"])
        return manner

    @staticmethod
    def _marks(words: Sequence[str]) -> set[str]:
        bound = ("^", *words, "$")
        return {*words, *(f"{a} {b}" for a, b in itertools.pairwise(bound))}

    def odds(self, words: Sequence[str], kind: str) -> float:
        """The log odds of a kind against being said."""
        said, other = self._counts["says"], self._counts[kind]
        n, m = self._sizes["says"] or 1, self._sizes[kind] or 1
        found = self._marks(words)
        total = 0.0
        for mark in found:
            a, b = said.get(mark, 0), other.get(mark, 0)
            if a + b > 2:
                total += log((b + 0.5) / (m + 1)) - log((a + 0.5) / (n + 1))
        return total + log(m / n)
