"""Likeness of words by their letters: n-grams of 2 to 5 within a word."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from math import log
from typing import Any

SHORTEST, LONGEST = 2, 5
_CLOSE = 0.25  # words less alike than this are no more alike than any two
_AT_MOST = 40  # like words of one word


@cache
def grams(word: str) -> tuple[str, ...]:
    """The letter n-grams of a word, its ends marked."""
    padded = f" {word} "
    return tuple(padded[i : i + n] for n in range(SHORTEST, LONGEST + 1) for i in range(len(padded) - n + 1))


class Letters:
    """The words of many texts, and which are alike."""

    def __init__(self, texts: Iterable[Iterable[str]]):
        """`texts` are the words of each text."""
        weights: Counter[str] = Counter()
        words: set[str] = set()
        total = 0
        for text in texts:
            total += 1
            mine = set(text)
            words |= mine
            weights.update({gram for word in mine for gram in grams(word)})
        self._idf = {gram: log((1 + total) / (1 + n)) + 1 for gram, n in weights.items()}
        self._rare = log(1 + total) + 1
        self.size: dict[str, float] = {}
        self._words: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for word in sorted(words):
            vector = self._vector(word)
            self.size[word] = sum(x * x for x in vector.values())
            for gram, weight in vector.items():
                self._words[gram].append((word, round(weight, 3)))
        self._like: dict[str, Mapping[str, float]] = {}

    def dump(self) -> dict[str, Any]:
        """What `load` makes it from again."""
        return {"idf": self._idf, "rare": self._rare, "size": self.size, "words": self._words}

    @classmethod
    def load(cls, data: dict[str, Any]) -> "Letters":
        """What `dump` gave."""
        letters = cls.__new__(cls)
        letters._idf, letters._rare, letters.size, letters._words = (data[k] for k in ("idf", "rare", "size", "words"))
        letters._like = {}
        return letters

    def _vector(self, word: str) -> dict[str, float]:
        counts: dict[str, float] = {}
        for gram in grams(word):
            counts[gram] = counts.get(gram, 0.0) + self._idf.get(gram, self._rare)
        return counts

    def own(self, word: str) -> float:
        """The squared length of a word's vector."""
        return self.size[word] if word in self.size else sum(x * x for x in self._vector(word).values())

    def product(self, one: str, other: str) -> float:
        """The inner product of two words."""
        if one == other:
            return self.own(one)
        first, second = self._vector(one), self._vector(other)
        return sum(weight * second[gram] for gram, weight in first.items() if gram in second)

    def like(self, word: str) -> Mapping[str, float]:
        """The known words most like a word, with their inner products."""
        if (known := self._like.get(word)) is None:
            dots: dict[str, float] = defaultdict(float)
            for gram, weight in self._vector(word).items():
                if len(gram) > 2:
                    for other, theirs in self._words.get(gram, ()):
                        dots[other] += weight * theirs
            own = self.own(word)
            near = [(dot, other) for other, dot in dots.items() if dot * dot > _CLOSE * _CLOSE * own * self.size[other]]
            near.sort(reverse=True)
            known = {other: dot for dot, other in near[:_AT_MOST]}
            if len(self._like) > 20_000:
                self._like.clear()
            self._like[word] = known
        return known
