"""The scorecard: how often the confirmed cause of published cases comes first or among three."""

import math
from collections.abc import Callable, Iterable
from statistics import NormalDist
from typing import Literal

from ..cases.library import bare, cause
from ..engine.consultation import Consultation, Ranked
from ..engine.plainly import consult_plainly
from ..facts.case import Case
from ..facts.finding import Record
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import HypothesisKind, Level
from .spread import spread


class Rate(Record):
    """`hits` of `n`, with the Wilson interval at 95%."""

    hits: int
    n: int
    low: float
    high: float

    @classmethod
    def of(cls, hits: int, n: int) -> "Rate":
        """The rate with its interval; of nothing, 0 to 1."""
        if n == 0:
            return cls(hits=0, n=0, low=0, high=1)
        z = NormalDist().inv_cdf(0.975)
        share, spread = hits / n, z * z / n
        middle = (share + spread / 2) / (1 + spread)
        half = z / (1 + spread) * math.sqrt(share * (1 - share) / n + spread / (4 * n))
        return cls(hits=hits, n=n, low=round(max(0, middle - half), 4), high=round(min(1, middle + half), 4))

    def __str__(self) -> str:
        if self.n == 0:
            return "no case"
        return f"{self.hits}/{self.n} = {self.hits / self.n:.0%} ({self.low:.0%} to {self.high:.0%})"


class CaseScore(Record):
    """One case: where its confirmed cause came, which level it was given, and by which rules.

    `place` is the position in the list (ties by id), None where the cause is no hypothesis here. `counted`
    holds, for the cause and the first three, what each counted rule added in points.
    """

    id: str
    truth: str
    kind: Literal["deficiency", "condition", "not named"]
    place: int | None
    first: tuple[str, ...]
    level: Level
    expected: Level | None
    counted: dict[str, dict[str, int]]
    reasons: dict[str, Level]

    @property
    def referral(self) -> str:
        """exact, under or over; "" where the source says nothing."""
        if self.expected is None:
            return ""
        difference = self.level.rank - self.expected.rank
        return "exact" if difference == 0 else "under" if difference < 0 else "over"


class Group(Record):
    """The rates of some cases."""

    name: str
    first: Rate
    among_three: Rate


class Scorecard(Record):
    """Every case, and what they come to together."""

    version: str
    cases: tuple[CaseScore, ...]

    def of_kind(self, kind: str) -> list[CaseScore]:
        """The cases whose confirmed cause is a deficiency, a condition, or not named here."""
        return [c for c in self.cases if c.kind == kind]

    def groups(self) -> list[Group]:
        """Deficiencies, conditions, then each confirmed cause."""
        kinds = [("all deficiencies", self.of_kind("deficiency")), ("all conditions", self.of_kind("condition"))]
        truths = sorted({(c.kind != "deficiency", c.truth) for c in self.cases if c.kind != "not named"})
        each = [(truth, [c for c in self.cases if c.truth == truth]) for _, truth in truths]
        return [group(name, cases) for name, cases in kinds + each]

    def referral_rates(self) -> dict[str, Rate]:
        """The share of exact, under- and over-referral, and of the errors that matter most."""
        told = [c for c in self.cases if c.expected is not None]
        rates = {word: Rate.of(sum(c.referral == word for c in told), len(told)) for word in ("exact", "under", "over")}
        rates["emergency told less than urgent"] = _share(told, {Level.EMERGENCY}, lambda given: given.rank < 3)
        rates["emergency or urgent told routine or self care"] = _share(
            told, {Level.EMERGENCY, Level.URGENT}, lambda given: given.rank < 2
        )
        rates["routine or self care told emergency"] = _share(
            told, {Level.ROUTINE, Level.SELF_CARE}, lambda given: given is Level.EMERGENCY
        )
        return rates

    def referral_table(self) -> dict[Level, dict[Level, int]]:
        """How many cases of each expected level were given each level."""
        told = [c for c in self.cases if c.expected is not None]
        return {
            expected: {g: sum(c.expected is expected and c.level is g for c in told) for g in Level}
            for expected in Level
        }

    def misses(self) -> list[CaseScore]:
        """The cases whose confirmed cause is a hypothesis but did not come first."""
        return [c for c in self.cases if c.place is not None and c.place > 1]


def group(name: str, cases: Iterable[CaseScore]) -> Group:
    """The rates of cases under a name; a cause that is no hypothesis counts as missed."""
    places = [c.place or math.inf for c in cases]
    return Group(
        name=name,
        first=Rate.of(sum(p == 1 for p in places), len(places)),
        among_three=Rate.of(sum(p <= 3 for p in places), len(places)),
    )


def _share(cases: list[CaseScore], expected: set[Level], wrong: Callable[[Level], bool]) -> Rate:
    those = [c for c in cases if c.expected in expected]
    return Rate.of(sum(wrong(c.level) for c in those), len(those))


def scorecard(cases: Iterable[Case], base: KnowledgeBase) -> Scorecard:
    """The scorecard of cases that carry a confirmed `truth`; others are left out."""
    return Scorecard(version=base.version, cases=tuple(spread(_scored, [c for c in cases if c.truth], base)))


def _scored(case: Case, base: KnowledgeBase) -> CaseScore:
    return case_score(consult_plainly(case, base), base)


def case_score(result: Consultation, base: KnowledgeBase) -> CaseScore:
    """How a case with a confirmed `truth` fared."""
    case = result.case
    truth = cause(case.truth, base) or bare(case.truth)
    kind = base.hypotheses[truth].kind if truth in base.hypotheses else None
    names = [h.id for h in result.hypotheses]
    told = {*names[:3], *({truth} if kind else ())}
    return CaseScore(
        id=case.id or "",
        truth=truth,
        kind="not named" if kind is None else "deficiency" if kind is HypothesisKind.DEFICIENCY else "condition",
        place=names.index(truth) + 1 if kind else None,
        first=tuple(names[:3]),
        level=result.referral.level,
        expected=Level(case.urgency) if case.urgency else None,
        counted={h.id: _counted(h) for h in result.hypotheses if h.id in told},
        reasons={r.rule: r.level for r in result.referral.reasons},
    )


def _counted(hypothesis: Ranked) -> dict[str, int]:
    return {"prior": hypothesis.prior} | {e.rule: e.points for e in hypothesis.evidence if e.counted}


class Move(Record):
    """A case that two scorecards place differently, and the rules whose points or firing changed."""

    id: str
    truth: str
    place: tuple[int | None, int | None]
    level: tuple[Level, Level]
    expected: Level | None
    rules: dict[str, str]

    @property
    def worse(self) -> bool:
        """Whether the cause fell out of first place or out of the first three, or the person is told less than is due.

        Told less: a lower level than before, and a lower one than the source expects (or than before, where the
        source says nothing).
        """
        before, after = (p or math.inf for p in self.place)
        told_before, told = self.level
        due = min(told_before.rank, self.expected.rank) if self.expected else told_before.rank
        return before == 1 < after or before <= 3 < after or told.rank < due


def moves(before: Scorecard, after: Scorecard) -> list[Move]:
    """The cases of both scorecards whose place or level differs."""
    earlier = {c.id: c for c in before.cases}
    moved = []
    for case in after.cases:
        old = earlier.get(case.id)
        if old and (old.place, old.level) != (case.place, case.level):
            moved.append(
                Move(
                    id=case.id,
                    truth=case.truth,
                    place=(old.place, case.place),
                    level=(old.level, case.level),
                    expected=case.expected,
                    rules=_changes(old, case),
                )
            )
    return moved


def _changes(old: CaseScore, new: CaseScore) -> dict[str, str]:
    changes = {}
    for hypothesis in old.counted.keys() & new.counted.keys():
        a, b = old.counted[hypothesis], new.counted[hypothesis]
        for rule in sorted(a.keys() | b.keys()):
            if a.get(rule) != b.get(rule):
                changes[f"{hypothesis}: {rule}"] = f"{a.get(rule, 0):+d} to {b.get(rule, 0):+d}"
    for rule in sorted(old.reasons.keys() ^ new.reasons.keys()):
        changes[f"referral: {rule}"] = "no longer fires" if rule in old.reasons else "fires"
    return changes
