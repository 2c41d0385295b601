"""stability: which ranks hold when any one weight or prior moves by one step."""

from collections.abc import Iterator

from ..engine.consultation import Consultation, Ranked
from ..engine.scoring import counted
from ..facts.finding import Record
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import STRENGTH_POINTS, Strength
from ..rules.rule import EvidenceRule, cluster_of
from .explanation import Explanation, cited

RANKS_WATCHED = 5
LADDER = tuple(STRENGTH_POINTS.values())
PUBLISHED_STEP, PRIOR_STEP = 2, 3


class Nudge(Record):
    """One weight or prior moved by one step. `rule` is None for the prior; points are signed decibans."""

    hypothesis: str
    rule: str | None
    title: str
    points: tuple[int, int]
    score: int


class Upset(Record):
    """A nudge that takes a hypothesis past another, or level with it."""

    nudge: Nudge
    passes: str
    level: bool


class Steady(Record):
    """One of the leading hypotheses. `low` and `high` are its scores under the worst and the best single nudge.

    `ties` names the hypotheses of equal score; `holds` says that no single nudge changes who stands above and who
    below it.
    """

    hypothesis: str
    label: str
    rank: int
    score: int
    band: Band
    low: int
    high: int
    ties: tuple[str, ...]
    holds: bool


class Stability(Explanation):
    """How far the leading ranks can be trusted.

    `decided` says that the first stands alone and stays first under every nudge. `rivals` are the hypotheses that
    tie with it or that a single nudge brings level with it.
    """

    leading: tuple[Steady, ...]
    upsets: tuple[Upset, ...]
    decided: bool
    rivals: tuple[str, ...]
    nudges: int


def stability(base: KnowledgeBase, consultation: Consultation, shown: int = RANKS_WATCHED) -> Stability:
    """Every weight of a rule that fired one step up and down, and every prior, one at a time.

    A strength word moves to the next word (slight falls to nothing, decisive has nothing above it); a published
    weight moves by 2 points and a prior by 3.
    """
    nudges = {h.id: list(_nudges(base, h)) for h in consultation.hypotheses}
    now = {h.id: h.score for h in consultation.hypotheses}
    top = consultation.hypotheses[:shown]
    upsets = tuple(_upsets(nudges, now, {h.id for h in top}))
    unsteady = {u.nudge.hypothesis for u in upsets} | {u.passes for u in upsets}
    first = consultation.hypotheses[0].id
    ties = {h.id: tuple(o for o, s in now.items() if s == h.score and o != h.id) for h in top}
    challengers = [u.passes if u.nudge.hypothesis == first else u.nudge.hypothesis
                   for u in upsets if first in (u.nudge.hypothesis, u.passes)]  # fmt: skip
    rivals = tuple(dict.fromkeys([*ties[first], *challengers]))
    used = [base.rules[u.nudge.rule].sources for u in upsets if u.nudge.rule]
    return Stability(
        asked="stability",
        knowledge=base.version,
        sources=cited(base, *used),
        leading=tuple(
            Steady(
                hypothesis=h.id,
                label=h.label,
                rank=h.rank,
                score=h.score,
                band=h.band,
                low=min(n.score for n in nudges[h.id]),
                high=max(n.score for n in nudges[h.id]),
                ties=ties[h.id],
                holds=h.id not in unsteady and not ties[h.id],
            )
            for h in top
        ),
        upsets=upsets,
        decided=not rivals,
        rivals=rivals,
        nudges=sum(map(len, nudges.values())),
    )


def _nudges(base: KnowledgeBase, ranked: Ranked) -> Iterator[Nudge]:
    for step in (-PRIOR_STEP, PRIOR_STEP):
        yield Nudge(
            hypothesis=ranked.id,
            rule=None,
            title="where it starts",
            points=(ranked.prior, ranked.prior + step),
            score=ranked.score + step,
        )
    rules = [r for e in ranked.evidence if isinstance(r := base.rules[e.rule], EvidenceRule)]
    for rule in rules:
        points = rule.points[ranked.id]
        sign = 1 if points > 0 else -1
        for size in steps(rule, ranked.id):
            score = _rescored(rules, ranked, rule, sign * size)
            yield Nudge(hypothesis=ranked.id, rule=rule.id, title=rule.title, points=(points, sign * size), score=score)


def steps(rule: EvidenceRule, hypothesis: str) -> tuple[int, ...]:
    """The sizes that the weight of a rule takes one step down and one step up, in points."""
    size, elsewhere = abs(rule.points[hypothesis]), rule.elsewhere.get(hypothesis, 0)
    if isinstance(rule.weights[hypothesis], Strength):
        place = LADDER.index(size + elsewhere)
        return tuple(max(0, w - elsewhere) for w in (LADDER[place - 1], *LADDER[place + 1 : place + 2]))
    return max(0, size - PUBLISHED_STEP), size + PUBLISHED_STEP


def _rescored(rules: list[EvidenceRule], ranked: Ranked, moved: EvidenceRule, points: int) -> int:
    """The score of a hypothesis with one rule giving it other points."""
    given = (
        ((cluster_of(rule), rule.points[ranked.id] > 0), (points if rule is moved else rule.points[ranked.id], rule.id))
        for rule in rules
    )
    return ranked.prior + sum(points for points, _ in counted(given).values())


def _upsets(nudges: dict[str, list[Nudge]], now: dict[str, int], top: set[str]) -> Iterator[Upset]:
    """Every nudge that changes the order of a pair of which one is among the leading."""
    for hypothesis, moved in nudges.items():
        for nudge in moved:
            for other, score in now.items():
                if other == hypothesis or not {other, hypothesis} & top:
                    continue
                before, after = _side(now[hypothesis], score), _side(nudge.score, score)
                if before and after != before:
                    yield Upset(nudge=nudge, passes=other, level=after == 0)


def _side(score: int, other: int) -> int:
    return (score > other) - (score < other)
