"""Which known wordings a clause is nearest to: letters, words and pairs of words, weighted by how telling they are."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log, sqrt

from .grams import Letters

_COMMON = 1200  # texts: a word in more is not looked up by its letters


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
    return [*stems, *(f"{a} {b}" for a, b in zip(plain, plain[1:], strict=False))]


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
        self._texts: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, vector in enumerate(vectors):
            size = sqrt(sum((n * self._idf[f]) ** 2 for f, n in vector.items())) or 1.0
            for feature, n in vector.items():
                self._texts[feature].append((at, n * self._idf[feature] / size))
        self.letters = Letters(w.words for w in wordings)
        self._with: dict[str, list[int]] = defaultdict(list)
        for at, wording in enumerate(wordings):
            for word in wording.words:
                self._with[word].append(at)
        self._sizes = [self._size(w.words) for w in wordings]

    def _size(self, words: Sequence[str]) -> float:
        total = sum(self.letters.own(word) for word in words)
        for i, word in enumerate(words):
            like = self.letters.like(word)
            total += 2 * sum(like.get(other, 0.0) for other in words[i + 1 :])
        return sqrt(total) or 1.0

    def nearest(self, words: Sequence[str], stems: Sequence[str], limit: int = 60) -> list[tuple[float, Wording]]:
        """The wordings most like a clause, with their likeness from 0 to 1, the most like first."""
        scores: dict[int, float] = defaultdict(float)
        vector = Counter(features(stems))
        size = sqrt(sum((n * self._idf.get(f, self._rare)) ** 2 for f, n in vector.items())) or 1.0
        for feature, n in vector.items():
            weight = (1 - self._share) * n * self._idf.get(feature, self._rare) / size
            for at, theirs in self._texts.get(feature, ()):
                scores[at] += weight * theirs
        own = self._size(words)
        for word in words:
            for other, product in self.letters.like(word).items():
                texts = self._with[other]
                if len(texts) <= _COMMON:
                    weight = self._share * product / own
                    for at in texts:
                        scores[at] += weight / self._sizes[at]
        best = heapq.nlargest(limit, scores.items(), key=lambda each: (each[1], -each[0]))
        return [(score, self.wordings[at]) for at, score in best]


def words_known(wordings: Collection[Wording]) -> set[str]:
    """Every word of the wordings."""
    return {word for wording in wordings for word in wording.words}
