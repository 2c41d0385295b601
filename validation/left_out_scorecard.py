"""The scorecard of cases that do not count for themselves: by batch, by cause, and how far a lead can be trusted."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from ..engine.consultation import Consultation, Ranked
from ..facts.finding import Record
from ..facts.reader import read_text, read_yaml
from ..rules.condition import BAND_ORDER, Band
from ..rules.knowledge_base import KnowledgeBase
from .leave_one_out import LeftOut
from .scorecard import CaseScore, Group, Rate, Scorecard, case_score, group

EVERYDAY = Path(__file__).parent / "everyday.yaml"
SCORES, MARGINS = (-10, 0, 10, 20, 30, 40), (1, 4, 7, 10, 15, 20)
"""Points at which a next row of the reliability tables begins."""
FAR = 1000  # points; beyond any score

Listing = Callable[[Consultation], Iterable[Ranked]]
"""Which hypotheses of a consultation people are told of."""


class LeftOutScore(CaseScore):
    """A case judged by all others: its `batch`, the leader's `score` with the `margin` over the next, what was told."""

    batch: str
    score: int
    margin: int
    band: Band
    told: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the leader is the confirmed cause."""
        return self.place == 1


class Told(Record):
    """How often a deficiency was told (`listed`), was the cause (`confirmed`), and both."""

    name: str
    listed: int
    confirmed: int
    both: int


class LeftOutScorecard(Scorecard):
    """Every case judged by the counts of all others, and what they come to together."""

    cases: tuple[LeftOutScore, ...]

    def named(self) -> list[LeftOutScore]:
        """The cases whose confirmed cause is a hypothesis."""
        return [c for c in self.cases if c.place is not None]

    def wholes(self) -> list[Group]:
        """Deficiencies, conditions, and of these the everyday causes."""
        usual = [c for c in self.cases if c.truth in everyday()]
        return [*self.groups()[:2], group("everyday causes", usual)]

    def batches(self) -> list[tuple[str, Group, Group]]:
        """Each batch: its deficiencies and its conditions."""
        names = sorted({c.batch for c in self.cases})
        return [(n, self._of_batch(n, "deficiency"), self._of_batch(n, "condition")) for n in names]

    def _of_batch(self, batch: str, kind: str) -> Group:
        return group(kind, [c for c in self.cases if c.batch == batch and c.kind == kind])

    def tellings(self) -> Iterator[Told]:
        """Each deficiency that was told or confirmed: how often."""
        confirmed = {c.truth for c in self.cases if c.kind == "deficiency"}
        for name in sorted(confirmed):
            listed = [c for c in self.cases if name in c.told]
            of = sum(c.truth == name for c in self.cases)
            yield Told(name=name, listed=len(listed), confirmed=of, both=sum(c.truth == name for c in listed))

    def by_score(self) -> list[tuple[str, Rate]]:
        """How often the leader is right, by its score in points."""
        return [(name, _right(c for c in self.cases if c.score in within)) for name, within in _rows(SCORES)]

    def by_margin(self) -> list[tuple[str, Rate]]:
        """How often the leader is right, by its lead over the next in points."""
        return [(name, _right(c for c in self.cases if c.margin in within)) for name, within in _rows(MARGINS)]

    def by_score_and_margin(self) -> list[tuple[str, dict[str, Rate]]]:
        """How often the leader is right, by its score and then by its lead."""
        found = []
        for name, scores in _rows(SCORES):
            those = [c for c in self.cases if c.score in scores]
            found.append(
                (name, {lead: _right(c for c in those if c.margin in within) for lead, within in _rows(MARGINS)})
            )
        return found

    def by_band(self) -> list[tuple[Band, Rate]]:
        """How often the leader is right, by the word for its score."""
        return [(band, _right(c for c in self.cases if c.band is band)) for band in BAND_ORDER]


def _rows(floors: tuple[int, ...]) -> list[tuple[str, range]]:
    """The rows of a table that begin at these points, each with its name; the first and the last are open."""
    names = [f"under {floors[0]}", *(f"{a} to {b - 1}" for a, b in pairwise(floors)), f"{floors[-1]} or more"]
    return [(name, range(*ends)) for name, ends in zip(names, pairwise((-FAR, *floors, FAR)), strict=True)]


def _right(cases: Iterable[LeftOutScore]) -> Rate:
    judged = [c.right for c in cases]
    return Rate.of(sum(judged), len(judged))


@cache
def everyday() -> frozenset[str]:
    """The hypotheses that are everyday causes, from everyday.yaml."""
    return frozenset(read_yaml(read_text(EVERYDAY), str(EVERYDAY)))


def left_out_scorecard(cases: Iterable[LeftOut], base: KnowledgeBase, listed: Listing) -> LeftOutScorecard:
    """The scorecard of cases that were left out; `listed` decides what is told of a result."""
    return LeftOutScorecard(version=base.version, cases=tuple(_score(c, base, listed) for c in cases))


def _score(left: LeftOut, base: KnowledgeBase, listed: Listing) -> LeftOutScore:
    first, second = left.result.hypotheses[:2]
    return LeftOutScore(
        **dict(case_score(left.result, base)),
        batch=left.published.batch,
        score=first.score,
        margin=first.score - second.score,
        band=first.band,
        told=tuple(h.id for h in listed(left.result)),
    )
