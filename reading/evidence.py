"""What speaks for each finding that a clause may mean, as numbers to be weighed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..facts.finding import State
from .index import Index, Wording
from .telling import Manner, Telling

TELLING_SHARE = 0.1  # chosen by leaving writers out: 0.62 first and 0.79 among three, against 0.54 and 0.73 at 0
MOST = 8  # findings of a clause that are weighed
_KIND = {"says": State.PRESENT, "name": State.PRESENT, "denies": State.ABSENT, "not_to_be_taken": State.UNKNOWN}

NAMES = (
    "one", "like", "telling", "score", "lead", "named", "denied_like", "untaken_like", "composed", "composed_near",
    "composed_denied", "composed_doubt", "composed_other", "denies", "untaken", "negated", "others", "past", "doubt",
    "length", "unknown", "support", "agree", "whole", "first",
)  # fmt: skip


@dataclass(frozen=True)
class Clue:
    """A finding that a clause may mean, in which state, and the numbers for it by `NAMES`."""

    finding: str
    state: State
    numbers: tuple[float, ...]


@dataclass(frozen=True)
class Heard:
    """What composition and context say of a clause: findings with denied and doubtful, and which triggers it has."""

    made: Sequence[tuple[str, bool, bool, bool]]  # finding, denied, doubtful or another's or past, by a phrase
    triggers: Collection[str]
    unknown: float  # share of its content words that no wording knows
    whole: bool = False


class Evidence:
    """Known wordings, and what they say of a clause."""

    def __init__(self, index: Index, telling: Telling, manner: Manner, broader: Mapping[str, frozenset[str]]):
        self.index, self.telling, self.manner = index, telling, manner
        self._broader = broader

    @classmethod
    def of(cls, wordings: Sequence[Wording], broader: Mapping[str, frozenset[str]]) -> "Evidence":
        """What wordings tell."""
        return cls(Index(wordings), Telling(wordings), Manner(wordings), broader)

    @classmethod
    def load(cls, data: dict[str, Any], broader: Mapping[str, frozenset[str]]) -> "Evidence":
        """What `dump` gave."""
        index, telling = Index.load(data["index"]), Telling.load(data["telling"])
        return cls(index, telling, Manner.load(data["manner"]), broader)

    def dump(self) -> dict[str, Any]:
        """What `load` makes it from again."""
        return {"index": self.index.dump(), "telling": self.telling.dump(), "manner": self.manner.dump()}

    def related(self, one: str, other: str) -> bool:
        """Whether one is the other, broader or narrower."""
        return one in self._broader.get(other, ()) or other in self._broader.get(one, ())

    def clues(self, words: Sequence[str], stems: Sequence[str], heard: Heard) -> list[Clue]:
        """The likeliest findings with what speaks for them, each as said and as denied."""
        like: dict[State, dict[str, list[float]]] = {s: defaultdict(list) for s in State}
        named: dict[str, float] = {}
        for likeness, wording in self.index.nearest(words, stems):
            for finding in wording.findings:
                like[_KIND[wording.kind]][finding].append(likeness)
                if wording.kind == "name":
                    named.setdefault(finding, likeness)
        told = self.telling.scores(words, stems)
        scores: dict[str, float] = {}
        composed = {finding for finding, *_ in heard.made}
        top_told = sorted(told, key=lambda f: -told[f])[:MOST]
        for finding in {*like[State.PRESENT], *like[State.ABSENT], *top_told, *composed}:
            best = like[State.PRESENT].get(finding) or like[State.ABSENT].get(finding) or [0.0]
            scores[finding] = best[0] + 0.15 * sum(best[1:4]) + TELLING_SHARE * told.get(finding, 0.0)
        ranked = sorted(scores, key=lambda f: (-scores[f], f))
        chosen = list(dict.fromkeys((*ranked[:MOST], *sorted(composed))))
        manner = (self.manner.odds(words, "denies"), self.manner.odds(words, "not_to_be_taken"))
        clues = []
        for finding in chosen:
            rival = next((scores[f] for f in ranked if not self.related(f, finding)), 0.0)
            shared = (scores[finding], scores[finding] - rival, told.get(finding, 0.0), named.get(finding, 0.0))
            first = float(ranked[0] == finding)
            near = [max(like[s].get(finding, [0.0])) for s in (State.PRESENT, State.ABSENT, State.UNKNOWN)]
            kin = sum(1 for f in ranked[1:4] if f != finding and self.related(f, finding))
            for state in (State.PRESENT, State.ABSENT):
                clues.append(
                    Clue(finding, state, self._numbers(finding, shared, near, manner, heard, kin, words, first))
                )
        return clues

    def _numbers(
        self,
        finding: str,
        shared: tuple[float, float, float, float],
        near: Sequence[float],
        manner: tuple[float, float],
        heard: Heard,
        kin: int,
        words: Sequence[str],
        first: float,
    ) -> tuple[float, ...]:
        score, lead, told, named = shared
        same = [m for m in heard.made if m[0] == finding]
        close = [m for m in heard.made if self.related(m[0], finding)]
        foreign = [m for m in heard.made if not self.related(m[0], finding)]
        agree = float(bool(close) and first > 0)
        return (
            1.0, near[0], told, score, lead, named, near[1] - near[0], near[2] - near[0],
            float(bool(same)), float(bool(close)), float(any(m[1] for m in close)), float(any(m[2] for m in close)),
            min(len(foreign), 3) / 3, _bound(manner[0]), _bound(manner[1]),
            float("negation" in heard.triggers), float("other" in heard.triggers), float("past" in heard.triggers),
            float("uncertain" in heard.triggers), min(len(words), 20) / 20, heard.unknown, kin / 3, agree,
            float(any(m[3] for m in close)), first,
        )  # fmt: skip


def _bound(odds: float) -> float:
    return max(-10.0, min(10.0, odds)) / 10


def dots(numbers: Iterable[float], weights: Iterable[float]) -> float:
    """The weighed sum."""
    return sum(a * b for a, b in zip(numbers, weights, strict=True))
