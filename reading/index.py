"""Which known wordings a clause is nearest to: letters, words and pairs of words, weighted by how telling they are."""

import heapq
import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

from .grams import Letters

_COMMON = 600  # texts: what stands in more is no reason to look at them
_WIDER = 4  # times as many are looked at closely as are given


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of saying something: its words, its stems with their parts, what it says, how, and whose it is.

    `kind` is name, says, denies or not_to_be_taken.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    findings: tuple[str, ...]
    kind: str
    writer: str = ""


def features(stems: Sequence[str]) -> list[str]:
    """The words, and pairs of neighbours."""
    plain = [s for s in stems if s[0] != "@"]
    return [*stems, *(f"{a} {b}" for a, b in itertools.pairwise(plain))]


class Index:
    """Wordings, found by likeness."""

    def __init__(self, wordings: Sequence[Wording], letters_share: float = 0.5):
        self.wordings = wordings
        self._share = letters_share
        counts: Counter[str] = Counter()
        vectors = [Counter(features(w.stems)) for w in wordings]
        for vector in vectors:
            counts.update(vector.keys())
        total = len(wordings)
        self._rare = log(1 + total) + 1
        self._idf = {feature: log((1 + total) / (1 + n)) + 1 for feature, n in counts.items()}
        self._texts: dict[str, list[tuple[int, float]]] = {}
        for at, vector in enumerate(vectors):
            size = sqrt(sum((n * self._idf[f]) ** 2 for f, n in vector.items())) or 1.0
            for feature, n in vector.items():
                self._texts.setdefault(feature, []).append((at, round(n * self._idf[feature] / size, 4)))
        self.letters = Letters(w.words for w in wordings)
        self._with: dict[str, list[int]] = {}
        for at, wording in enumerate(wordings):
            for word in wording.words:
                self._with.setdefault(word, []).append(at)
        self._often = {f: dict(rows) for f, rows in self._texts.items() if len(rows) > _COMMON}
        for feature in self._often:
            del self._texts[feature]
        self._usual = {word: frozenset(at) for word, at in self._with.items() if len(at) > _COMMON}
        self._sizes = [round(self._size(w.words), 3) for w in wordings]

    def dump(self) -> dict[str, Any]:
        """What `load` makes it from again."""
        return {
            "share": self._share, "rare": self._rare, "idf": self._idf, "texts": self._texts, "with": self._with,
            "often": {f: list(rows.items()) for f, rows in self._often.items()}, "sizes": self._sizes,
            "letters": self.letters.dump(), "wordings": [(w.findings, w.kind, w.writer) for w in self.wordings],
        }  # fmt: skip

    @classmethod
    def load(cls, data: dict[str, Any]) -> "Index":
        """What `dump` gave; the wordings are then without their words."""
        index = cls.__new__(cls)
        index._share, index._rare, index._idf = data["share"], data["rare"], data["idf"]
        index._texts, index._with, index._sizes = data["texts"], data["with"], data["sizes"]
        index._often = {f: dict(rows) for f, rows in data["often"].items()}
        index._usual = {word: frozenset(at) for word, at in index._with.items() if len(at) > _COMMON}
        index.letters = Letters.load(data["letters"])
        index.wordings = [Wording((), (), tuple(f), kind, writer) for f, kind, writer in data["wordings"]]
        return index

    @property
    def words(self) -> frozenset[str]:
        """Every word of the wordings."""
        return frozenset(self._with)

    def _size(self, words: Sequence[str]) -> float:
        total = sum(self.letters.own(word) for word in words)
        for i, word in enumerate(words):
            like = self.letters.like(word)
            total += 2 * sum(like.get(other, 0.0) for other in words[i + 1 :])
        return sqrt(total) or 1.0

    def nearest(self, words: Sequence[str], stems: Sequence[str], limit: int = 60) -> list[tuple[float, Wording]]:
        """The wordings most like a clause, with their likeness from 0 to 1, the most like first.

        Only those that share a telling word are looked at; its common words then count as well.
        """
        scores: dict[int, float] = defaultdict(float)
        vector = Counter(features(stems))
        size = sqrt(sum((n * self._idf.get(f, self._rare)) ** 2 for f, n in vector.items())) or 1.0
        common: list[tuple[dict[int, float], float]] = []
        for feature, n in vector.items():
            weight = (1 - self._share) * n * self._idf.get(feature, self._rare) / size
            if feature in self._often:
                common.append((self._often[feature], weight))
            for at, theirs in self._texts.get(feature, ()):
                scores[at] += weight * theirs
        own = self._size(words)
        usual: list[tuple[frozenset[int], float]] = []
        for word in words:
            for other, product in self.letters.like(word).items():
                weight = self._share * product / own
                if other in self._usual:
                    usual.append((self._usual[other], weight))
                else:
                    for at in self._with.get(other, ()):
                        scores[at] += weight / self._sizes[at]
        if not scores:
            for rows, weight in common:
                for at, theirs in rows.items():
                    scores[at] += weight * theirs
            common = []
        if not scores:
            return []
        floor = heapq.nlargest(limit * _WIDER, scores.values())[-1]
        near = [(score, at) for at, score in scores.items() if score >= floor][: 2 * limit * _WIDER]
        full = []
        for score, at in near:
            score += sum(weight * rows[at] for rows, weight in common if at in rows)
            score += sum(weight / self._sizes[at] for texts, weight in usual if at in texts)
            full.append((score, -at))
        full.sort(reverse=True)
        return [(score, self.wordings[-at]) for score, at in full[:limit]]
