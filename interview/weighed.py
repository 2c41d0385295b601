"""The rules as the worth of a question sees them: made ready once, and found by what an answer could say."""

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from operator import itemgetter, mul
from typing import NamedTuple, assert_never

from ..facts.finding import State
from ..rules.condition import Absent, Compare, InBand, Leads, NotKnown, NotMeasured, about, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import EvidenceRule, Level, ReferralRule, cluster_of
from .missing import NEVER, Ground, need

# No single finding is taken for more likely than this.
MOST_LIKELY = 0.85


class Weighed:
    """A rule as the worth of a question sees it; `at_first` are the answers it needs as long as nothing is told."""

    def __init__(self, rule: EvidenceRule | ReferralRule, base: KnowledgeBase, nothing_told: Ground):
        self.rule = rule
        self.need = need(rule.when, base)
        self.names = frozenset(about(leaf) for leaf in leaves(rule.when))
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
        self.places = tuple((h, abs(size), ((h, self.cluster), size > 0)) for h, size in self.points)
        self.raises = tuple((h, size) for h, size in self.points if size > 0)
        self.at_first = NEVER if self.by_standing else self.need(nothing_told)
        self.hypotheses = frozenset(h for h, _ in self.points)


class Weigher:
    """The rules of a knowledge base, and those that a yes, a no or a number of each name speaks to, in their order."""

    def __init__(self, base: KnowledgeBase):
        self.vocabulary, self._common = base.vocabulary, dict[str, Common]()
        self.findings, self.measurements = set(base.vocabulary.findings), set(base.vocabulary.measurements)
        nothing_told = Ground(set(), set(), self.findings, self.findings, {}, self.measurements)
        made = partial(Weighed, base=base, nothing_told=nothing_told)
        self.evidence = [made(r) for r in base.evidence if r.points]
        self.referral = [made(r) for r in base.referral]
        every = [*self.evidence, *self.referral]
        self.by_yes = _by_name((name, rule) for rule in every for name in rule.positive)
        self.by_no = _by_name((name, rule) for rule in every for name in rule.negative)
        self.by_number = _by_name((name, rule) for rule in every for name in rule.numbers)
        self.raising = _by_name((name, rule) for rule in self.evidence if rule.raises for name in rule.positive)
        self.urgent = [rule for rule in self.referral if rule.level >= Level.URGENT.rank]
        self._above = {level: frozenset(rule for rule in self.referral if rule.level > level.rank) for level in Level}
        self._by_hypothesis = _by_name((h, rule) for rule in self.evidence for h in rule.hypotheses)
        self.by_answer = [rule for rule in self.referral if not rule.by_standing]
        self.scripts = {
            r.about: {h: (size, ((h, cluster_of(r)), size > 0)) for h, size in r.points.items()} for r in base.scripts
        }
        scale = 10 * base.parameters.script_weight
        self.ratios = {
            finding: Ratios(tuple(points), tuple(10 ** (size / scale) for size, _ in points.values()))
            for (finding, state), points in self.scripts.items()
            if state is State.PRESENT and points
        }

    def speaking_of(self, hypotheses: Iterable[str]) -> set[Weighed]:
        """The rules of evidence for or against any of these."""
        return set[Weighed]().union(*(self._by_hypothesis.get(h, ()) for h in hypotheses))

    def above(self, level: Level) -> frozenset[Weighed]:
        """The referral rules of a higher level."""
        return self._above[level]

    def commonness(self, finding: str) -> "Common":
        """How common a finding is, in itself and with others; worked out the first time."""
        found = self._common.get(finding)
        if found is None:
            known = self.vocabulary.findings[finding]
            broader = self.vocabulary.broader(finding)
            rate = min(MOST_LIKELY, known.base_rate)
            found = Common(rate, frozenset({*known.ask_if, *broader}), tuple(broader), self.ratios.get(finding))
            self._common[finding] = found
        return found


class Common(NamedTuple):
    """How common a finding is, what it is told after, what is broader, and how much likelier others make it."""

    rate: float
    sooner: frozenset[str]
    broader: tuple[str, ...]
    script: "Ratios | None"


class Ratios:
    """How much likelier a finding is with each hypothesis of its script."""

    def __init__(self, hypotheses: tuple[str, ...], ratios: tuple[float, ...]):
        self.ratios = ratios
        self._chances = itemgetter(*hypotheses, hypotheses[0])
        self._more: dict[float, tuple[float, ...]] = {}

    def likely(self, rate: float, most: float, chances: Mapping[str, float]) -> float:
        """How likely it is, of so high a rate, where the hypotheses have these chances, and no more than `most`."""
        try:
            more = self._more[rate]
        except KeyError:
            more = self._more[rate] = tuple(min(most, rate * ratio) - rate for ratio in self.ratios)
        return sum(map(mul, self._chances(chances), more), rate)


def _by_name(named: Iterable[tuple[str, Weighed]]) -> dict[str, list[Weighed]]:
    found: dict[str, list[Weighed]] = {}
    for name, rule in named:
        found.setdefault(name, []).append(rule)
    return found


@lru_cache(maxsize=8)
def weigher(base: KnowledgeBase) -> Weigher:
    """The rules of a knowledge base, made ready once."""
    return Weigher(base)
