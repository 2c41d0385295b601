"""What a rule weighs that only other records can say: a published probability starts from the hypothesis's prior."""

from collections.abc import Iterable, Iterator, Mapping

from .points import Posterior, Weight
from .rule import EvidenceRule, Hypothesis


def settled(rules: Iterable[EvidenceRule], hypotheses: Mapping[str, Hypothesis]) -> tuple[EvidenceRule, ...]:
    """The rules with the start of every published probability filled in from the priors."""
    return tuple(_settled(rule, hypotheses) for rule in rules)


def wrong_way(rules: Iterable[EvidenceRule]) -> Iterator[tuple[str, str]]:
    """Each settled rule whose published probability lies on the wrong side of the prior, and how."""
    for rule in rules:
        yield from ((rule.id, fault) for fault in rule.wrong_way())


def _settled(rule: EvidenceRule, hypotheses: Mapping[str, Hypothesis]) -> EvidenceRule:
    if not any(isinstance(w, Posterior) for w in rule.weights.values()):
        return rule
    sides = {side: _started(getattr(rule, side), hypotheses) for side in ("raises", "lowers")}
    return rule.model_copy(update=sides)


def _started(weights: Mapping[str, Weight], hypotheses: Mapping[str, Hypothesis]) -> dict[str, Weight]:
    """The weights of one side, each published probability with our prior beside it."""
    return {
        h: w.model_copy(update={"prior_here": hypotheses[h].prior.prevalence})
        if isinstance(w, Posterior) and w.prior_there is None and h in hypotheses
        else w
        for h, w in weights.items()
    }
