"""What an answer is worth: its chance, times how far it could move the leading hypotheses or the referral level."""

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import assert_never

from ..engine.evaluate import evaluator
from ..engine.scoring import counted, says
from ..facts.case import Case
from ..facts.finding import State
from ..facts.open_questions import Open
from ..rules.condition import Absent, Compare, InBand, Leads, NotKnown, NotMeasured, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.points import EVEN_ODDS, band
from ..rules.rule import EvidenceRule, Level, ReferralRule, cluster_of
from .missing import NEVER, Ground, need
from .question import Influence, Question

# The weight of a hypothesis falls tenfold for so many points behind the leader.
TRAILING = 8
# A rule that waits for one further answer counts for this share, for two its square.
WAITING = 0.4
# What one step of referral level is worth, in points on the leading hypothesis.
LEVEL_STEP = 6
# A hypothesis that weighs less than this is left out where scripts are counted.
LEAST_LEAD = 0.03
# A rule of hypotheses that all weigh less than this is left out.
LEAST_RAISED = 0.01
# How many findings are there on average behind a gate that was said yes to.
OPENED = 1.5
# No single finding is taken for more likely than this.
MOST_LIKELY = 0.85


class Worth:
    """The worth of every open finding and measurement of one case. Made once a question; linear in the rules."""

    def __init__(self, base: KnowledgeBase, open_: Open, opened: Mapping[str, float] = MappingProxyType({})):
        """`opened` are findings of which one is there, since a gate before them was said yes to, and their share."""
        self.base, self.open, self.opened = base, open_, opened
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
        self.ground.behind = {h: max(best, EVEN_ODDS) - s for h, s in outcome.scores.items()}
        self.lead = {h: 10 ** ((s - best) / TRAILING) for h, s in outcome.scores.items()}
        self.total = sum(self.lead.values())
        self.chances = {h: w / self.total for h, w in self.lead.items()}
        self.may_rise = False  # whether an open answer could surely still raise the referral level
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

    def _holding(self) -> dict[tuple[tuple[str, str], bool], int]:
        """The points that already count, without their sign, by hypothesis, cluster and direction."""
        fired = counted(says(r for r in self.base.weighing if r.id in self.outcome.fired))
        return {place: abs(points) for place, (points, _) in fired.items()}

    def _evidence(self, rule: "Weighed") -> None:
        if all(self.lead[hypothesis] < LEAST_RAISED for hypothesis, _ in rule.points):
            return
        missing = rule.need(self.ground)
        if missing == 0 or missing == NEVER:
            return
        share = WAITING ** (missing - 1)
        gain = 0.0
        for hypothesis, points in rule.points:
            held = self.holding.get(((hypothesis, rule.cluster), points > 0), 0)
            gain += self.lead[hypothesis] * max(0, abs(points) - held)
            if points > 0:
                for leaf in rule.positive:
                    speaks = self.speaks[leaf]
                    speaks[hypothesis] = max(speaks.get(hypothesis, 0), points * share)
        self._credit(rule, gain * share)

    def _referral(self, rule: "Weighed") -> None:
        steps = rule.level - self.outcome.level.rank
        if steps > 0 and 0 < (missing := rule.need(self.ground)) < NEVER:
            self.may_rise = self.may_rise or not rule.by_standing
            gain = steps * LEVEL_STEP * WAITING ** (missing - 1)
            self._credit(rule, gain)
            if rule.level >= Level.URGENT.rank and missing == 1:
                for leaf in rule.positive:
                    self.danger[leaf] = max(self.danger[leaf], gain)

    def _credit(self, rule: "Weighed", gain: float) -> None:
        for leaf in rule.positive:
            self.yes[leaf] += gain
        for leaf in rule.negative:
            self.no[leaf] += gain
        for leaf in rule.numbers:
            self.number[leaf] += gain

    def size(self, influence: Influence) -> float:
        """How far an influence goes, in points on the leading hypothesis."""
        if influence.level:
            return (influence.level.rank - self.outcome.level.rank) * LEVEL_STEP
        return self.lead[influence.hypothesis or ""] * abs(influence.points)

    def likely(self, finding: str) -> float:
        """How likely the finding is, given which hypotheses lead."""
        if finding in self.opened:
            return min(MOST_LIKELY, OPENED * self.opened[finding])
        findings = self.base.vocabulary.findings
        sooner = {*findings[finding].ask_if, *self.base.vocabulary.broader(finding)} & self.ground.present
        opened_by = [findings[f].base_rate for f in sooner]
        rate = min(MOST_LIKELY, findings[finding].base_rate / min(opened_by, default=1))
        raised = scripted = rate
        for hypothesis, ratio in self.weights.ratios.get(finding, ()):
            scripted += self.chances[hypothesis] * (min(MOST_LIKELY, rate * ratio) - rate)
        for broader in self.base.vocabulary.broader(finding):
            for hypothesis, points in self.speaks.get(broader, {}).items():
                raised += self.chances[hypothesis] * (min(MOST_LIKELY, rate * 10 ** (points / 10)) - rate)
        return min(MOST_LIKELY, max(raised, scripted))

    def of(self, finding: str) -> float:
        """What it is worth to ask for the finding."""
        vocabulary, states = self.base.vocabulary, self.open.states
        chance = self.likely(finding)
        counted = self._counted(finding, State.PRESENT), self._counted(finding, State.ABSENT)
        yes = counted[0] + sum(
            self.yes.get(b, 0) for b in vocabulary.broader(finding) if states.get(b) is not State.PRESENT
        )
        no = counted[1] + sum(
            self.no.get(n, 0) for n in vocabulary.narrower(finding) if states.get(n) is not State.ABSENT
        )
        return chance * yes + (1 - chance) * no

    def _counted(self, finding: str, state: State) -> float:
        """How far the script of the finding would move the leading hypotheses apart; all alike is no move."""
        cluster, points = self.weights.scripts.get((finding, state), ("", ()))
        moves: list[tuple[float, float]] = []
        for hypothesis, size in points:
            if (lead := self.lead[hypothesis]) > LEAST_LEAD:
                held = self.holding.get(((hypothesis, cluster), size > 0), 0)
                moves.append((lead, math.copysign(max(0, abs(size) - held), size)))
        mean = sum(lead * move for lead, move in moves) / self.total
        still = self.total - sum(lead for lead, _ in moves)
        return still * abs(mean) + sum(lead * abs(move - mean) for lead, move in moves)

    def danger_of(self, finding: str) -> float:
        """What it is worth to ask for the finding because it may have to be acted on at once."""
        states = self.open.states
        told = (b for b in self.base.vocabulary.broader(finding) if states.get(b) is not State.PRESENT)
        gain = max((self.danger[b] for b in told if b in self.danger), default=0)
        return self.likely(finding) * gain if gain else 0.0


class Weighed:
    """A rule as the worth of a question sees it."""

    def __init__(self, rule: EvidenceRule | ReferralRule, base: KnowledgeBase):
        self.rule = rule
        self.need = need(rule.when, base)
        positive, negative, numbers = dict[str, None](), dict[str, None](), dict[str, None]()
        self.by_standing, unsaid = False, set[str]()
        for leaf in leaves(rule.when):
            match leaf:
                case str():
                    positive[leaf] = None
                case Absent():
                    negative[leaf.absent] = None
                case Compare():
                    numbers[leaf.measurement] = None
                case InBand() | Leads():
                    self.by_standing = True
                case NotMeasured():
                    pass  # no answer brings it about
                case NotKnown():
                    unsaid.add(leaf.not_known)  # what holds as long as nothing is said gains nothing by a no
                case _:
                    assert_never(leaf)
        self.positive, self.numbers = tuple(positive), tuple(numbers)
        self.negative = tuple(f for f in negative if f not in unsaid)
        if isinstance(rule, EvidenceRule):
            self.points, self.cluster, self.level = tuple(rule.points.items()), cluster_of(rule), 0
        else:
            self.points, self.cluster, self.level = (), "", rule.level.rank


class Weigher:
    """The rules of a knowledge base, made ready once."""

    def __init__(self, base: KnowledgeBase):
        self.evidence = [Weighed(r, base) for r in base.evidence if r.points]
        self.referral = [Weighed(r, base) for r in base.referral]
        self.scripts = {r.about: (cluster_of(r), tuple(r.points.items())) for r in base.scripts}
        scale = 10 * base.parameters.script_weight
        self.ratios = {
            finding: tuple((h, 10 ** (size / scale)) for h, size in points)
            for (finding, state), (_, points) in self.scripts.items()
            if state is State.PRESENT
        }


@lru_cache(maxsize=8)
def _weigher(base: KnowledgeBase) -> Weigher:
    return Weigher(base)


def influences(question: Question, base: KnowledgeBase, case: Case) -> list[Influence]:
    """What the answers to a question could change, the weightiest first: rules, and the points or level they add."""
    worth = Worth(base, Open(case, base.vocabulary))
    findings = base.vocabulary.findings
    asked = [
        (name, base.vocabulary.broader(name) if name in findings else frozenset([name]))
        for o in question.options
        for name in o.tells
    ]
    found = []
    for weighed in (*worth.weights.evidence, *worth.weights.referral):
        if 0 < (missing := weighed.need(worth.ground)) < NEVER:
            about = {*weighed.positive, *weighed.numbers}
            if (option := next((name for name, told in asked if told & about), None)) is not None:
                found.append(_influence(option, weighed, worth, missing == 1))
    kept = [i for i in found if i.points or i.level]
    return sorted(kept, key=lambda i: (not i.fires_now, -worth.size(i), i.rule))


def _influence(finding: str, weighed: Weighed, worth: Worth, now: bool) -> Influence:
    rule = weighed.rule
    if isinstance(rule, ReferralRule):
        higher = rule.level.rank > worth.outcome.level.rank
        return Influence(finding=finding, rule=rule.id, level=rule.level if higher else None, fires_now=now)
    hypothesis, points = max(weighed.points, key=lambda pair: (worth.lead[pair[0]] * abs(pair[1]), pair[0]))
    return Influence(finding=finding, rule=rule.id, hypothesis=hypothesis, points=points, fires_now=now)
