"""What an answer is worth: how likely it is, times how far it could move the leading hypotheses or the referral level."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from ..facts.finding import State
from ..rules.condition import Absent, Compare, leaves
from ..rules.knowledge import KnowledgeBase
from ..rules.points import band
from ..rules.rule import EvidenceRule, Level, ReferralRule
from .askable import Open
from .evaluate import evaluator
from .need import NEVER, Ground, need
from .scoring import cluster_of

# The weight of a hypothesis falls tenfold for so many points behind the leader.
TRAILING = 20
# A rule that waits for one further answer counts for this share, for two its square.
WAITING = 0.4
# What one step of referral level is worth, in points on the leading hypothesis.
LEVEL_STEP = 6
# Gains are damped by this power, so that likely findings are not crowded out by weighty ones.
DAMPING = 0.7
# No single finding is taken for more likely than this.
MOST_LIKELY = 0.85


class Worth:
    """The worth of every open finding and measurement of one case. Made once a question; linear in the rules."""

    def __init__(self, base: KnowledgeBase, open_: Open):
        self.base, self.open = base, open_
        self.weights = weights = _weigher(base)
        known, _ = evaluator(base).facts(open_.states, open_.readings)
        broader, narrower = base.vocabulary.broader, base.vocabulary.narrower
        self.ground = Ground(
            present=known.present,
            absent=known.absent,
            may_present=known.present | ({b for f in open_.findings for b in broader(f)} - known.absent),
            may_absent=known.absent | ({n for f in open_.findings for n in narrower(f)} - known.present),
            readings=open_.readings,
            open_measurements=set(open_.measurements),
        )
        outcome = evaluator(base).outcome(open_.states, open_.readings)
        self.outcome = outcome
        self.ground.bands = {h: band(s) for h, s in outcome.scores.items()}
        best = max(outcome.scores.values(), default=0)
        self.lead = {h: 10 ** ((s - best) / TRAILING) for h, s in outcome.scores.items()}
        self.holding = self._holding()
        self.yes: dict[str, float] = defaultdict(float)
        self.no: dict[str, float] = defaultdict(float)
        self.number: dict[str, float] = defaultdict(float)
        self.danger: dict[str, float] = defaultdict(float)
        self.speaks: dict[str, dict[str, float]] = defaultdict(dict)
        for rule in weights.evidence:
            self._evidence(rule)
        for referral in weights.referral:
            self._referral(referral)

    def _holding(self) -> dict[tuple[str, str, bool], int]:
        """The points that already count, by hypothesis, cluster and direction."""
        held: dict[tuple[str, str, bool], int] = {}
        for rule in self.weights.evidence:
            if rule.rule.id in self.outcome.fired:
                for hypothesis, points in rule.points:
                    key = (hypothesis, rule.cluster, points > 0)
                    held[key] = max(held.get(key, 0), abs(points))
        return held

    def _evidence(self, rule: "Weighed") -> None:
        missing = rule.need(self.ground)
        if missing == 0 or missing == NEVER:
            return
        share = WAITING ** (missing - 1)
        gain = 0.0
        for hypothesis, points in rule.points:
            held = self.holding.get((hypothesis, rule.cluster, points > 0), 0)
            gain += self.lead[hypothesis] * max(0, abs(points) - held)
            if points > 0:
                for leaf in rule.positive:
                    speaks = self.speaks[leaf]
                    speaks[hypothesis] = max(speaks.get(hypothesis, 0), points * share)
        self._credit(rule, gain * share)

    def _referral(self, rule: "Weighed") -> None:
        steps = rule.level - self.outcome.level.rank
        if steps > 0 and 0 < (missing := rule.need(self.ground)) < NEVER:
            gain = steps * LEVEL_STEP * WAITING ** (missing - 1)
            self._credit(rule, gain)
            if rule.level == Level.EMERGENCY.rank:
                for leaf in rule.positive:
                    self.danger[leaf] += gain

    def _credit(self, rule: "Weighed", gain: float) -> None:
        for leaf in rule.positive:
            self.yes[leaf] += gain
        for leaf in rule.negative:
            self.no[leaf] += gain
        for leaf in rule.numbers:
            self.number[leaf] += gain

    @property
    def chances(self) -> dict[str, float]:
        """How likely each hypothesis is taken to be, for guessing the next answer only."""
        total = sum(self.lead.values())
        return {h: w / total for h, w in self.lead.items()}

    def likely(self, finding: str) -> float:
        """How likely the finding is, given which hypotheses lead."""
        rate = self.base.vocabulary.findings[finding].base_rate
        chances = self._chances
        raised = rate
        for broader in self.base.vocabulary.broader(finding):
            for hypothesis, points in self.speaks.get(broader, {}).items():
                raised += chances[hypothesis] * (min(MOST_LIKELY, rate * 10 ** (points / 10)) - rate)
        return min(MOST_LIKELY, max(rate, raised))

    @property
    def _chances(self) -> dict[str, float]:
        if not hasattr(self, "_kept"):
            self._kept = self.chances
        return self._kept

    def of(self, finding: str) -> float:
        """What it is worth to ask for the finding."""
        vocabulary, states = self.base.vocabulary, self.open.states
        chance = self.likely(finding)
        yes = sum(self.yes.get(b, 0) for b in vocabulary.broader(finding) if states.get(b) is not State.PRESENT)
        no = sum(self.no.get(n, 0) for n in vocabulary.narrower(finding) if states.get(n) is not State.ABSENT)
        return chance * yes**DAMPING + (1 - chance) * no**DAMPING + chance * 0.01

    def most_dangerous(self, findings: Iterable[str], limit: int) -> list[str]:
        """The findings most likely to make an emergency, best first."""
        broader = self.base.vocabulary.broader
        worth = {f: self.likely(f) * sum(self.danger.get(b, 0) for b in broader(f)) for f in findings}
        return sorted((f for f in worth if worth[f] > 0), key=lambda f: (-worth[f], f))[:limit]

    def best(self, findings: Iterable[str], limit: int) -> list[tuple[float, str]]:
        """The findings of most worth, best first, equals by id."""
        return sorted(((self.of(f), f) for f in findings), key=lambda pair: (-pair[0], pair[1]))[:limit]


class Weighed:
    """A rule as the worth of a question sees it."""

    def __init__(self, rule: EvidenceRule | ReferralRule, base: KnowledgeBase):
        self.rule = rule
        self.need = need(rule.when, base)
        asked = list(leaves(rule.when))
        self.positive = tuple(dict.fromkeys(leaf for leaf in asked if isinstance(leaf, str)))
        self.negative = tuple(dict.fromkeys(leaf.absent for leaf in asked if isinstance(leaf, Absent)))
        self.numbers = tuple(dict.fromkeys(leaf.measurement for leaf in asked if isinstance(leaf, Compare)))
        if isinstance(rule, EvidenceRule):
            self.points, self.cluster, self.level = tuple(rule.points.items()), cluster_of(rule), 0
        else:
            self.points, self.cluster, self.level = (), "", rule.level.rank


class Weigher:
    """The rules of a knowledge base, made ready once."""

    def __init__(self, base: KnowledgeBase):
        self.evidence = [Weighed(r, base) for r in base.evidence]
        self.referral = [Weighed(r, base) for r in base.referral]


@lru_cache(maxsize=8)
def _weigher(base: KnowledgeBase) -> Weigher:
    return Weigher(base)
