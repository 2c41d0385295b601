"""Bounds on what the answers still to come could do: exact integers, so that an interview knows when it may stop."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..engine.scoring import counted, says
from ..facts.finding import State, those
from ..facts.measurement import Interval
from ..rules.condition import (
    BAND_ORDER,
    Absent,
    All,
    Any_,
    AtLeast,
    Compare,
    InBand,
    Leads,
    NotKnown,
    NotMeasured,
)
from ..rules.condition_reading import Reading, read
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import EVEN_ODDS, band
from ..rules.rule import Level

Test = tuple[bool, bool]  # whether it surely holds already, and whether it may hold in the end


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
        certain, possible = read(rule.when, reach)
        for finding in base.vocabulary.broader(rule.then):
            if certain:
                reach.present.add(finding)
            if possible:
                reach.may_present.add(finding)
    scores = _score_bounds(base, reach)
    reach.scores = scores
    least = most = Level.SELF_CARE
    for referral in base.referral:
        certain, possible = read(referral.when, reach)
        if certain and referral.level.rank > least.rank:
            least = referral.level
        if possible and referral.level.rank > most.rank:
            most = referral.level
    return Bounds(scores, (least, most))


def _score_bounds(base: KnowledgeBase, reach: "_Reach") -> dict[str, tuple[int, int]]:
    """What surely counts moves both ends; what may count moves the end that it speaks for."""
    tests = [(rule, read(rule.when, reach)) for rule in base.weighing]
    least = counted(says(rule for rule, (certain, _) in tests if certain))
    most = counted(says(rule for rule, (_, possible) in tests if possible))
    low = dict(base.priors)
    high = dict(low)
    for place, (points, _) in most.items():
        (hypothesis, _), raises = place
        surely, _ = least.get(place, (0, ""))
        low[hypothesis] += surely if raises else points
        high[hypothesis] += points if raises else surely
    return {h: (low[h], high[h]) for h in low}


class _Reach(Reading[Test]):
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
        self.present = {*those(states, State.PRESENT)}
        self.denied = {*those(states, State.ABSENT)}
        vocabulary = base.vocabulary
        self.may_present = self.present | {b for f in open_findings for b in vocabulary.broader(f)} - self.denied
        self.may_absent = self.denied | {n for f in open_findings for n in vocabulary.narrower(f)} - self.present
        self.scores: dict[str, tuple[int, int]] = {}

    def finding(self, condition: str) -> Test:
        return condition in self.present, condition in self.may_present

    def absent(self, condition: Absent) -> Test:
        return condition.absent in self.denied, condition.absent in self.may_absent

    def not_known(self, condition: NotKnown) -> Test:
        name = condition.not_known
        known = name in self.present or name in self.denied
        may_be_known = name in self.may_present or name in self.may_absent
        return not known and not may_be_known, not known

    def not_measured(self, condition: NotMeasured) -> Test:
        name = condition.not_measured
        unknown = name not in self.readings
        return unknown and name not in self.open_measurements, unknown

    def compare(self, condition: Compare) -> Test:
        interval = self.readings.get(condition.measurement)
        if interval is None:
            return False, condition.measurement in self.open_measurements
        holds = interval.within(condition.range(self.base.vocabulary.measurements[condition.measurement]))
        return holds, holds

    def in_band(self, condition: InBand) -> Test:
        floor = BAND_ORDER.index(condition.band)
        low, high = (BAND_ORDER.index(band(score)) for score in self.scores[condition.hypothesis])
        return low >= floor, high >= floor

    def leads(self, condition: Leads) -> Test:
        low, high = self.scores[condition.leads]
        others = [ends for name, ends in self.scores.items() if name != condition.leads]
        best_low = max((low for low, _ in others), default=EVEN_ODDS)
        best_high = max((high for _, high in others), default=EVEN_ODDS)
        return low >= max(best_high, EVEN_ODDS), high >= max(best_low, EVEN_ODDS)

    def all(self, condition: All) -> Test:
        pairs = [read(c, self) for c in condition.all]
        return all(certain for certain, _ in pairs), all(possible for _, possible in pairs)

    def any(self, condition: Any_) -> Test:
        pairs = [read(c, self) for c in condition.any]
        return any(certain for certain, _ in pairs), any(possible for _, possible in pairs)

    def at_least(self, condition: AtLeast) -> Test:
        pairs, n = [read(c, self) for c in condition.at_least.of], condition.at_least.n
        return sum(certain for certain, _ in pairs) >= n, sum(possible for _, possible in pairs) >= n
