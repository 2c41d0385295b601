"""What a rule weighs that only other records can say.

A published probability starts from the prior of its hypothesis, and a rule that subsumes others gives what is left of
its weight when theirs is taken off, so that a finding scores once.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..facts.vocabulary import Vocabulary
from .branches import Situation, possible
from .points import Posterior, Weight
from .rule import EvidenceRule, Hypothesis, cluster_of


def settled(
    rules: Iterable[EvidenceRule], hypotheses: Mapping[str, Hypothesis], vocabulary: Vocabulary
) -> tuple[EvidenceRule, ...]:
    """The rules with the start of each published probability filled in, and what subsumed rules give taken off."""
    settling = _Settling({r.id: _started(r, hypotheses) for r in rules}, vocabulary)
    return tuple(settling.rule(name) for name in settling.rules)


def worked_out(data: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where a file gives what only loading may fill in."""
    for key, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if key in ("elsewhere", "prior_here"):
            yield (*place, key)
        yield from worked_out(part, (*place, key))


def wrong_way(rules: Iterable[EvidenceRule]) -> Iterator[tuple[str, str]]:
    """Each settled rule whose published probability lies on the wrong side of the prior, and how."""
    for rule in rules:
        yield from ((rule.id, fault) for fault in rule.wrong_way())


class _Settling:
    def __init__(self, rules: Mapping[str, EvidenceRule], vocabulary: Vocabulary):
        self.rules, self.vocabulary = rules, vocabulary
        self._done: dict[str, EvidenceRule] = {}

    def rule(self, name: str) -> EvidenceRule:
        """One rule, after those that it subsumes; a circle ends at itself."""
        if name not in self._done:
            rule = self._done[name] = self.rules[name]
            parts = [self.rule(p) for p in rule.subsumes if p in self.rules]
            if parts:
                off = {h: self._elsewhere(rule, parts, h) for h in rule.weights}
                self._done[name] = rule.model_copy(update={"elsewhere": {h: p for h, p in off.items() if p}})
        return self._done[name]

    def _elsewhere(self, rule: EvidenceRule, parts: list[EvidenceRule], hypothesis: str) -> int:
        """The least that the parts give, in clusters of their own, whichever way the rule holds."""
        up = hypothesis in rule.raises
        speaking = [p for p in parts if cluster_of(p) != cluster_of(rule) and (p.points.get(hypothesis, 0) > 0) is up]
        given = [self._given(s, speaking, hypothesis) for s in possible(rule.when, self.vocabulary)]
        return min(given, default=0)

    def _given(self, situation: Situation, parts: list[EvidenceRule], hypothesis: str) -> int:
        strongest: dict[str, int] = {}
        for part in parts:
            if situation.satisfies(part.when, self.vocabulary):
                size = abs(part.points.get(hypothesis, 0))
                strongest[cluster_of(part)] = max(size, strongest.get(cluster_of(part), 0))
        return sum(strongest.values())


def _started(rule: EvidenceRule, hypotheses: Mapping[str, Hypothesis]) -> EvidenceRule:
    """A rule with our prior beside each published probability that starts from it."""
    if not any(isinstance(w, Posterior) for w in rule.weights.values()):
        return rule
    return rule.model_copy(update={side: _filled(getattr(rule, side), hypotheses) for side in ("raises", "lowers")})


def _filled(weights: Mapping[str, Weight], hypotheses: Mapping[str, Hypothesis]) -> dict[str, Weight]:
    return {
        h: w.model_copy(update={"prior_here": hypotheses[h].prior.prevalence})
        if isinstance(w, Posterior) and w.prior_there is None and h in hypotheses
        else w
        for h, w in weights.items()
    }
