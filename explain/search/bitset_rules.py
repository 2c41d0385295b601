"""The rules over many cases at once: all of it is exact, and tests demand that it agrees with one case at a time."""

import itertools
from collections.abc import Collection
from functools import lru_cache

from ...engine.scoring import by_strength, says
from ...rules.condition import InBand, Leads, leaves
from ...rules.knowledge_base import KnowledgeBase
from ...rules.points import BAND_FLOORS, EVEN_ODDS
from ...rules.rule import Level, ReferralRule
from .bit_sums import Sum
from .bitset_cases import Cases, Points, ask_of
from .needed import needed, weighed


class Many:
    """The rules of one knowledge base that bear on some hypotheses and some referral levels."""

    def __init__(self, base: KnowledgeBase, hypotheses: Collection[str], levels: Collection[Level]):
        self.base = base
        referral = (r for r in base.referral if r.level in levels)
        self.referral = [(r, ask_of(r.when, base)) for r in sorted(referral, key=_hangs_on_all)]
        about = set(hypotheses) | weighed({leaf for r, _ in self.referral for leaf in leaves(r.when)}, base)
        self.evidence = [(r, ask_of(r.when, base)) for r in base.weighing if r.points.keys() & about]
        self.asks = {r.id: ask for r, ask in self.evidence}
        self.rivals = sorted(base.hypotheses)  # in the order in which they are most quickly found to score more
        self.clusters: dict[str, list[list[tuple[int, str]]]] = {}
        for ((hypothesis, _), _), strongest_first in by_strength(says(r for r, _ in self.evidence)).items():
            self.clusters.setdefault(hypothesis, []).append(strongest_first)
        self.conditions = [r.when for r, _ in (*self.evidence, *self.referral)]
        _, derive = needed(base, self.conditions)
        order = base.derivation_levels
        used = sorted((r for r in base.derive if r.when in derive), key=lambda r: (order[r.id], r.id))
        self.derive = [(r, ask_of(r.when, base)) for r in used]
        self.conditions += [r.when for r in used]

    def derived(self, cases: Cases) -> None:
        """Add what follows by derivation."""
        for rule, ask in self.derive:
            if holds := ask(cases):
                for finding in self.base.vocabulary.broader(rule.then):
                    cases.present[finding] = cases.present.get(finding, 0) | holds

    def leads(self, cases: Cases, first: str, second: str) -> int:
        """The cases in which `first` scores more than `second`."""
        return cases.every & ~self._sum(cases, second).no_less(self._sum(cases, first), cases.every)

    def margins(self, cases: Cases, first: str, second: str) -> list[int]:
        """How many points `first` scores more than `second`, case by case."""
        prior = self.base.priors[first] - self.base.priors[second]
        margins = [prior] * cases.every.bit_length()
        for hypothesis, sign in ((first, 1), (second, -1)):
            for points, where in itertools.chain.from_iterable(self._counted(cases, hypothesis)):
                for case in range(len(margins)):
                    if where >> case & 1:
                        margins[case] += sign * points
        return margins

    def referred(self, cases: Cases, rules: Collection[str] | None = None) -> int:
        """The cases in which a referral rule of the levels in question fires, or one of `rules`."""
        asked = [(r, ask) for r, ask in self.referral if rules is None or r.id in rules]
        for leaf in {leaf for r, _ in asked for leaf in leaves(r.when)}:
            if isinstance(leaf, InBand):
                total = self._sum(cases, leaf.hypothesis)
                cases.reached[leaf.hypothesis, leaf.band] = total.reaches(BAND_FLOORS[leaf.band], cases.every)
        fires = 0
        for rule, ask in asked:
            if leading := {leaf.leads for leaf in leaves(rule.when) if isinstance(leaf, Leads)}:
                cases.leading = dict.fromkeys(leading, cases.every)
                wanted = ask(cases) & ~fires  # who leads is worked out only where it decides
                cases.leading = {name: self._leading(cases, name, wanted) for name in leading}
            fires |= ask(cases)
        return fires

    def _leading(self, cases: Cases, hypothesis: str, wanted: int) -> int:
        """Those of the wanted cases in which a hypothesis leads."""
        if not wanted:
            return 0
        own = self._sum(cases, hypothesis)
        left = own.reaches(EVEN_ODDS, cases.every) & wanted
        least = max(own.least, EVEN_ODDS)
        for rival in self.rivals if left else ():
            if self._most(cases, rival) > least:
                left &= own.no_less(self._sum(cases, rival), cases.every)
            if not left:
                self.rivals.remove(rival)
                self.rivals.insert(0, rival)
                break
        return left

    def _most(self, cases: Cases, hypothesis: str) -> int:
        """No case has a higher score of the hypothesis."""
        return self.base.priors[hypothesis] + sum(max(p for p, _ in c) for c in self._counted(cases, hypothesis))

    def _sum(self, cases: Cases, hypothesis: str) -> Sum:
        """What a hypothesis scores."""
        if hypothesis not in cases.sums:
            terms = itertools.chain.from_iterable(self._counted(cases, hypothesis))
            cases.sums[hypothesis] = Sum.of(terms, cases.every, self.base.priors[hypothesis])
        return cases.sums[hypothesis]

    def _counted(self, cases: Cases, hypothesis: str) -> list[Points]:
        """What each cluster gives a hypothesis, and in which cases: each rule's points where nothing stronger is."""
        if hypothesis not in cases.counted:
            clusters = self.clusters.get(hypothesis, ())
            cases.counted[hypothesis] = [self._of_cluster(cases, rules) for rules in clusters]
        return cases.counted[hypothesis]

    def _of_cluster(self, cases: Cases, strongest_first: list[tuple[int, str]]) -> Points:
        found, left = [], cases.every
        for points, rule in strongest_first:
            if where := self._fires(cases, rule) & left:
                found.append((points, where))
                left &= ~where
        return [*found, (0, left)] if left else found

    def _fires(self, cases: Cases, rule: str) -> int:
        if rule not in cases.fires:
            cases.fires[rule] = self.asks[rule](cases)
        return cases.fires[rule]


@lru_cache(maxsize=64)
def many(base: KnowledgeBase, hypotheses: frozenset[str], levels: frozenset[Level]) -> Many:
    """The rules of a knowledge base that bear on these, made ready once."""
    return Many(base, hypotheses, levels)


def _hangs_on_all(rule: ReferralRule) -> bool:
    return any(isinstance(leaf, Leads) for leaf in leaves(rule.when))
