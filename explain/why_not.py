"""why not: what keeps a hypothesis from ranking higher, and what would fire the rules that did not."""

from ..engine.consultation import Consultation, Ranked
from ..engine.scoring import counted
from ..facts.finding import Record
from ..rules.condition import Band, Condition, Leaf, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import BAND_FLOORS, Basis, basis, likelihood_ratio
from ..rules.rule import EvidenceRule, cluster_of
from .change import Change
from .explanation import Explanation, cited
from .how import Counted, arithmetic, authorities, clusters_of
from .how_to_fire import Repairer


class Asked(Record):
    """One thing a failing condition asks about, and what the case says of it."""

    leaf: Condition
    state: str


class Unmet(Record):
    """A part of a rule's condition that does not hold, and what is known of everything it asks about."""

    condition: Condition
    asks: tuple[Asked, ...]


class Silent(Record):
    """A rule for the hypothesis that did not fire.

    `gain` is what it would add to the score as things stand: less than its `points` where its cluster is already
    spoken for. `fires_with` are the fewest changed answers found that fire it; none if no way was found.
    """

    rule: str
    title: str
    points: int
    ratio: float
    gain: int
    basis: Basis
    arithmetic: str | None
    because: str
    sources: tuple[str, ...]
    unmet: tuple[Unmet, ...]
    fires_with: tuple[Change, ...]


class WhyNot(Explanation):
    """What speaks against a hypothesis, what did not speak for it, and how far it is from more.

    `band_above` is the next band up and `points_short` what is missing to it; both None at the top. `behind` is
    the leading hypothesis and `points_behind` its lead, 0 for the leader itself.
    """

    hypothesis: str
    label: str
    rank: int
    score: int
    band: Band
    prior: int
    band_above: Band | None
    points_short: int | None
    behind: str
    points_behind: int
    against: tuple[Counted, ...]
    silent: tuple[Silent, ...]


def why_not(base: KnowledgeBase, consultation: Consultation, hypothesis: str) -> WhyNot:
    """Why a hypothesis is not higher."""
    ranked, leader = consultation.hypothesis(hypothesis), consultation.hypotheses[0]
    against = tuple(c for c in clusters_of(base, consultation, ranked) if c.counted.points < 0)
    silent = _silent(base, consultation, ranked)
    above = next(((b, floor) for b, floor in BAND_FLOORS.items() if floor > ranked.score), None)
    return WhyNot(
        asked=f"why-not {hypothesis}",
        knowledge=base.version,
        sources=cited(base, *(authorities(c.counted) for c in against), *(s.sources for s in silent)),
        hypothesis=hypothesis,
        label=ranked.label,
        rank=ranked.rank,
        score=ranked.score,
        band=ranked.band,
        prior=ranked.prior,
        band_above=above[0] if above else None,
        points_short=above[1] - ranked.score if above else None,
        behind=leader.id,
        points_behind=leader.score - ranked.score,
        against=against,
        silent=silent,
    )


def _silent(base: KnowledgeBase, consultation: Consultation, ranked: Ranked) -> tuple[Silent, ...]:
    fired = {e.rule for e in ranked.evidence}
    held = counted(((e.cluster, e.points > 0), (e.points, e.rule)) for e in ranked.evidence)
    repairer = Repairer(base, consultation.case)
    found = []
    for rule in base.weighing:
        points = rule.points.get(ranked.id, 0)
        if points > 0 and rule.id not in fired:
            holding, _ = held.get((cluster_of(rule), True), (0, ""))
            gain = max(0, points - holding)
            found.append(_rule(rule, ranked.id, points, gain, repairer))
    return tuple(sorted(found, key=lambda s: (-s.gain, len(s.fires_with) or 9, -s.points, s.rule)))


def _rule(rule: EvidenceRule, hypothesis: str, points: int, gain: int, repairer: Repairer) -> Silent:
    return Silent(
        rule=rule.id,
        title=rule.title,
        points=points,
        ratio=likelihood_ratio(points),
        gain=gain,
        basis=basis(rule.weights[hypothesis]),
        arithmetic=arithmetic(rule.weights[hypothesis]),
        because=rule.because,
        sources=rule.sources,
        unmet=tuple(
            Unmet(condition=part, asks=tuple(Asked(leaf=x, state=repairer.state(x)) for x in _once(part)))
            for part in repairer.unmet(rule.when)
        ),
        fires_with=repairer.mend(rule),
    )


def _once(condition: Condition) -> list[Leaf]:
    return list(dict.fromkeys(leaves(condition)))
