"""Bounds on what the answers still to come could do: exact integers, so that an interview knows when it may stop."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..engine.scoring import cluster_of
from ..facts.finding import State
from ..facts.measurement import Interval
from ..rules.condition import BAND_ORDER, Absent, All, Any_, AtLeast, Band, Compare, Condition, InBand, NotKnown
from ..rules.knowledge import KnowledgeBase
from ..rules.points import band
from ..rules.rule import Level


@dataclass(frozen=True)
class Bounds:
    """For each hypothesis the lowest and highest score that any further answers could give; the levels likewise."""

    scores: dict[str, tuple[int, int]]
    levels: tuple[Level, Level]

    @property
    def leader(self) -> str | None:
        """The hypothesis that stays ahead of, or is listed before, every other whatever is answered; None if open."""
        first = min(self.scores, key=lambda h: (-self.scores[h][0], h))
        low = self.scores[first][0]
        for other, (_, high) in self.scores.items():
            if other != first and (high > low or (high == low and other < first)):
                return None
        return first

    @property
    def settled(self) -> bool:
        """Whether no further answer can change the leading hypothesis, its band or the referral level."""
        if (leader := self.leader) is None:
            return False
        low, high = self.scores[leader]
        return band(low) is band(high) and self.levels[0] is self.levels[1]


def bounds(
    base: KnowledgeBase,
    states: Mapping[str, State],
    readings: Mapping[str, Interval],
    open_findings: Collection[str],
    open_measurements: Collection[str],
) -> Bounds:
    """The bounds when only `open_findings` and `open_measurements` may still be answered.

    Each rule is certain, possible or out of reach. Rules are taken one by one, so the bounds hold for every combination
    of answers, though no single combination need reach them all.
    """
    reach = _Reach(base, states, readings, set(open_findings), set(open_measurements))
    levels = base.derivation_levels
    for rule in sorted(base.derive, key=lambda r: levels[r.id]):
        certain, possible = reach.test(rule.when)
        for finding in base.vocabulary.broader(rule.then):
            if certain:
                reach.present.add(finding)
            if possible:
                reach.may_present.add(finding)
    scores = _score_bounds(base, reach)
    reach.bands = {h: (band(low), band(high)) for h, (low, high) in scores.items()}
    least = most = Level.SELF_CARE
    for referral in base.referral:
        certain, possible = reach.test(referral.when)
        if certain and referral.level.rank > least.rank:
            least = referral.level
        if possible and referral.level.rank > most.rank:
            most = referral.level
    return Bounds(scores, (least, most))


def _score_bounds(base: KnowledgeBase, reach: "_Reach") -> dict[str, tuple[int, int]]:
    clusters: dict[tuple[str, str, bool], list[int]] = {}
    for rule in base.evidence:
        certain, possible = reach.test(rule.when)
        if not possible:
            continue
        for hypothesis, points in rule.points.items():
            pair = clusters.setdefault((hypothesis, cluster_of(rule), points > 0), [0, 0])
            pair[1] = max(pair[1], abs(points))
            if certain:
                pair[0] = max(pair[0], abs(points))
    totals = {h.id: [h.prior.points, h.prior.points] for h in base.hypotheses.values()}
    for (hypothesis, _, for_it), (least, most) in clusters.items():
        totals[hypothesis][0] += least if for_it else -most
        totals[hypothesis][1] += most if for_it else -least
    return {h: (low, high) for h, (low, high) in totals.items()}


class _Reach:
    """Whether a condition surely holds already, and whether it may hold in the end."""

    def __init__(
        self,
        base: KnowledgeBase,
        states: Mapping[str, State],
        readings: Mapping[str, Interval],
        open_findings: set[str],
        open_measurements: set[str],
    ):
        self.base, self.readings, self.open_measurements = base, readings, open_measurements
        self.present = {f for f, s in states.items() if s is State.PRESENT}
        self.absent = {f for f, s in states.items() if s is State.ABSENT}
        vocabulary = base.vocabulary
        self.may_present = self.present | {b for f in open_findings for b in vocabulary.broader(f)} - self.absent
        self.may_absent = self.absent | {n for f in open_findings for n in vocabulary.narrower(f)} - self.present
        self.bands: dict[str, tuple[Band, Band]] = {}

    def test(self, condition: Condition) -> tuple[bool, bool]:
        if isinstance(condition, str):
            return condition in self.present, condition in self.may_present
        if isinstance(condition, Absent):
            return condition.absent in self.absent, condition.absent in self.may_absent
        if isinstance(condition, NotKnown):
            name = condition.not_known
            known = name in self.present or name in self.absent
            may_be_known = name in self.may_present or name in self.may_absent
            return not known and not may_be_known, not known
        if isinstance(condition, Compare):
            return self._compare(condition)
        if isinstance(condition, InBand):
            floor = BAND_ORDER.index(condition.band)
            low, high = self.bands[condition.hypothesis]
            return BAND_ORDER.index(low) >= floor, BAND_ORDER.index(high) >= floor
        if isinstance(condition, All | Any_):
            members = condition.all if isinstance(condition, All) else condition.any
            pairs = [self.test(c) for c in members]
            every = all if isinstance(condition, All) else any
            return every(certain for certain, _ in pairs), every(possible for _, possible in pairs)
        if isinstance(condition, AtLeast):
            pairs = [self.test(c) for c in condition.at_least.of]
            return (
                sum(certain for certain, _ in pairs) >= condition.at_least.n,
                sum(possible for _, possible in pairs) >= condition.at_least.n,
            )
        raise TypeError(condition)

    def _compare(self, compare: Compare) -> tuple[bool, bool]:
        interval = self.readings.get(compare.measurement)
        if interval is None:
            return False, compare.measurement in self.open_measurements
        holds = interval.within(compare.range(self.base.vocabulary.measurements[compare.measurement]))
        return holds, holds
