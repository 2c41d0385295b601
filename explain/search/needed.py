"""What conditions hang on, through derivations and scores."""

from collections.abc import Collection

from ...rules.condition import Condition, Leads, Leaf, finding_of, hypothesis_of, leaves
from ...rules.knowledge_base import KnowledgeBase


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


def weighed(asked: Collection[Leaf], base: KnowledgeBase) -> set[str]:
    """The hypotheses on whose scores these hang: those whose standing is asked for; for one to lead, on every one."""
    if any(isinstance(leaf, Leads) for leaf in asked):
        return set(base.hypotheses)
    return {name for leaf in asked if (name := hypothesis_of(leaf))}
