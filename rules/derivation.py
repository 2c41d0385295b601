"""Chains of derivations: which rule waits for which."""

from collections.abc import Iterator, Sequence

from ..facts.vocabulary import Vocabulary
from .condition import finding_of, leaves
from .rule import DeriveRule, Rule


def derivation_levels(rules: Sequence[DeriveRule], vocabulary: Vocabulary) -> dict[str, int]:
    """The longest chain of derivations that ends in each rule. Rules on a circle are left out."""
    makers: dict[str, list[str]] = {}
    for rule in rules:
        if rule.then in vocabulary.findings:
            for finding in vocabulary.broader(rule.then):
                makers.setdefault(finding, []).append(rule.id)
    waits = {r.id: {m for f in _findings(r) for m in makers.get(f, ())} for r in rules}
    levels: dict[str, int] = {}
    while ready := [r for r in waits if r not in levels and waits[r] <= levels.keys()]:
        levels |= {r: 1 + max((levels[w] for w in waits[r]), default=-1) for r in ready}
    return levels


def _findings(rule: Rule) -> Iterator[str]:
    for leaf in leaves(rule.when):
        if (finding := finding_of(leaf)) is not None:
            yield finding
