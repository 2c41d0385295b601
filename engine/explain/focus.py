"""The scores of a few hypotheses only, for asking about them hundreds of times."""

from collections.abc import Collection, Iterator, Mapping

from ...facts.finding import State
from ...facts.measurement import Interval
from ...rules.condition import Compare, Condition, finding_of, leaves
from ...rules.knowledge import KnowledgeBase
from ...rules.rule import EvidenceRule
from ..evaluate import evaluator
from ..scoring import scores


class Focus:
    """The evidence rules that speak of some hypotheses, and everything their conditions can hang on."""

    def __init__(self, base: KnowledgeBase, hypotheses: Collection[str]):
        self.base = base
        self.rules = [(r, holds) for r, holds in evaluator(base).evidence if r.points.keys() & hypotheses]
        self.priors = {h: base.hypotheses[h].prior.points for h in hypotheses}
        conditions = [r.when for r, _ in self.rules]
        self.findings, derive = needed(base, conditions)
        self.conditions: list[Condition] = [*conditions, *derive]

    def scores(self, states: Mapping[str, State], readings: Mapping[str, Interval]) -> dict[str, int]:
        """The scores of the hypotheses in focus, in decibans."""
        facts, _ = evaluator(self.base).facts(states, readings)
        fired: list[EvidenceRule] = [rule for rule, holds in self.rules if holds(facts)]
        return scores(fired, self.priors)

    def comparisons(self) -> Iterator[Compare]:
        """Every comparison of a measurement that bears on the hypotheses."""
        for condition in self.conditions:
            yield from (leaf for leaf in leaves(condition) if isinstance(leaf, Compare))


def needed(base: KnowledgeBase, conditions: Collection[Condition]) -> tuple[set[str], list[Condition]]:
    """The findings that conditions ask about, through derivations, and the conditions of those derivations."""
    findings = {f for c in conditions for leaf in leaves(c) if (f := finding_of(leaf)) is not None}
    derive: dict[str, Condition] = {}
    while True:
        more = [
            r for r in base.derive if r.id not in derive and not findings.isdisjoint(base.vocabulary.broader(r.then))
        ]
        if not more:
            return findings, list(derive.values())
        for rule in more:
            derive[rule.id] = rule.when
            findings |= {f for leaf in leaves(rule.when) if (f := finding_of(leaf)) is not None}
