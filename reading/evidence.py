"""What speaks for each finding that a clause may mean, and for its being said or denied, as numbers to be weighed."""

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from operator import mul

from .learned import Learned

MOST = 8  # findings of a clause that are weighed,
_RIVALS = 24  # and among which the likeliest other one is sought
_LEAST, FAR = -1.2, 5.0  # a score of what was never learned; bounds of the odds
Related = Callable[[str, str], bool]

MATTER = (
    "one", "score", "above", "lead", "clear", "first", "composed", "composed_near", "composed_other", "whole", "agree",
    "length", "unknown", "part", "around", "around_first", "part_score",
)  # fmt: skip
MANNER = (
    "one", "denied", "untaken", "denied_around", "untaken_around", "part", "composed_near", "composed_denied",
    "composed_doubt",
)  # fmt: skip


@dataclass(frozen=True)
class Clue:
    """A finding that a clause may mean, the numbers for it by `MATTER`, and those for how it is said by `MANNER`.

    `alone` are the first as if the clause stood by itself, of what composition makes of a clause within a sentence.
    """

    finding: str
    matter: tuple[float, ...]
    manner: tuple[float, ...]
    alone: tuple[float, ...] = ()


@dataclass(frozen=True)
class Made:
    """What composition makes of a clause: a finding, in which sense, and whether a whole phrase says it."""

    finding: str
    denied: bool
    doubtful: bool  # in doubt, of another or of the past
    whole: bool


@dataclass(frozen=True)
class Clause:
    """A clause as it is weighed: words, stems with parts, what is made of it, its triggers and its unknown share."""

    words: Sequence[str]
    stems: Sequence[str]
    made: Sequence[Made]
    triggers: Collection[str]
    unknown: float


@dataclass(frozen=True)
class Told:
    """A clause with how much it speaks of each label, the likeliest findings first, and how it speaks."""

    clause: Clause
    scores: Sequence[float]
    places: Mapping[str, int]
    ranked: Sequence[str]
    kinds: Mapping[str, float]

    def score(self, finding: str) -> float:
        """How much it speaks of a finding."""
        return self.scores[self.places[finding]] if finding in self.places else _LEAST


def senses(made: Sequence[Made]) -> Iterable[str]:
    """What composition says of a clause's manner."""
    if not made:
        return ("nothing",)
    denied = {m.denied for m in made}
    told = {"denied": True in denied, "all denied": denied == {True}, "doubtful": any(m.doubtful for m in made)}
    return [name for name, so in told.items() if so]


def told(clause: Clause, learned: Learned, known: Collection[str]) -> Told:
    """A clause as what was learned sees it; only `known` findings are looked at."""
    scores = learned.topics(clause.words, clause.stems)
    likeliest = heapq.nlargest(_RIVALS, range(len(scores)), key=scores.__getitem__)
    ranked = [finding for at in likeliest if (finding := learned.matter.labels[at]) in known]
    kinds = learned.kinds(clause.words, clause.triggers, senses(clause.made))
    return Told(clause, scores, learned.places, ranked, kinds)


def clues(mine: Told, around: Told, known: Collection[str], related: Related) -> list[Clue]:
    """The likeliest findings of a clause with what speaks for them, in the sentence `around` it."""
    composed = sorted({m.finding for m in mine.clause.made} & set(known))
    chosen = dict.fromkeys((*mine.ranked[:MOST], *composed))
    return [
        Clue(
            f,
            _matter(f, mine, around, related),
            _manner(f, mine, around, related),
            _matter(f, mine, mine, related) if mine is not around and f in composed else (),
        )
        for f in chosen
    ]


def _matter(finding: str, mine: Told, around: Told, related: Related) -> tuple[float, ...]:
    near = [m for m in mine.clause.made if related(m.finding, finding)]
    score, wide = mine.score(finding), around.score(finding)
    lead = score - next((mine.score(f) for f in mine.ranked if not related(f, finding)), _LEAST)
    first = float(bool(mine.ranked) and related(mine.ranked[0], finding))
    foreign = len(mine.clause.made) - len(near)
    part = float(mine is not around)
    same, whole = any(m.finding == finding for m in near), any(m.whole for m in near)
    return (
        1.0, score, max(score + 0.4, 0.0), lead, max(lead - 0.3, 0.0), first, float(same), float(bool(near)),
        min(foreign, 3) / 3, float(whole), first * bool(near), min(len(mine.clause.words), 20) / 20,
        mine.clause.unknown, part, part * wide, part * (finding in around.ranked[:MOST]), part * score,
    )  # fmt: skip


def _manner(finding: str, mine: Told, around: Told, related: Related) -> tuple[float, ...]:
    near = [m for m in mine.clause.made if related(m.finding, finding)]
    part = float(mine is not around)
    wide = (part * odds for odds in _odds(around.kinds))
    return (
        1.0, *_odds(mine.kinds), *wide, part, float(bool(near)), float(any(m.denied for m in near)),
        float(any(m.doubtful for m in near)),
    )  # fmt: skip


def _odds(kinds: Mapping[str, float]) -> tuple[float, float]:
    """The odds, as logarithms within bounds, of denied against said and of not to be taken."""
    said, denied, neither = (max(kinds[k], 1e-6) for k in ("says", "denies", "not_to_be_taken"))
    return _bound(log(denied / said)), _bound(log(neither / max(1 - neither, 1e-6)))


def _bound(odds: float) -> float:
    return max(-FAR, min(FAR, odds)) / FAR


def dots(numbers: Iterable[float], weights: Iterable[float]) -> float:
    """The weighed sum."""
    total: float = sum(map(mul, numbers, weights))
    return total
