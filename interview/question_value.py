"""What an answer is worth: its chance, times how far it could move the leading hypotheses or the referral level."""

import math
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from ..engine.evaluate import Judged, evaluator
from ..engine.scoring import Place
from ..facts.finding import State, those
from ..facts.open_questions import Open
from ..rules.knowledge_base import KnowledgeBase
from .ground import ground_of
from .missing import NEVER
from .once import once
from .question import Influence
from .weighed import MOST_LIKELY, Weighed, weigher

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


class Worth:
    """The worth of every open finding and measurement of one case. Made once a question.

    Nothing is worked out before it is asked for, and then of the rules alone that the answer speaks to.
    """

    def __init__(
        self,
        base: KnowledgeBase,
        open_: Open,
        opened: Mapping[str, float] = MappingProxyType({}),
        judged: Judged | None = None,
    ):
        """`opened` are findings of which one is there, since a gate before them was said yes to, and their share.

        `judged` is what the known findings and measurements come to, where it is known already.
        """
        self.base, self.open, self.opened = base, open_, opened
        self.weights = weigher(base)
        self.judged = judged or evaluator(base).judged(open_.states, open_.readings)
        outcome = self.outcome = self.judged.outcome
        self._so, self._denied = {*those(open_.states, State.PRESENT)}, {*those(open_.states, State.ABSENT)}
        self._level = outcome.level.rank
        closed = self.weights.findings.difference(open_.findings)
        self.ground = ground_of(base, open_, self.judged, closed)
        measured = self.weights.measurements - self.ground.open_measurements
        # A rule that asks for none of this needs as many answers as where nothing is told.
        self._told = closed | self.ground.present | measured
        best = max(outcome.scores.values(), default=0)
        self.lead = {h: 10 ** ((s - best) / TRAILING) for h, s in outcome.scores.items()}
        self.total = sum(self.lead.values())
        self.chances = {h: w / self.total for h, w in self.lead.items()}
        self._raised = {h for h, lead in self.lead.items() if lead >= LEAST_RAISED}
        self._moved = {h: lead for h, lead in self.lead.items() if lead > LEAST_LEAD}
        self._of: dict[str, float] = {}
        self._likely: dict[str, float] = {}
        self._danger: dict[str, float] = {}
        self._yes: dict[str, float] = {}
        self._no: dict[str, float] = {}
        self._missing: dict[Weighed, float] = {}
        self._shares: dict[Weighed, float] = {}
        self._gains: dict[Weighed, float] = {}
        self._speaking: dict[str, tuple[tuple[float, float], ...]] = {}

    def held(self, place: Place[tuple[str, str]]) -> int:
        """The points that already count for a hypothesis by a cluster in one direction, without their sign."""
        counted = self.judged.counted.get(place)
        return abs(counted[0]) if counted else 0

    @cached_property
    def _counting(self) -> set[Weighed]:
        """The rules that may gain anything: of hypotheses that weigh enough, and of a higher level."""
        return self.weights.speaking_of(self._raised) | self.weights.above(self.outcome.level)

    @cached_property
    def may_rise(self) -> bool:
        """Whether an open answer could surely still raise the referral level."""
        return any(rule.level > self._level and 0 < self._needs(rule) < NEVER for rule in self.weights.by_answer)

    def _needs(self, rule: Weighed) -> float:
        """How many more answers a rule needs, or NEVER."""
        missing = self._missing.get(rule)
        if missing is None:
            unsaid = not rule.by_standing and self._told.isdisjoint(rule.names)
            missing = self._missing[rule] = rule.at_first if unsaid else rule.need(self.ground)
        return missing

    def _gain(self, rule: Weighed) -> float:
        """What a rule would gain by the answers it waits for, shared among them; 0 if it holds or cannot."""
        return self._gain_of_level(rule) if rule.level else self._gain_of_points(rule)

    def _gain_of_points(self, rule: Weighed) -> float:
        share = once(self._shares, rule, self._share)
        if not share:
            return 0.0
        gain = 0.0
        for hypothesis, size, place in rule.places:
            if (more := size - self.held(place)) > 0:
                gain += self.lead[hypothesis] * more
        return gain * share

    def _gain_of_level(self, rule: Weighed) -> float:
        steps = rule.level - self._level
        if steps > 0 and 0 < (missing := self._needs(rule)) < NEVER:
            return float(steps * LEVEL_STEP * WAITING ** (missing - 1))
        return 0.0

    def _share(self, rule: Weighed) -> float:
        """The share of one answer in a rule; 0 if it holds or cannot."""
        missing = self._needs(rule)
        return float(WAITING ** (missing - 1)) if 0 < missing < NEVER else 0.0

    def size(self, influence: Influence) -> float:
        """How far an influence goes, in points on the leading hypothesis."""
        if influence.level:
            return (influence.level.rank - self._level) * LEVEL_STEP
        return self.lead[influence.hypothesis or ""] * abs(influence.points)

    def number_of(self, measurement: str) -> float:
        """What it is worth to ask for a measurement."""
        return self._gained(self.weights.by_number.get(measurement, ()))

    def likely(self, finding: str) -> float:
        """How likely the finding is, given which hypotheses lead."""
        return once(self._likely, finding, self._how_likely)

    def _how_likely(self, finding: str) -> float:
        if finding in self.opened:
            return min(MOST_LIKELY, OPENED * self.opened[finding])
        base_rate, sooner, broader_, script = self.weights.commonness(finding)
        rate = base_rate
        if known := sooner & self.ground.present:
            findings = self.base.vocabulary.findings
            rate = min(MOST_LIKELY, base_rate / min(findings[f].base_rate for f in known))
        scripted = script.likely(rate, MOST_LIKELY, self.chances) if script else rate
        raised, spoken = rate, self._speaking
        for broader in broader_:
            for chance, ratio in spoken[broader] if broader in spoken else once(spoken, broader, self._speaks):
                likelier = rate * ratio
                raised += chance * ((MOST_LIKELY if likelier > MOST_LIKELY else likelier) - rate)
        return min(MOST_LIKELY, max(raised, scripted))

    def _speaks(self, finding: str) -> tuple[tuple[float, float], ...]:
        """The chance of each hypothesis that a finding would speak for, and how much likelier it is with it."""
        found, shares = dict[str, float](), self._shares
        counting = self._counting
        for rule in self.weights.raising.get(finding, ()):
            if rule not in counting:
                continue
            share = shares.get(rule)
            if share is None:
                share = shares[rule] = self._share(rule)
            if share:
                for hypothesis, points in rule.raises:
                    if (speaks := points * share) > found.get(hypothesis, 0):
                        found[hypothesis] = speaks
        return tuple((self.chances[h], 10 ** (points / 10)) for h, points in found.items())

    def of(self, finding: str) -> float:
        """What it is worth to ask for the finding."""
        return once(self._of, finding, self._worth)

    def _worth(self, finding: str) -> float:
        vocabulary = self.base.vocabulary
        chance = self.likely(finding)
        counted = self._counted(finding, State.PRESENT), self._counted(finding, State.ABSENT)
        yes = no = 0.0
        for broader in vocabulary.broader(finding):
            if broader not in self._so:
                yes += once(self._yes, broader, self._by_yes)
        for narrower in vocabulary.narrower(finding):
            if narrower not in self._denied:
                no += once(self._no, narrower, self._by_no)
        return chance * (counted[0] + yes) + (1 - chance) * (counted[1] + no)

    def _by_yes(self, finding: str) -> float:
        return self._gained(self.weights.by_yes.get(finding, ()))

    def _by_no(self, finding: str) -> float:
        return self._gained(self.weights.by_no.get(finding, ()))

    def _gained(self, rules: Iterable[Weighed]) -> float:
        gained, gains, counting = 0.0, self._gains, self._counting
        for rule in rules:
            if rule in counting:
                gained += gains[rule] if rule in gains else once(gains, rule, self._gain)
        return gained

    def _counted(self, finding: str, state: State) -> float:
        """How far the script of the finding would move the leading hypotheses apart; all alike is no move."""
        moves: list[tuple[float, float]] = []
        script, moved = self.weights.scripts.get((finding, state), {}), self._moved
        for hypothesis in script if len(script) < len(moved) else moved:
            if hypothesis in script and hypothesis in moved:
                size, place = script[hypothesis]
                more = abs(size) - self.held(place)
                moves.append((moved[hypothesis], math.copysign(more if more > 0 else 0, size)))
        if not moves:
            return 0.0
        mean = sum(lead * move for lead, move in moves) / self.total
        still = self.total - sum(lead for lead, _ in moves)
        return still * abs(mean) + sum(lead * abs(move - mean) for lead, move in moves)

    def danger_of(self, finding: str) -> float:
        """What it is worth to ask for the finding because it may have to be acted on at once."""
        return once(self._danger, finding, self._danger_of)

    def _danger_of(self, finding: str) -> float:
        if finding not in self.alarming:
            return 0.0
        alarms, broader = self._alarms, self.base.vocabulary.broader(finding)
        told = (alarms[b] for b in broader if b in alarms and b not in self._so)
        gain = max(told, default=0)
        return self.likely(finding) * gain if gain else 0.0

    @cached_property
    def alarming(self) -> set[str]:
        """The findings of which `danger_of` may be more than nothing."""
        return {narrower for name in self._alarms for narrower in self.base.vocabulary.narrower(name)}

    @cached_property
    def _alarms(self) -> dict[str, float]:
        """By each answer that alone would make a rule send to a doctor at once, the most that such rules gain."""
        found: dict[str, float] = {}
        for rule in self.weights.urgent:
            steps = rule.level - self._level
            if steps > 0 and self._needs(rule) == 1:
                for name in rule.positive:
                    found[name] = max(found.get(name, 0), steps * LEVEL_STEP)
        return found
